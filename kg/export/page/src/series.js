// The figures of an indicator over the years, kept apart by what can be compared: kind, unit, level or addition, place. Pure.

import { isOfYears } from "./story.js";

const ADDED = /新增|新建|新改|新扩|新设|新登记|新认定|新签|新引进|新培育|新开工|新注册|净增|增加|认定/;
const SUMMED = /累计|年均|平均每年|以来|期间|时期|(?<!\d)[五5]年/;
const STOPS = /[，,。；;：:、！!？?\n（）()]/;
const KINDS = ["growth", "decline", "amount", "rate"];

/** Where the clause begins that holds an offset of a report's text. */
export function clauseStart(model, report, offset) {
  const { text, sentences } = model.reports[report];
  const [from] = sentences[model.sentenceAt(report, offset)];
  let begin = offset;
  while (begin > from && !STOPS.test(text[begin - 1])) begin -= 1;
  return begin;
}

/** The words of a figure's clause up to its end. */
export function clauseOf(model, node) {
  const [report, start, end] = model.nodes[node].at;
  return model.reports[report].text.slice(clauseStart(model, report, start), end);
}

/** What a figure has to do with a series, or null where it belongs to none: a part of the place, a span of years, a sum. */
function pointOf(model, node) {
  const { props, type } = model.nodes[node];
  if (!KINDS.includes(props.kind) || !props.period_end || !isOfYears(props) || (props.low ?? props.high) === undefined) return null;
  const { indicator, subject } = model.ends(node);
  if (indicator === null || subject !== null) return null;
  const year = props.period_end;
  if (props.period_start !== year) return null;
  const clause = clauseOf(model, node);
  if (SUMMED.test(clause)) return null;
  const [low, high] = [Number(props.low ?? props.high), Number(props.high ?? props.low)];
  const sign = props.kind === "decline" ? -1 : 1;
  return {
    indicator, place: model.placeOf(node), kind: sign < 0 ? "growth" : props.kind, unit: props.unit ?? "",
    isAdded: props.kind === "amount" && ADDED.test(clause), year: Number(year), side: type === "Target" ? "target" : "outcome",
    low: Math.min(sign * low, sign * high), high: Math.max(sign * low, sign * high), node, text: props.value_text,
  };
}

const middle = ({ low, high }) => (low + high) / 2;

function median(values) {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.floor((ordered.length - 1) / 2)];
}

/** How far two values are apart: by their ratio where both are positive. */
function apart(a, b) {
  return a > 0 && b > 0 ? Math.abs(Math.log(a / b)) : Math.abs(a - b);
}

/** Of several figures for a year and side, take the one nearest to what is usual; the rest are kept beside it. */
function yearly(points) {
  const usual = median(points.map(middle));
  const rows = new Map();
  for (const point of points) {
    if (!rows.has(point.year)) rows.set(point.year, { year: point.year, target: null, outcome: null, others: [] });
    const row = rows.get(point.year);
    const before = row[point.side];
    if (before === null) row[point.side] = point;
    else if (apart(middle(point), usual) < apart(middle(before), usual)) {
      row[point.side] = point;
      row.others.push(before);
    } else row.others.push(point);
  }
  return [...rows.values()].sort((a, b) => a.year - b.year);
}

/** Every series with at least two points, core indicators and the fullest first: [{indicator, kind, unit, isAdded, count, places: Map, key}]. */
export function allSeries(model) {
  const groups = new Map();
  model.nodes.forEach((node, number) => {
    if (node.type !== "Target" && node.type !== "Outcome") return;
    const point = pointOf(model, number);
    if (point === null) return;
    const key = [model.nodes[point.indicator].id, point.kind, point.unit, Number(point.isAdded)].join("~");
    if (!groups.has(key)) groups.set(key, { key, indicator: point.indicator, kind: point.kind, unit: point.unit, isAdded: point.isAdded, places: new Map() });
    const { places } = groups.get(key);
    if (!places.has(point.place)) places.set(point.place, []);
    places.get(point.place).push(point);
  });
  const isCore = (each) => Number(Boolean(model.nodes[each.indicator].props.is_core));
  const found = [];
  for (const group of groups.values()) {
    const places = [...group.places].filter(([, points]) => points.length > 1 || group.places.size > 1).map(([place, points]) => [place, yearly(points)]);
    places.sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
    const count = places.reduce((sum, [, rows]) => sum + rows.reduce((total, row) => total + Number(row.target !== null) + Number(row.outcome !== null), 0), 0);
    if (count > 1) found.push({ ...group, places: new Map(places), count });
  }
  return found.sort((a, b) => isCore(b) - isCore(a) || b.count - a.count || a.indicator - b.indicator);
}

/** Runs of years without a gap, of the rows that have an outcome: a line is drawn through each. */
export function runs(rows) {
  const found = [];
  for (const row of rows.filter((each) => each.outcome !== null)) {
    const last = found.at(-1);
    if (last && row.year === last.at(-1).year + 1) last.push(row);
    else found.push([row]);
  }
  return found;
}
