// The network, drawn by vis: it is told what is seen, faint and selected, and tells what is clicked and moved.

import { drawLabels, drawRegions } from "./overlay.js";

const COMMON = 0;
const QUIET = 0.28;

/** Colours of the theme in force, from the stylesheet. */
export function themeColours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  const types = {};
  for (const type of ["Report", "Place", "Agency", "Project", "Indicator", "Target", "Outcome", "Milestone"]) {
    types[type] = get(type.toLowerCase());
  }
  return {
    types, ink: get("ink"), muted: get("muted"), line: get("line"), accent: get("accent"), halo: get("paper"),
    region: get("region"), closed: get("closed"), edge: get("edge"), strong: get("edge-strong"),
  };
}

export class View {
  constructor(container, model, listeners) {
    this.model = model;
    this.listeners = listeners;
    this.container = container;
    this.scene = null;
    this.undo = [];
    this.places = model.nodes.map((node) => [node.x, node.y]);
    this.order = [...model.nodes.keys()].sort((a, b) => model.nodes[b].radius - model.nodes[a].radius || a - b);
    this.colours = themeColours();
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, model.network.options);
    this.painted = { nodes: new Map(), edges: new Map() };
    this.drawnNodes = model.network.nodes;
    this.listen();
  }

  listen() {
    const { network } = this;
    network.on("click", (event) => {
      const node = network.getNodeAt(event.pointer.DOM);
      if (node !== undefined) this.listeners.select(node, event.event.srcEvent?.shiftKey ?? false);
      else this.listeners.region(this.regionAt(event.pointer.canvas));
    });
    network.on("hoverNode", (event) => {
      this.hovered = event.node;
      network.redraw();
    });
    network.on("blurNode", () => {
      this.hovered = undefined;
      network.redraw();
    });
    network.on("dragStart", (event) => {
      if (event.nodes.length) this.before = event.nodes.map((node) => [node, ...this.places[node]]);
    });
    network.on("dragEnd", (event) => {
      if (event.nodes.length && this.before) {
        this.undo.push(this.before);
        this.before = null;
        this.keepPlaces(event.nodes);
        this.listeners.moved();
      } else if (!event.nodes.length) {
        this.listeners.camera(this.camera());
      }
    });
    network.on("zoom", () => this.listeners.camera(this.camera()));
    network.on("beforeDrawing", (context) => this.onScreen(context, (frame) => {
      this.titles = drawRegions(context, this.scene.regions, frame);
    }));
    network.on("afterDrawing", (context) => {
      this.onScreen(context, (frame) => {
        this.labelCount = drawLabels(context, this.labels(), this.titles ?? [], frame);
      });
    });
  }

  keepPlaces(nodes) {
    const found = this.network.getPositions(nodes);
    for (const node of nodes) this.places[node] = [found[node].x, found[node].y];
  }

  onScreen(context, draw) {
    if (!this.scene) return;
    const ratio = context.canvas.width / context.canvas.clientWidth;
    const width = context.canvas.clientWidth;
    const height = context.canvas.clientHeight;
    const scale = this.network.getScale();
    const centre = this.network.getViewPosition();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const project = (x, y) => [(x - centre.x) * scale + width / 2, (y - centre.y) * scale + height / 2];
    draw({ project, scale, colours: this.colours, width, height });
    context.restore();
  }

  labels() {
    const { nodes } = this.model;
    const { seen, focus, selected } = this.scene;
    const chosen = [];
    const rest = [];
    for (const number of this.order) {
      if (!seen.has(number)) continue;
      const isOn = number === selected || number === this.hovered;
      const isNear = focus !== null && focus.has(number);
      const node = nodes[number];
      const entry = {
        x: this.places[number][0], y: this.places[number][1], radius: node.radius, label: node.label,
        isOn, isForced: isOn, isFaint: focus !== null && !isNear,
        level: isNear ? 0.2 : node.at ? 1.5 : 0,
      };
      (isOn ? chosen : isNear ? chosen : rest).push(entry);
    }
    chosen.sort((a, b) => Number(b.isOn) - Number(a.isOn));
    return [...chosen, ...rest];
  }

  regionAt({ x, y }) {
    const hit = (this.scene?.regions ?? []).find(({ box: [left, top, width, height] }) =>
      x >= left && x <= left + width && y >= top && y <= top + height);
    return hit ? hit.group : null;
  }

  /** Take a new scene: {seen, focus, selected, regions, edgeSeen}; only what changes is drawn anew. */
  paint(scene) {
    this.scene = scene;
    this.paintNodes();
    this.paintEdges();
    if (scene.selected === null) this.network.unselectAll();
    else if (scene.seen.has(scene.selected)) this.network.selectNodes([scene.selected], false);
    this.network.redraw();
  }

  paintNodes() {
    const { seen, focus, selected } = this.scene;
    const { painted, colours } = this;
    const gone = [...painted.nodes.keys()].filter((number) => !seen.has(number));
    const changed = [];
    for (const number of seen) {
      const isFaint = focus !== null && !focus.has(number);
      const mark = `${isFaint}${number === selected}${colours.ink}`;
      if (painted.nodes.get(number) === mark) continue;
      painted.nodes.set(number, mark);
      changed.push(this.dot(number, isFaint, number === selected));
    }
    for (const number of gone) painted.nodes.delete(number);
    if (gone.length) this.nodes.remove(gone);
    if (changed.length) this.nodes.update(changed);
  }

  dot(number, isFaint, isSelected) {
    const { colours, model } = this;
    const node = model.nodes[number];
    const colour = colours.types[node.type];
    const border = isSelected ? colours.ink : colours.halo;
    const hollow = node.type === "Target" || node.props.status === "target";
    const [x, y] = this.places[number];
    return {
      ...(this.drawnNodes[number] ?? { id: number, shape: this.model.network.shapes[node.type], size: node.radius }),
      label: undefined, font: undefined, group: undefined, x, y,
      borderWidth: isSelected ? 3 : hollow ? 2 : 1,
      borderWidthSelected: 3,
      opacity: isFaint ? 0.14 : 1,
      color: {
        background: hollow ? colours.halo : colour, border: hollow && !isSelected ? colour : border,
        highlight: { background: hollow ? colours.halo : colour, border: colours.ink },
        hover: { background: hollow ? colours.halo : colour, border: colours.ink },
      },
    };
  }

  /** An edge that would only clutter the map: quiet ones, and an indicator's figures elsewhere. */
  isCalm(edge) {
    if (this.model.isQuiet(edge)) return true;
    const [source, target] = [this.model.nodes[edge.source].group, this.model.nodes[edge.target].group];
    return source !== target && (edge.type === "hasIndicator" || source === COMMON || target === COMMON);
  }

  paintEdges() {
    const { seen, focus, selected, edgeSeen } = this.scene;
    const { painted, colours, model } = this;
    const wanted = new Map();
    model.edges.forEach((edge, number) => {
      if (!seen.has(edge.source) || !seen.has(edge.target) || !edgeSeen(edge)) return;
      const touches = edge.source === selected || edge.target === selected;
      if (!touches && this.isCalm(edge)) return;
      const isFaint = focus !== null && !(focus.has(edge.source) && focus.has(edge.target));
      wanted.set(number, `${touches}${isFaint}${colours.ink}`);
    });
    const gone = [...painted.edges.keys()].filter((number) => !wanted.has(number));
    const changed = [];
    for (const [number, mark] of wanted) {
      if (painted.edges.get(number) === mark) continue;
      painted.edges.set(number, mark);
      changed.push(this.line(number, mark.startsWith("true"), mark.includes("truetrue") || mark.startsWith("falsetrue")));
    }
    for (const number of gone) painted.edges.delete(number);
    if (gone.length) this.edges.remove(gone);
    if (changed.length) this.edges.update(changed);
  }

  line(number, touches, isFaint) {
    const edge = this.model.edges[number];
    const colour = touches ? this.colours.strong : this.colours.edge;
    const isAnswer = edge.type === "answeredBy";
    return {
      id: number, from: edge.source, to: edge.target,
      width: touches ? 1.8 : isAnswer ? 1.4 : 0.9, dashes: edge.basis === "inferred" && touches ? [4, 4] : false,
      color: { color: colour, highlight: this.colours.strong, hover: this.colours.strong, opacity: isFaint ? 0.08 : touches ? 0.95 : isAnswer ? 0.7 : QUIET + 0.3 },
      hoverWidth: 0, selectionWidth: 0,
    };
  }

  retheme() {
    this.colours = themeColours();
    this.painted = { nodes: new Map(), edges: new Map() };
    if (this.scene) this.paint(this.scene);
  }

  camera() {
    const { x, y } = this.network.getViewPosition();
    return [this.network.getScale(), x, y];
  }

  setCamera([scale, x, y]) {
    this.network.moveTo({ scale, position: { x, y }, animation: false });
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: false });
    this.listeners.camera(this.camera());
  }

  /** Show all regions that hold something. */
  fit() {
    const boxes = (this.scene?.regions ?? []).map((region) => region.box);
    if (!boxes.length) return;
    const left = Math.min(...boxes.map((box) => box[0]));
    const top = Math.min(...boxes.map((box) => box[1]));
    const right = Math.max(...boxes.map((box) => box[0] + box[2]));
    const bottom = Math.max(...boxes.map((box) => box[1] + box[3]));
    const { clientWidth: width, clientHeight: height } = this.container;
    if (!width || !height) return;
    const scale = Math.min((width - 32) / (right - left), (height - 32) / (bottom - top), 1.6);
    this.setCamera([scale, (left + right) / 2, (top + bottom) / 2]);
  }

  centre(node, least = 0.9) {
    const [x, y] = this.places[node];
    this.setCamera([Math.max(this.network.getScale(), least), x, y]);
    this.listeners.camera(this.camera());
  }

  undoMove() {
    const moved = this.undo.pop();
    if (!moved) return;
    for (const [node, x, y] of moved) {
      this.places[node] = [x, y];
      if (this.painted.nodes.has(node)) this.network.moveNode(node, x, y);
    }
    this.listeners.moved();
  }

  resize() {
    this.network.setSize("100%", "100%");
    this.network.redraw();
  }

  canvas() {
    return this.container.querySelector("canvas");
  }
}
