// The network when it is large, drawn by sigma on WebGL: the same duties as `View` in view.js.

import { drawLabels } from "./label.js";
import { drawRegions, spotAt } from "./region.js";
import { OUTLINES } from "./shape.js";
import { cameraAt, cameraFor, labelsOf, regionAt, strokeOf, themeColours, wantedEdges, watchPointer } from "./view.js";

/** Tell whether sigma is in the page and the browser can draw with it. */
export function canDrawLarge() {
  if (typeof SigmaKit === "undefined") return false;
  return document.createElement("canvas").getContext("webgl2") !== null;
}

function layer(container, isAbove) {
  const canvas = document.createElement("canvas");
  canvas.style.cssText = `position:absolute;inset:0;width:100%;height:100%;pointer-events:none;z-index:${isAbove ? 2 : 0}`;
  container.append(canvas);
  return canvas;
}

const FEW = 4000;
const LEAST_SIZE = 2;

function outline(context, corners, x, y, size, color) {
  context.beginPath();
  for (const [right, down] of corners) context.lineTo(x + right * size, y + down * size);
  context.closePath();
  context.fillStyle = color;
  context.fill();
}

function disc(context, x, y, size, color) {
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

/** Mix a colour of the theme into the paper, for WebGL draws no half-transparent dots well. */
function faded(colour, paper, share) {
  const parts = (text) => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
  const [a, b] = [parts(colour), parts(paper)];
  return `#${a.map((value, at) => Math.round(value * share + b[at] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

export class LargeView {
  constructor(container, model, listeners) {
    this.model = model;
    this.listeners = listeners;
    this.container = container;
    this.scene = null;
    this.spots = [];
    this.undo = [];
    this.places = model.nodes.map((node) => [node.x, node.y]);
    this.order = [...model.nodes.keys()].sort((a, b) => model.nodes[b].radius - model.nodes[a].radius || a - b);
    this.colours = themeColours();
    this.painted = { nodes: new Map(), edges: new Map() };
    this.under = layer(container, false);
    const middle = document.createElement("div");
    middle.style.cssText = "position:absolute;inset:0;z-index:1";
    container.append(middle);
    this.over = layer(container, true);
    this.graph = new SigmaKit.Graph({ multi: true, type: "directed" });
    this.graph.addNode("anchor", { x: 0, y: 0, size: 0.001, hidden: true }); // sigma does not move an empty graph
    this.sigma = new SigmaKit.Sigma(this.graph, middle, {
      renderLabels: false, renderEdgeLabels: false, itemSizesReference: "positions", zoomToSizeRatioFunction: (ratio) => ratio,
      minEdgeThickness: 0.5, hideEdgesOnMove: true, allowInvalidContainer: true, zIndex: false, defaultDrawNodeHover: () => {},
    });
    const boxes = model.groups.map((group) => group.box).filter(Boolean);
    this.sigma.setCustomBBox({
      x: [Math.min(0, ...boxes.map((box) => box[0])), Math.max(1, ...boxes.map((box) => box[0] + box[2]))],
      y: [-Math.max(1, ...boxes.map((box) => box[1] + box[3])), -Math.min(0, ...boxes.map((box) => box[1]))],
    });
    this.listen();
  }

  listen() {
    const { sigma } = this;
    watchPointer(this);
    sigma.on("clickNode", ({ node }) => this.listeners.select(Number(node)));
    sigma.on("clickStage", ({ event }) => {
      const spot = spotAt(this.spots, event.x, event.y);
      const { x, y } = sigma.viewportToGraph(event);
      if (spot) this.listeners.spot(spot);
      else this.listeners.region(regionAt(this.scene, { x, y: -y }));
    });
    sigma.on("enterNode", ({ node }) => {
      this.hovered = Number(node);
      this.overlay();
    });
    sigma.on("leaveNode", () => {
      this.hovered = undefined;
      this.overlay();
    });
    sigma.on("downNode", ({ node, event }) => {
      this.dragged = { node: Number(node), from: [...this.places[Number(node)]], isMoved: false };
      event.preventSigmaDefault();
    });
    sigma.getMouseCaptor().on("mousemovebody", (event) => {
      if (!this.dragged) return;
      const { x, y } = sigma.viewportToGraph(event);
      this.dragged.isMoved = true;
      this.move(this.dragged.node, x, -y);
      event.preventSigmaDefault();
    });
    sigma.getMouseCaptor().on("mouseup", () => {
      if (this.dragged?.isMoved) this.undo.push([[this.dragged.node, ...this.dragged.from]]);
      this.dragged = null;
    });
    sigma.on("afterRender", () => this.overlay());
    const tell = () => setTimeout(() => this.listeners.camera(this.camera()), 350);
    sigma.getMouseCaptor().on("wheel", tell);
    sigma.getMouseCaptor().on("mouseup", tell);
  }

  move(node, x, y) {
    this.places[node] = [x, y];
    if (this.graph.hasNode(String(node))) this.graph.mergeNodeAttributes(String(node), { x, y: -y });
  }

  frame(canvas) {
    const { clientWidth: width, clientHeight: height } = this.container;
    const ratio = devicePixelRatio;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const zero = this.sigma.graphToViewport({ x: 0, y: 0 });
    const one = this.sigma.graphToViewport({ x: 1000, y: 0 });
    const scale = (one.x - zero.x) / 1000;
    const project = (x, y) => [zero.x + x * scale, zero.y + y * scale];
    return [context, { project, scale, colours: this.colours, width, height }];
  }

  overlay() {
    if (!this.scene) return;
    const [below, frame] = this.frame(this.under);
    const { titles, spots } = drawRegions(below, this.scene, frame);
    this.spots = spots;
    const [above] = this.frame(this.over);
    this.shapes(above, frame);
    this.labelCount = drawLabels(above, labelsOf(this), titles, frame);
  }

  /** Draw what sigma's discs cannot show, as vis does: what is yet to be as a ring, and shapes of other types. */
  shapes(context, { project, scale, colours, width, height }) {
    const { seen, selected } = this.scene;
    const least = seen.size < FEW ? LEAST_SIZE : 0;
    for (const number of seen) {
      const { type, radius, props } = this.model.nodes[number];
      const size = Math.max(least, radius * scale);
      const isRing = type === "Target" || props.status === "target";
      if (size < 1.5 || (!isRing && !(type in OUTLINES) && number !== selected && size > least)) continue;
      const [x, y] = project(...this.places[number]);
      if (x < -size || y < -size || x > width + size || y > height + size) continue;
      const color = this.painted.nodes.get(number);
      if (number === selected) {
        disc(context, x, y, size + 2.5, colours.ink);
        if (!(type in OUTLINES)) disc(context, x, y, size, color);
      }
      if (type in OUTLINES) outline(context, OUTLINES[type], x, y, size, color);
      else if (size === least) disc(context, x, y, size, color);
      else if (isRing && size > 2.5) disc(context, x, y, size - Math.min(2, size / 2.5), colours.halo);
    }
  }

  paint(scene) {
    this.scene = scene;
    const { graph, painted, colours, model } = this;
    for (const number of [...painted.nodes.keys()]) {
      if (scene.seen.has(number)) continue;
      graph.dropNode(String(number));
      painted.nodes.delete(number);
    }
    for (const number of [...painted.edges.keys()]) {
      if (!graph.hasEdge(String(number))) painted.edges.delete(number);
    }
    for (const number of scene.seen) {
      const isFaint = scene.focus !== null && !scene.focus.has(number);
      const [x, y] = this.places[number];
      const { type, radius } = model.nodes[number];
      const color = isFaint ? faded(colours.types[type], colours.halo, 0.3) : colours.types[type];
      if (painted.nodes.get(number) === color) continue;
      painted.nodes.set(number, color);
      graph.mergeNode(String(number), { x, y: -y, size: radius, color: type in OUTLINES ? colours.region : color });
    }
    this.paintEdges();
    this.sigma.refresh();
  }

  paintEdges() {
    const { graph, painted, colours, model } = this;
    const wanted = wantedEdges(this);
    for (const number of [...painted.edges.keys()]) {
      if (wanted.has(number)) continue;
      if (graph.hasEdge(String(number))) graph.dropEdge(String(number));
      painted.edges.delete(number);
    }
    for (const [number, { touches, isFaint }] of wanted) {
      const isGuess = model.edges[number].basis === "inferred"; // vis draws these in dashes, sigma has none
      const own = strokeOf(model.edges[number], touches, colours);
      const color = touches ? (isGuess ? faded(own, colours.halo, 0.55) : own) : faded(own, colours.halo, isFaint ? 0.12 : 0.5);
      if (painted.edges.get(number) === color) continue;
      painted.edges.set(number, color);
      const { source, target } = model.edges[number];
      const attributes = { size: touches ? (isGuess ? 1 : 1.8) : 0.8, color };
      if (graph.hasEdge(String(number))) graph.mergeEdgeAttributes(String(number), attributes);
      else graph.addEdgeWithKey(String(number), String(source), String(target), attributes);
    }
  }

  retheme() {
    this.colours = themeColours();
    this.painted.nodes.clear();
    this.painted.edges.clear();
    if (this.scene) this.paint(this.scene);
  }

  camera() {
    const { clientWidth: width, clientHeight: height } = this.container;
    const middle = this.sigma.viewportToGraph({ x: width / 2, y: height / 2 });
    const zero = this.sigma.graphToViewport({ x: 0, y: 0 });
    const one = this.sigma.graphToViewport({ x: 1000, y: 0 });
    return [(one.x - zero.x) / 1000, middle.x, -middle.y];
  }

  setCamera([scale, x, y]) {
    const [now] = this.camera();
    const camera = this.sigma.getCamera();
    const at = this.sigma.viewportToFramedGraph(this.sigma.graphToViewport({ x, y: -y }));
    camera.setState({ x: at.x, y: at.y, ratio: (camera.ratio * now) / scale, angle: 0 });
  }

  zoom(factor) {
    const [scale, x, y] = this.camera();
    this.setCamera([scale * factor, x, y]);
    this.listeners.camera(this.camera());
  }

  fit(regions = this.scene?.regions ?? []) {
    const camera = cameraFor(regions, this.container);
    if (camera) this.setCamera(camera);
  }

  centre(node) {
    this.setCamera(cameraAt(this, node));
    this.listeners.camera(this.camera());
  }

  undoMove() {
    for (const [node, x, y] of this.undo.pop() ?? []) this.move(node, x, y);
  }

  resize() {
    this.sigma.resize();
    this.sigma.refresh();
  }

  /** Everything that is drawn, on one canvas. */
  canvas() {
    this.sigma.render();
    const whole = document.createElement("canvas");
    whole.width = this.under.width;
    whole.height = this.under.height;
    const context = whole.getContext("2d");
    const { edges, nodes } = this.sigma.getCanvases();
    for (const each of [this.under, edges, nodes, this.over]) context.drawImage(each, 0, 0, whole.width, whole.height);
    return whole;
  }
}
