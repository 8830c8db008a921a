// What a table holds, in which order, which of its rows are in sight, and its CSV. Pure; drawing is in grid.js.

import { clauseStart } from "./series.js";
import { short } from "./words.js";

export const TABLES = ["targets", "ledger", "projects", "agencies", "places", "residue"];
export const ROW = 34;

const byType = (model, ...types) => [...model.nodes.keys()].filter((node) => types.includes(model.nodes[node].type));
const label = (model, node, language) => (node === null || node === undefined ? "" : model.nameOf(node, language));
const period = ({ period_start: start, period_end: end }) => (!start ? "" : start === end ? start : `${start}–${end}`);

/** The sentence that an offset stands in, in full and from the clause on, and the year of the report. */
function where(model, report, offset) {
  const number = model.sentenceAt(report, offset);
  const sentence = model.sentenceText(report, number);
  const [start] = model.reports[report].sentences[number];
  const cut = clauseStart(model, report, offset) - start;
  return { sentence, clause: cut ? `…${sentence.slice(cut)}` : sentence, year: model.reports[report].year };
}

/** Write a difference with its sign, as short as it can be. */
function signed(value, language) {
  return `${value > 0 ? "+" : ""}${short(value, language)}`;
}

/** Order facts as a reader meets them: the latest report first, then the text. */
function reading(model, left, right) {
  const [a, b] = [model.nodes[left].at, model.nodes[right].at];
  return model.reports[b[0]].year - model.reports[a[0]].year || b[0] - a[0] || a[1] - b[1];
}

function targets(model, name) {
  return byType(model, "Target", "Outcome").sort((a, b) => reading(model, a, b)).map((node) => {
    const { type, props, at } = model.nodes[node];
    const ends = model.ends(node);
    const row = model.verdictOf.get(node);
    const { year, sentence, clause } = where(model, at[0], at[1]);
    return {
      node,
      cells: [
        label(model, ends.indicator, name.language) || props.indicator_text || "", props.value_text, name.code("Status", props.status), period(props),
        row ? name.code("Verdict", row.verdict) : "", clause, name.code("ValueKind", props.kind), props.op === "eq" ? "" : name.code("Operator", props.op),
        label(model, ends.subject), label(model, ends.scope), year,
      ],
      sort: { 1: Number(props.low ?? props.high ?? 0) },
      raw: { 5: sentence },
      marks: { 2: `dot ${type}`, ...(row && { 4: `verdict ${row.verdict}` }) },
    };
  });
}

/** The ledger: what is decided first, the latest year before, of a year what was answered, the core indicators; then what is pending, the next year first. */
function ledger(model, name) {
  const rank = (row) => [
    Number(row.verdict === "pending"), row.verdict === "pending" ? row.year : -row.year, Number(row.outcome === null), Number(!model.nodes[row.indicator].props.is_core),
  ];
  const ranked = model.ledger.map((row) => [rank(row), row]);
  ranked.sort(([left, a], [right, b]) => {
    const at = left.findIndex((value, number) => value !== right[number]);
    return at < 0 ? reading(model, a.target, b.target) : left[at] - right[at];
  });
  return ranked.map(([, row]) => {
    const said = where(model, ...model.nodes[row.target].at);
    const found = row.outcome === null ? { sentence: "", clause: "" } : where(model, ...model.nodes[row.outcome].at);
    return {
      node: row.target,
      cells: [
        row.year, label(model, row.place), label(model, row.indicator, name.language), model.nodes[row.target].props.value_text,
        row.outcome === null ? "" : model.nodes[row.outcome].props.value_text, row.gap === null ? "" : signed(Number(row.gap), name.language),
        name.code("Verdict", row.verdict), said.clause, found.clause,
      ],
      sort: { 5: row.gap === null ? -Infinity : Number(row.gap) },
      raw: { 5: row.gap ?? "", 7: said.sentence, 8: found.sentence },
      marks: { 6: `verdict ${row.verdict}` },
    };
  });
}

function entities(type) {
  return (model, name) => byType(model, type).map((node) => {
    const { label: own, props, aliases, years } = model.nodes[node];
    const stages = type === "Project" ? [name.code("Stage", props.reached), name.code("Stage", props.aimed)] : [];
    return {
      node,
      cells: [own, name.subtype(type, props.subtype), (aliases ?? []).join("、"), ...stages, years[0] ?? "", years.at(-1) ?? "", props.mentions ?? 0, model.ties[node].length],
      sort: {},
      marks: { 0: `dot ${type}` },
    };
  });
}

