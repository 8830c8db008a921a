// What the reader has chosen, as a plain value, and its spelling in the address after `#`. Pure.

export const VIEWS = ["graph", "table", "chart", "text"];

/** The state of a page just opened. */
export function initial() {
  return {
    view: "graph", language: "zh", theme: "", node: null, group: null, hidden: [], filters: [],
    years: null, depth: 0, path: null, table: "targets", report: null, open: null, camera: null, chart: null,
  };
}

const JOIN = "~";

/** Spell a state; what is as at the start is left out. Nodes are spelt by their ids. */
export function encode(state, model) {
  const parts = new URLSearchParams();
  const base = initial();
  if (state.view !== base.view) parts.set("v", state.view);
  if (state.language !== base.language) parts.set("l", state.language);
  if (state.theme !== base.theme) parts.set("t", state.theme);
  if (state.node !== null) parts.set("n", model.nodes[state.node].id);
  if (state.group !== null) parts.set("g", String(state.group));
  if (state.hidden.length) parts.set("h", state.hidden.join(JOIN));
  for (const { dim, value } of state.filters) parts.append("f", `${dim}${JOIN}${value}`);
  if (state.years) parts.set("y", state.years.join(JOIN));
  if (state.depth) parts.set("d", String(state.depth));
  if (state.path) parts.set("p", state.path.map((node) => model.nodes[node].id).join(JOIN));
  if (state.table !== base.table) parts.set("b", state.table);
  if (state.report !== null) parts.set("r", String(state.report));
  if (state.chart) parts.set("s", [state.chart.key, state.chart.place === null ? "" : model.nodes[state.chart.place].id].join(JOIN));
  if (state.open) parts.set("o", state.open.join(JOIN));
  if (state.camera) parts.set("c", state.camera.map((value) => Number(value.toPrecision(5))).join(JOIN));
  return parts.toString();
}

const listed = (text) => (text ? text.split(JOIN) : []);

function whole(text, limit) {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value >= 0 && value < limit ? value : null;
}

function numbers(text, count) {
  const values = listed(text).map(Number);
  return values.length === count && values.every(Number.isFinite) ? values : null;
}

/** The series of the chart: its key, in which indicator, kind, unit and level or addition are joined, and its place. */
function chartOf(text, node) {
  const words = listed(text);
  const place = words.pop();
  return words.length === 4 && node(words[0]) !== null ? { key: words.join(JOIN), place: node(place) } : null;
}

/** Read a state; what is unknown to the data is as at the start. */
export function decode(text, model, dims) {
  const parts = new URLSearchParams(text);
  const state = initial();
  const node = (id) => model.index.get(id) ?? null;
  if (VIEWS.includes(parts.get("v"))) state.view = parts.get("v");
  if (parts.get("l") === "en") state.language = "en";
  if (["light", "dark"].includes(parts.get("t"))) state.theme = parts.get("t");
  state.node = node(parts.get("n"));
  state.group = whole(parts.get("g"), model.groups.length);
  state.hidden = listed(parts.get("h")).filter((name) => name in model.schema.types || name in model.schema.edges);
  state.filters = parts.getAll("f").map((pair) => {
    const cut = pair.indexOf(JOIN);
    return { dim: pair.slice(0, cut), value: pair.slice(cut + 1) };
  }).filter(({ dim }) => dims.includes(dim));
  state.years = numbers(parts.get("y"), 2);
  state.depth = whole(parts.get("d"), 4) ?? 0;
  const ends = listed(parts.get("p")).map(node);
  state.path = ends.length === 2 && ends.every((end) => end !== null) ? ends : null;
  state.table = parts.get("b") ?? state.table;
  state.report = whole(parts.get("r"), model.reports.length);
  state.open = parts.has("o") ? listed(parts.get("o")).map((name) => whole(name, model.groups.length)).filter((group) => group !== null) : null;
  state.chart = chartOf(parts.get("s"), node);
  state.camera = numbers(parts.get("c"), 3);
  return state;
}
