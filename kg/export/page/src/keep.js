// Pictures of the network to keep: PNG from the canvas, SVG from the scene.

import { download, s } from "./dom.js";

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

/** Write the scene as SVG: regions, lines, dots and names, all at their natural size. */
export function toSvg(view, paper) {
  const { model, scene, places, colours } = view;
  const boxes = scene.regions.map((region) => region.box);
  const left = Math.min(...boxes.map((box) => box[0])) - 20;
  const top = Math.min(...boxes.map((box) => box[1])) - 20;
  const width = Math.max(...boxes.map((box) => box[0] + box[2])) + 20 - left;
  const height = Math.max(...boxes.map((box) => box[1] + box[3])) + 20 - top;
  const text = (x, y, words, more) => s("text", { x, y, fill: colours.ink, "font-size": 11, "text-anchor": "middle", ...more }, words);
  const root = s("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}`, "font-family": "system-ui, sans-serif" },
    s("rect", { x: left, y: top, width, height, fill: paper }),
    scene.regions.map(({ box, title }) => [
      s("rect", { x: box[0], y: box[1], width: box[2], height: box[3], rx: 14, fill: colours.region, stroke: colours.line }),
      text(box[0] + 14, box[1] + 24, title, { "text-anchor": "start", "font-weight": 600, fill: colours.muted }),
    ]),
    [...view.painted.edges.keys()].map((number) => {
      const { source, target } = model.edges[number];
      return s("line", { x1: places[source][0], y1: places[source][1], x2: places[target][0], y2: places[target][1], stroke: colours.edge, "stroke-opacity": 0.5 });
    }),
    [...scene.seen].map((number) => {
      const { type, radius } = model.nodes[number];
      const [x, y] = places[number];
      return s("circle", { cx: x, cy: y, r: radius, fill: type === "Target" ? paper : colours.types[type], stroke: colours.types[type] });
    }),
    [...scene.seen].filter((number) => !model.nodes[number].at).map((number) => {
      const [x, y] = places[number];
      return text(x, y + model.nodes[number].radius + 12, model.nodes[number].label, {});
    }));
  return new XMLSerializer().serializeToString(root);
}

/** Offer the scene as an SVG. */
export function saveSvg(view, paper) {
  download("graph.svg", toSvg(view, paper), "image/svg+xml");
}
