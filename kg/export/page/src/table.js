// What a table holds, in which order, which of its rows are in sight, and its CSV. Pure; drawing is in grid.js.

export const TABLES = ["targets", "ledger", "projects", "agencies", "places", "residue"];
export const ROW = 34;

const byType = (model, ...types) => [...model.nodes.keys()].filter((node) => types.includes(model.nodes[node].type));
const label = (model, node) => (node === null || node === undefined ? "" : model.nodes[node].label);
const period = ({ period_start: start, period_end: end }) => (!start ? "" : start === end ? start : `${start}–${end}`);

function where(model, report, offset) {
  const sentence = model.sentenceAt(report, offset);
  return { sentence: model.sentenceText(report, sentence), report: model.reports[report].title, year: model.reports[report].year };
}

/** Order facts as a reader meets them: the latest report first, then the text. */
function reading(model, left, right) {
  const [a, b] = [model.nodes[left].at, model.nodes[right].at];
  return model.reports[b[0]].year - model.reports[a[0]].year || b[0] - a[0] || a[1] - b[1];
}

function targets(model, name) {
  return byType(model, "Target", "Outcome").sort((a, b) => reading(model, a, b)).map((node) => {
    const { props, at } = model.nodes[node];
    const ends = model.ends(node);
    const row = model.verdictOf.get(node);
    return {
      node,
      cells: [
        label(model, ends.indicator) || props.indicator_text || "", props.value_text, name.code("Operator", props.op), name.code("ValueKind", props.kind),
        name.code("Status", props.status), period(props), label(model, ends.scope), label(model, ends.subject),
        row ? name.code("Verdict", row.verdict) : "", where(model, at[0], at[1]).year, where(model, at[0], at[1]).sentence,
      ],
      sort: { 1: Number(props.low ?? props.high ?? 0) },
    };
  });
}

function ledger(model, name) {
  const isCore = (row) => Number(Boolean(model.nodes[row.indicator].props.is_core));
  const rows = [...model.ledger].sort((a, b) => b.year - a.year || isCore(b) - isCore(a) || reading(model, a.target, b.target));
  return rows.map((row) => ({
    node: row.target,
    cells: [
      row.year, label(model, row.place), label(model, row.indicator), name.code("Verdict", row.verdict), model.nodes[row.target].props.value_text,
      row.outcome === null ? "" : model.nodes[row.outcome].props.value_text, row.gap ?? "",
      where(model, ...model.nodes[row.target].at).sentence, row.outcome === null ? "" : where(model, ...model.nodes[row.outcome].at).sentence,
    ],
    sort: { 6: Number(row.gap ?? 0) },
  }));
}

function entities(type) {
  return (model, name) => byType(model, type).map((node) => {
    const { label: own, props, aliases, years } = model.nodes[node];
    const stages = type === "Project" ? [name.code("Stage", props.reached), name.code("Stage", props.aimed)] : [];
    return {
      node,
      cells: [own, name.subtype(type, props.subtype), (aliases ?? []).join("、"), ...stages, years[0] ?? "", years.at(-1) ?? "", props.mentions ?? 0, model.ties[node].length],
      sort: {},
    };
  });
}

function residue(model, name) {
  return model.residue.map(([report, start, end, reason]) => ({
    node: null, at: [report, start, end],
    cells: [model.reports[report].text.slice(start, end), name.words(`residue.${reason}`), where(model, report, start).year, where(model, report, start).sentence],
    sort: {},
  }));
}

const ENTITY = ["name", "subtype", "aliases", "first", "last", "count", "links"];
const KINDS = {
  targets: [targets, ["indicator", "value", "op", "kind", "status", "period", "scope_place", "subject", "verdict", "report", "sentence"]],
  ledger: [ledger, ["year", "place", "indicator", "verdict", "target", "outcome", "gap", "target_sentence", "outcome_sentence"]],
  projects: [entities("Project"), ["name", "subtype", "aliases", "reached", "aimed", "first", "last", "count", "links"]],
  agencies: [entities("Agency"), ENTITY],
  places: [entities("Place"), ENTITY],
  residue: [residue, ["words", "reason", "report", "sentence"]],
};
export const WIDE = new Set(["sentence", "target_sentence", "outcome_sentence"]);

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
  return `\ufeff${[columns, ...rows.map((row) => row.cells)].map((line) => line.map(cell).join(",")).join("\n")}\n`;
}

/** The rows of a table that are in sight, with some before and behind: [from, to). */
export function inSight(top, height, count) {
  const from = Math.min(count, Math.max(0, Math.floor(top / ROW) - 8));
  return [from, Math.min(count, from + Math.ceil(height / ROW) + 16)];
}

/** The rows that hold a text in some cell, whatever the case. */
export function holding(rows, text) {
  const wanted = text.trim().toLowerCase();
  return wanted ? rows.filter((row) => row.cells.some((cell) => String(cell).toLowerCase().includes(wanted))) : rows;
}

/** Widths of a table's columns. */
export function template(columns) {
  const widths = { sentence: "minmax(260px,3fr)", target_sentence: "minmax(220px,2fr)", outcome_sentence: "minmax(220px,2fr)", name: "minmax(180px,2fr)", aliases: "minmax(120px,1.4fr)", indicator: "minmax(140px,1.4fr)", words: "minmax(110px,1fr)" };
  return columns.map((column) => widths[column] ?? "minmax(76px,.8fr)").join(" ");
}
