// Charts in SVG. What they show is counted by pure functions; the rest draws.

import { h, s } from "./dom.js";
import { runs } from "./series.js";
import { short } from "./words.js";

function ticks(low, high) {
  const span = high - low || Math.abs(high) || 1;
  const step = 10 ** Math.floor(Math.log10(span / 3));
  const nice = [1, 2, 5, 10].map((factor) => factor * step).find((size) => span / size <= 5);
  const list = [];
  for (let value = Math.ceil(low / nice) * nice; value <= high + nice / 1000; value += nice) list.push(Number(value.toPrecision(8)));
  return list;
}

const [HEIGHT, LEFT, TOP, BOTTOM] = [300, 58, 26, 30];
const WIDTHS = { least: 280, most: 800, names: 104, bare: 16 };

/** Functions from years and values to places in the picture; of other places only outcomes count. */
function scales(rows, others, asked) {
  const away = others.flatMap((other) => other.rows.filter((row) => row.outcome !== null));
  const shown = [...rows.flatMap((row) => [row.target, row.outcome, ...row.others]), ...away.map((row) => row.outcome)].filter(Boolean);
  const values = shown.flatMap(({ low, high }) => [low, high]);
  const width = Math.max(WIDTHS.least, Math.min(WIDTHS.most, asked));
  const right = width - (others.length ? WIDTHS.names : WIDTHS.bare);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = (most - least) * 0.1 || Math.abs(most) * 0.2 || 1;
  const [low, high] = [least >= 0 ? Math.max(0, least - margin) : least - margin, most + margin];
  const years = shown.map((point) => point.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const wide = right - LEFT - 40;
  return {
    low, high, first, last, width, right,
    x: (year) => (first === last ? LEFT + 20 + wide / 2 : LEFT + 20 + ((year - first) / (last - first)) * wide),
    y: (value) => TOP + (1 - (value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM),
  };
}

const centre = ({ low, high }) => (low + high) / 2;

function mark(point, side, { x, y, words, onPick, isSmall }) {
  const said = `${point.year} ${words(side)} ${point.text}`;
  return s("g", {
    class: `mark ${side}${isSmall ? " is-other" : ""}`, tabindex: "0", role: "button", "aria-label": said,
    on: { click: () => onPick(point.node), keydown: (event) => event.key === "Enter" && onPick(point.node) },
  },
    point.high !== point.low && s("line", { x1: x(point.year), x2: x(point.year), y1: y(point.low), y2: y(point.high) }),
    s("circle", { cx: x(point.year), cy: y(centre(point)), r: isSmall ? 3 : 5 }),
    s("title", {}, said));
}

/** Set labels below each other where they would overlap: their places from the top, in the given order. */
export function spread(places, least) {
  const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
  const found = [...places];
  for (let at = 1; at < order.length; at += 1) {
    found[order[at]] = Math.max(found[order[at]], found[order[at - 1]] + least);
  }
  return found;
}

function axes({ low, high, first, last, x, y, right }, unit, language) {
  const step = Math.ceil((last - first + 1) / Math.max(2, Math.floor((right - LEFT) / 52)));
  const years = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) => first + at * step);
  return [
    s("text", { class: "unit", x: LEFT - 8, y: 12, "text-anchor": "end" }, unit),
    ticks(low, high).map((value) => s("g", { class: "tick" },
      s("line", { x1: LEFT, x2: right, y1: y(value), y2: y(value) }), s("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, short(value, language)))),
    years.map((year) => s("text", { x: x(year), y: HEIGHT - 8, "text-anchor": "middle" }, year)),
  ];
}

const line = (kind, rows, { x, y }) => runs(rows).map((run) => s("polyline", { class: kind, points: run.map((row) => `${x(row.year)},${y(centre(row.outcome))}`).join(" ") }));

/** The outcomes of other places in grey, with the names of all where their lines end. */
function context(own, others, scale) {
  const all = others.length ? [{ ...own, onPick: null }, ...others] : [];
  const ends = all.map((place) => [place.rows.filter((row) => row.outcome !== null).at(-1), place]).filter(([row]) => row !== undefined);
  const latest = Math.max(...ends.map(([row]) => row.year));
  const heights = spread(ends.map(([row]) => scale.y(centre(row.outcome))), 13);
  return [
    others.map(({ rows }) => line("context-line", rows, scale)),
    ends.map(([row, { label, onPick }], at) => [
      onPick && s("circle", { class: "context-dot", cx: scale.x(row.year), cy: scale.y(centre(row.outcome)), r: 2.5 }),
      s("text", {
        class: `context-name${onPick ? "" : " is-own"}`, x: scale.right + 6, y: heights[at] + 4, role: onPick && "button", tabindex: onPick && "0",
        on: onPick ? { click: onPick, keydown: (event) => event.key === "Enter" && onPick() } : {},
      }, `${label} ${row.outcome.text}${row.year === latest ? "" : ` (${row.year})`}`),
    ]),
  ];
}

/** Draw a series: targets hollow, outcomes filled and joined by a line, other places' outcomes in grey behind them. */
export function drawSeries(rows, others, { words, language, unit, width, label, onPick }) {
  const scale = scales(rows, others, width);
  const manner = { ...scale, words, onPick };
  return h("div", { class: "chart" },
    s("svg", { viewBox: `0 0 ${scale.width} ${HEIGHT}`, role: "group", "aria-label": words("series") },
      axes(scale, unit, language), context({ rows, label }, others, scale), line("outcome-line", rows, scale),
      rows.map((row) => [
        row.others.map((point) => mark(point, point.side, { ...manner, isSmall: true })),
        row.target && mark(row.target, "target", manner), row.outcome && mark(row.outcome, "outcome", manner),
      ])),
    h("div", { class: "keys" }, h("span", { class: "key target" }, words("target")), h("span", { class: "key outcome" }, words("outcome")),
      rows.some((row) => row.others.length) && h("span", { class: "soft" }, words("other_figures"))));
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
