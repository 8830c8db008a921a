// Pictures of the network to keep: PNG from the canvas, SVG from the scene.

import { download, s } from "./dom.js";
import { chooseLabels } from "./label.js";
import { FAMILY, fitted, setFont } from "./letter.js";
import { OUTLINES } from "./shape.js";
import { labelsOf, strokeOf } from "./view.js";

/** Offer what the canvas shows as a PNG on the theme's paper. */
export function savePng(canvas, paper) {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  context.fillStyle = paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => download("graph.png", blob, "image/png"), "image/png");
}

/** A node as it is on the map: its type's shape, hollow where it is yet to be. */
function mark(node, [x, y], colours, paper) {
  const { type, radius, props } = node;
  const paint = { fill: type === "Target" || props.status === "target" ? paper : colours.types[type], stroke: colours.types[type], "stroke-width": 1.5 };
  const corners = OUTLINES[type];
  if (!corners) return s("circle", { cx: x, cy: y, r: radius, ...paint });
  return s("polygon", { points: corners.map(([right, down]) => `${x + right * radius},${y + down * radius}`).join(" "), ...paint });
}

/** A section: its title, and where it is shut what is in it. */
function section({ box: [x, y, width, height], title, isOpen, count, names }, text, colours, context) {
  const size = isOpen ? 15 : Math.min(40, Math.max(12, width / 16));
  const left = { "text-anchor": "start" };
  const fit = (words, share, weight) => {
    setFont(context, share * size, weight);
    return fitted(context, words, width - 2.5 * size);
  };
  const rows = isOpen ? [] : names.slice(0, Math.max(0, Math.floor((height - 5 * size) / (1.4 * size))));
  return [
    s("rect", { x, y, width, height, rx: 14, fill: isOpen ? colours.region : colours.closed, stroke: colours.line }),
    text(x + size, y + 1.6 * size, fit(title, 1, 600), { ...left, "font-size": size, "font-weight": 600, fill: isOpen ? colours.muted : colours.ink }),
    !isOpen && height > 3.5 * size && text(x + size, y + 3 * size, fit(count, 0.7, 400), { ...left, "font-size": 0.7 * size, fill: colours.muted }),
    rows.map(([, type, label], at) => [
      s("circle", { cx: x + 1.3 * size, cy: y + (4.5 + 1.4 * at) * size, r: size / 4, fill: colours.types[type] }),
      text(x + 2 * size, y + (4.8 + 1.4 * at) * size, fit(label, 0.85, 400), { ...left, "font-size": 0.85 * size }),
    ]),
  ];
}

/** Write the scene as SVG: sections, lines, marks and names, all at their natural size. */
export function toSvg(view, paper) {
  const { model, scene, places, colours } = view;
  const boxes = scene.regions.map((region) => region.box);
  const left = Math.min(...boxes.map((box) => box[0])) - 20;
  const top = Math.min(...boxes.map((box) => box[1])) - 60;
  const width = Math.max(...boxes.map((box) => box[0] + box[2])) + 20 - left;
  const height = Math.max(...boxes.map((box) => box[1] + box[3])) + 20 - top;
  const context = document.createElement("canvas").getContext("2d");
  const text = (x, y, words, more) => s("text", { x, y, fill: colours.ink, "font-size": 11, "text-anchor": "middle", ...more }, words);
  const root = s("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}`, "font-family": FAMILY.replaceAll("\"", "'") },
    s("rect", { x: left, y: top, width, height, fill: paper }),
    scene.reports.map(({ box, title }) => text(box[0] + 4, box[1] - 8, title, { "text-anchor": "start", "font-size": 24, "font-weight": 600 })),
    scene.regions.map((region) => section(region, text, colours, context)),
    [...view.painted.edges.keys()].map((number) => {
      const edge = model.edges[number];
      const [from, to] = [places[edge.source], places[edge.target]];
      return s("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1], stroke: strokeOf(edge, false, colours), "stroke-opacity": 0.5 });
    }),
    [...scene.seen].map((number) => mark(model.nodes[number], places[number], colours, paper)),
    chooseLabels(context, labelsOf(view), [], { project: (x, y) => [x - left, y - top], scale: 1, width, height })
      .map(({ box, text: words, size, isOn }) => text((box.left + box.right) / 2 + left, box.top + size + top, words, { "font-size": size, "font-weight": isOn ? 600 : 400 })));
  return new XMLSerializer().serializeToString(root);
}

/** Offer the scene as an SVG. */
export function saveSvg(view, paper) {
  download("graph.svg", toSvg(view, paper), "image/svg+xml");
}
