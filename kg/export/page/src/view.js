// The network, drawn by vis: it is told what is seen, faint and selected, and tells what is clicked and moved.

import { drawLabels } from "./label.js";
import { drawRegions, spotAt } from "./region.js";

const COMMON = 0;
const LEAST_RING = 6;
const ROOM = 90;
const [SIDE, HEAD, FOOT] = [16, 30, 44];
const [FARTHEST, NEAR, NEAREST] = [0.45, 0.9, 1.5];
const JUDGED = new Set(["met", "missed"]);
const OF_FACTS = new Set(["hasIndicator", "hasMilestone", "about"]);

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
    region: get("region"), closed: get("closed"), edge: get("edge"), strong: get("edge-strong"), met: get("met"), missed: get("missed"),
  };
}

/** The least scale at which a label is wanted: a fact that stands around what it is of has one only near by. */
function levelOf({ at, moon }) {
  return !at ? 0 : moon ? 1.5 : 0.3;
}

/** A short name: a fact that stands around what it is of need not name that again. */
function briefOf({ label, moon, props }) {
  return (moon && (props.quote ?? props.value_text)) || label;
}

/** The labels of a view's nodes, the selected and its neighbours first, then the larger. */
export function labelsOf({ model, scene, places, order, hovered }) {
  const { seen, focus, selected } = scene;
  const chosen = [];
  const rest = [];
  for (const number of order) {
    if (!seen.has(number)) continue;
    const isOn = number === selected || number === hovered;
    const isNear = focus !== null && focus.has(number);
    const node = model.nodes[number];
    (isOn || isNear ? chosen : rest).push({
      number, x: places[number][0], y: places[number][1], radius: node.radius, label: isOn ? node.label : briefOf(node), isOn, isForced: isOn,
      isFaint: focus !== null && !isNear, isMoon: Boolean(node.moon), level: isNear ? 0 : levelOf(node), bounds: model.groups[node.group].box,
    });
  }
  chosen.sort((a, b) => Number(b.isOn) - Number(a.isOn));
  return [...chosen, ...rest];
}

/** The camera that shows regions in full in a container: [scale, x, y]; null where nothing can be shown. */
export function cameraFor(regions, { clientWidth: width, clientHeight: height }) {
  const boxes = regions.map((region) => region.box);
  if (!boxes.length || !width || !height) return null;
  const left = Math.min(...boxes.map((box) => box[0]));
  const top = Math.min(...boxes.map((box) => box[1]));
  const right = Math.max(...boxes.map((box) => box[0] + box[2]));
  const bottom = Math.max(...boxes.map((box) => box[1] + box[3]));
  const scale = Math.min((width - 2 * SIDE) / (right - left), (height - HEAD - FOOT) / (bottom - top), 1.6);
  return [scale, (left + right) / 2, (top + bottom) / 2 - (HEAD - FOOT) / 2 / scale];
}

/** The box around some places, with room for their labels. */
export function boxAround(places) {
  const [left, top, right, bottom] = [
    Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y)), Math.max(...places.map(([x]) => x)), Math.max(...places.map(([, y]) => y)),
  ];
  return [left - ROOM, top - ROOM, right - left + 2 * ROOM, bottom - top + 2 * ROOM];
}

/** The group of the region at a point of the map, or null. */
export function regionAt(scene, { x, y }) {
  const hit = (scene?.regions ?? []).find(({ box: [left, top, width, height] }) =>
    x >= left && x <= left + width && y >= top && y <= top + height);
  return hit ? hit.group : null;
}

/** Show by the pointer what can be clicked. */
export function watchPointer(view) {
  view.container.addEventListener("mousemove", ({ clientX, clientY }) => {
    const { left, top } = view.container.getBoundingClientRect();
    const isLink = view.hovered !== undefined || spotAt(view.spots, clientX - left, clientY - top) !== null;
    view.container.style.cursor = isLink ? "pointer" : "";
  });
}

/** Tell whether an edge would only clutter the map: quiet ones, answers without a judgement, facts elsewhere, what stands throughout. */
function isCalm(model, edge) {
  if (model.isQuiet(edge)) return true;
  if (edge.type === "answeredBy") return !JUDGED.has(edge.verdict);
  const [source, target] = [model.nodes[edge.source].group, model.nodes[edge.target].group];
  return source !== target && (OF_FACTS.has(edge.type) || source === COMMON || target === COMMON);
}

/** The colour of an edge: an answer's is that of its verdict. */
export function strokeOf({ verdict }, touches, colours) {
  return JUDGED.has(verdict) ? colours[verdict] : touches ? colours.strong : colours.edge;
}