function residue(model, name) {
  return model.residue.map(([report, start, end, reason]) => ({
    node: null, at: [report, start, end],
    cells: [model.reports[report].text.slice(start, end), name.words(`residue.${reason}`), where(model, report, start).year, where(model, report, start).clause],
    sort: {}, marks: {}, raw: { 3: where(model, report, start).sentence },
  }));
}

const ENTITY = ["name", "subtype", "aliases", "first", "last", "count", "links"];
const KINDS = {
  targets: [targets, ["indicator", "value", "status", "period", "verdict", "sentence", "kind", "op", "subject", "scope_place", "report"]],
  ledger: [ledger, ["for_year", "place", "indicator", "target", "outcome", "gap", "verdict", "target_sentence", "outcome_sentence"]],
  projects: [entities("Project"), ["name", "subtype", "aliases", "reached", "aimed", "first", "last", "count", "links"]],
  agencies: [entities("Agency"), ENTITY],
  places: [entities("Place"), ENTITY],
  residue: [residue, ["words", "reason", "report", "sentence"]],
};

/** Return {columns, rows} of a table; `kept` tells whether a node passes the filters. */
export function makeTable(kind, model, name, kept) {
  const [make, columns] = KINDS[kind];
  return { columns, rows: make(model, name).filter((row) => row.node === null || kept(row.node)) };
}

/** Return rows in the order of a column, numbers by size; equal ones stay as they were. */
export function sorted(rows, column, isDown) {
  const key = (row) => row.sort[column] ?? row.cells[column];
  const sign = isDown ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * String(left).localeCompare(String(right), "zh");
  });
}

/** Write rows as CSV; a cell that a spreadsheet would run as a formula is led by an apostrophe. */
export function csv(columns, rows) {
  const cell = (value) => {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?%?$/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  return `\ufeff${[columns, ...rows.map((row) => row.cells.map((value, at) => row.raw?.[at] ?? value))].map((line) => line.map(cell).join(",")).join("\n")}\n`;
}

/** The rows of a table that are in sight, with some before and behind: [from, to). */
export function inSight(top, height, count) {
  const from = Math.min(count, Math.max(0, Math.floor(top / ROW) - 8));
  return [from, Math.min(count, from + Math.ceil(height / ROW) + 16)];
}

/** The rows that hold a text in some cell, whatever the case. */
export function holding(rows, text) {
  const wanted = text.trim().toLowerCase();
  const holds = (cell) => String(cell).toLowerCase().includes(wanted);
  return wanted ? rows.filter((row) => row.cells.some(holds) || Object.values(row.raw ?? {}).some(holds)) : rows;
}

const ALIKE = new Set(["place", "scope_place"]);

/** The columns of a table that say something: those with no cell filled are left out, and the place where it is always the same. */
export function telling({ columns, rows }) {
  return [...columns.keys()].filter((column) => {
    const values = new Set();
    for (const row of rows) {
      if (row.cells[column] !== "") values.add(row.cells[column]);
      if (values.size > 1) return true;
    }
    return values.size > Number(ALIKE.has(columns[column])) || !rows.length;
  });
}

const WIDTHS = {
  sentence: "minmax(300px,3fr)", target_sentence: "minmax(220px,2fr)", outcome_sentence: "minmax(220px,2fr)", name: "minmax(200px,2fr)", aliases: "minmax(110px,1.2fr)", subtype: "minmax(104px,.8fr)",
  indicator: "minmax(150px,1.4fr)", words: "minmax(110px,1fr)", value: "minmax(104px,.9fr)", target: "minmax(96px,.8fr)", outcome: "minmax(96px,.8fr)", subject: "minmax(110px,1fr)",
  for_year: "64px", report: "74px", first: "64px", last: "64px", count: "minmax(84px,.5fr)", links: "minmax(70px,.5fr)", status: "minmax(92px,.6fr)", verdict: "minmax(116px,.7fr)",
};

/** Widths of a table's columns. */
export function template(columns) {
  return columns.map((column) => WIDTHS[column] ?? "minmax(82px,.7fr)").join(" ");
}
