// Charts in SVG. What they show is counted by pure functions; the rest draws.

import { h, s } from "./dom.js";

/** Targets and outcomes of an indicator by year, for one kind of value: [{year, target, outcome}]. */
export function series(model, indicator, kind, scopeOnly = true) {
  const rows = new Map();
  for (const { edge, other } of model.facts(indicator)) {
    const node = model.nodes[other];
    if (edge.type !== "hasIndicator" || node.props.kind !== kind || !node.props.period_end) continue;
    const { subject, scope } = model.ends(other);
    if (scopeOnly && (subject !== null || (scope !== null && model.issuers.size && !model.issuers.has(scope)))) continue;
    const year = Number(node.props.period_end.slice(0, 4));
    if (node.props.period_start.slice(0, 4) !== node.props.period_end.slice(0, 4)) continue;
    if (!rows.has(year)) rows.set(year, { year, target: null, outcome: null });
    const side = node.type === "Target" ? "target" : "outcome";
    if (rows.get(year)[side] === null) {
      const low = Number(node.props.low ?? node.props.high);
      const high = Number(node.props.high ?? node.props.low);
      rows.get(year)[side] = { low, high, node: other, text: node.props.value_text };
    }
  }
  return [...rows.values()].sort((a, b) => a.year - b.year);
}

/** Indicators that have something to draw, the fullest first: [{indicator, kind, count}]. */
export function drawable(model) {
  const found = [];
  model.nodes.forEach((node, number) => {
    if (node.type !== "Indicator") return;
    for (const kind of ["growth", "amount", "rate"]) {
      const rows = series(model, number, kind);
      const count = rows.filter((row) => row.target).length + rows.filter((row) => row.outcome).length;
      if (count > 1) found.push({ indicator: number, kind, count, isCore: Boolean(node.props.is_core) });
    }
  });
  return found.sort((a, b) => Number(b.isCore) - Number(a.isCore) || b.count - a.count || a.indicator - b.indicator);
}

const round = (value) => Math.round(value * 10) / 10;

function ticks(low, high) {
  const span = high - low || Math.abs(high) || 1;
  const step = 10 ** Math.floor(Math.log10(span / 3));
  const nice = [1, 2, 5, 10].map((factor) => factor * step).find((size) => span / size <= 5);
  const list = [];
  for (let value = Math.ceil(low / nice) * nice; value <= high + nice / 1000; value += nice) list.push(Number(value.toPrecision(8)));
  return list;
}

function short(value) {
  const size = Math.abs(value);
  if (size >= 1e12) return `${round(value / 1e12)}万亿`;
  if (size >= 1e8) return `${round(value / 1e8)}亿`;
  if (size >= 1e4) return `${round(value / 1e4)}万`;
  return String(Number(value.toPrecision(4)));
}

/** Draw a series: targets hollow, outcomes filled and joined by a line. */
export function drawSeries(rows, { words, onPick }) {
  const [width, height, left, bottom, top] = [720, 260, 56, 34, 16];
  const values = rows.flatMap((row) => [row.target, row.outcome]).filter(Boolean).flatMap(({ low, high }) => [low, high]);
  let [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) * 0.12 || Math.abs(high) * 0.2 || 1;
  [low, high] = [low - margin, high + margin];
  const years = rows.map((row) => row.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const x = (year) => (first === last ? width / 2 : left + 30 + ((year - first) / (last - first)) * (width - left - 60));
  const y = (value) => top + (1 - (value - low) / (high - low)) * (height - top - bottom);
  const done = rows.filter((row) => row.outcome);
  const dot = (row, side) => row[side] && s("g", {
    class: `mark ${side}`, tabindex: "0", role: "button",
    on: { click: () => onPick(row[side].node), keydown: (event) => event.key === "Enter" && onPick(row[side].node) },
  },
    row[side].high !== row[side].low && s("line", { x1: x(row.year), x2: x(row.year), y1: y(row[side].low), y2: y(row[side].high) }),
    s("circle", { cx: x(row.year), cy: y((row[side].low + row[side].high) / 2), r: 5 }),
    s("title", {}, `${row.year} ${words(side)} ${row[side].text}`));
  return h("div", { class: "chart" },
    s("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": words("series") },
      ticks(low, high).map((value) => s("g", { class: "tick" },
        s("line", { x1: left, x2: width - 10, y1: y(value), y2: y(value) }), s("text", { x: left - 8, y: y(value) + 4, "text-anchor": "end" }, short(value)))),
      [...new Set(years)].filter((year, at, all) => all.length < 13 || at % Math.ceil(all.length / 12) === 0)
        .map((year) => s("text", { x: x(year), y: height - 12, "text-anchor": "middle" }, year)),
      s("polyline", { class: "outcome-line", points: done.map((row) => `${x(row.year)},${y(row.outcome.low)}`).join(" ") }),
      rows.map((row) => [dot(row, "target"), dot(row, "outcome")])),
    h("div", { class: "keys" }, h("span", { class: "key target" }, words("target")), h("span", { class: "key outcome" }, words("outcome"))));
}

/** Count projects by section and stage: [{group, total, stages: Map}]. */
export function stagesBySection(model, kept) {
  const rows = new Map();
  model.nodes.forEach((node, number) => {
    if (node.type !== "Project" || !kept(number)) return;
    const stage = node.props.reached ?? node.props.aimed ?? "";
    if (!rows.has(node.group)) rows.set(node.group, { group: node.group, total: 0, stages: new Map() });
    const row = rows.get(node.group);
    row.total += 1;
    row.stages.set(stage, (row.stages.get(stage) ?? 0) + 1);
  });
  return [...rows.values()].sort((a, b) => b.total - a.total || a.group - b.group);
}

/** Count what has a property among the nodes of some types: [[value, count]], the most first. */
export function countBy(model, kept, types, property) {
  const counts = new Map();
  model.nodes.forEach((node, number) => {
    if (!types.includes(node.type) || !kept(number)) return;
    const value = node.props[property];
    counts.set(value, (counts.get(value) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Draw bars: rows of {label, total, parts: [[class, count, title]], onPick}. */
export function drawBars(rows) {
  const most = Math.max(1, ...rows.map((row) => row.total));
  return h("div", { class: "bars" }, rows.map((row) => h("button", { class: "bar-row", type: "button", on: { click: row.onPick }, title: row.label },
    h("span", { class: "bar-label" }, row.label),
    h("span", { class: "bar" }, row.parts.map(([kind, count, title]) => h("span", { class: `part ${kind}`, style: { width: `${(100 * count) / most}%` }, title: `${title} ${count}` }))),
    h("span", { class: "bar-count" }, row.total))));
}