/** The camera that shows a node in the middle and, unless that takes one too far away, its neighbours around it. */
export function cameraAt(view, node) {
  const { clientWidth: width, clientHeight: height } = view.container;
  const [x, y] = view.places[node];
  const near = [...view.model.around([node], 1)].filter((each) => view.scene?.seen.has(each)).map((each) => view.places[each]);
  const [wide, high] = [0, 1].map((axis) => Math.max(1, ...near.map((place) => Math.abs(place[axis] - [x, y][axis]))) + 30);
  const scale = Math.min(width / 2 / wide, height / 2 / high, NEAREST);
  return [scale < FARTHEST ? Math.max(view.camera()[0], NEAR) : scale, x, y];
}

/** The edges that a view draws: number to {touches, isFaint}. */
export function wantedEdges({ model, scene }) {
  const { seen, focus, path, selected, edgeSeen } = scene;
  const wanted = new Map();
  if (!seen.size) return wanted;
  const step = new Map((path ?? []).map((node, at) => [node, at]));
  const isStep = ({ source, target }) => Math.abs((step.get(source) ?? NaN) - (step.get(target) ?? NaN)) === 1;
  model.edges.forEach((edge, number) => {
    if (!seen.has(edge.source) || !seen.has(edge.target) || !edgeSeen(edge)) return;
    const touches = path ? isStep(edge) : edge.source === selected || edge.target === selected;
    if (!touches && isCalm(model, edge)) return;
    wanted.set(number, { touches, isFaint: focus !== null && !(focus.has(edge.source) && focus.has(edge.target)) });
  });
  return wanted;
}

export class View {
  constructor(container, model, listeners) {
    this.model = model;
    this.listeners = listeners;
    this.container = container;
    this.scene = null;
    this.titles = [];
    this.spots = [];
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
    watchPointer(this);
    network.on("click", (event) => {
      const { x, y } = event.pointer.DOM;
      const spot = spotAt(this.spots, x, y);
      const node = network.getNodeAt(event.pointer.DOM);
      if (node !== undefined) this.listeners.select(node);
      else if (spot) this.listeners.spot(spot);
      else this.listeners.region(regionAt(this.scene, event.pointer.canvas));
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
      Object.assign(this, drawRegions(context, this.scene, frame));
    }));
    network.on("afterDrawing", (context) => {
      this.onScreen(context, (frame) => {
        this.ring(context, frame);
        this.labelCount = drawLabels(context, labelsOf(this), this.titles, frame);
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

  /** Ring the selected node where it is too small to be found. */
  ring(context, { project, scale, colours }) {
    const { selected, seen } = this.scene;
    if (selected === null || !seen.has(selected) || this.model.nodes[selected].radius * scale > LEAST_RING) return;
    context.beginPath();
    context.arc(...project(...this.places[selected]), LEAST_RING, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = colours.ink;
    context.stroke();
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
      opacity: isFaint ? 0.28 : 1,
      color: {
        background: hollow ? colours.halo : colour, border: hollow && !isSelected ? colour : border,
        highlight: { background: hollow ? colours.halo : colour, border: colours.ink },
        hover: { background: hollow ? colours.halo : colour, border: colours.ink },
      },
    };
  }

  paintEdges() {
    const { painted, colours } = this;
    const wanted = wantedEdges(this);
    const gone = [...painted.edges.keys()].filter((number) => !wanted.has(number));
    const changed = [];
    for (const [number, { touches, isFaint }] of wanted) {
      const mark = `${touches}${isFaint}${colours.ink}`;
      if (painted.edges.get(number) === mark) continue;
      painted.edges.set(number, mark);
      changed.push(this.line(number, touches, isFaint));
    }
    for (const number of gone) painted.edges.delete(number);
    if (gone.length) this.edges.remove(gone);
    if (changed.length) this.edges.update(changed);
  }

  line(number, touches, isFaint) {
    const edge = this.model.edges[number];
    const colour = strokeOf(edge, touches, this.colours);
    const isAnswer = edge.type === "answeredBy";
    return {
      id: number, from: edge.source, to: edge.target,
      width: touches ? 1.8 : isAnswer ? 1.4 : 0.9, dashes: edge.basis === "inferred" && touches ? [4, 4] : false,
      color: { color: colour, highlight: this.colours.strong, hover: this.colours.strong, opacity: isFaint ? 0.06 : touches ? 0.95 : 0.5 },
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

  /** Show regions in full; without any given, all. */
  fit(regions = this.scene?.regions ?? []) {
    const camera = cameraFor(regions, this.container);
    if (camera) this.setCamera(camera);
  }

  centre(node) {
    this.setCamera(cameraAt(this, node));
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
