// The view of the tables: their choice, a search in the rows, and a grid that scrolls through any number of rows.

import { download, h, show } from "./dom.js";
import { csv, holding, inSight, makeTable, ROW, sorted, TABLES, telling, template } from "./table.js";

const MOST_PRINTED = 5000;

function cell(row, column) {
  const value = row.cells[column];
  const mark = row.marks[column];
  const isPill = mark?.startsWith("verdict");
  return h("div", { class: `grid-cell${typeof value === "number" ? " is-number" : ""}`, role: "gridcell", title: String(row.raw?.[column] ?? value), dir: "auto" },
    isPill ? h("span", { class: mark }, value) : [mark && h("i", { class: mark, "aria-hidden": "true" }), value]);
}

function headOf({ columns, visible, words, order, onOrder }, style) {
  return h("div", { class: "grid-row grid-head", role: "row", style }, visible.map((column) => {
    const isOn = order !== null && order[0] === column;
    const sort = isOn ? (order[1] ? "descending" : "ascending") : "none";
    return h("div", { role: "columnheader", class: "grid-cell", "aria-sort": sort },
      h("button", { type: "button", on: { click: () => onOrder(column) } }, words(columns[column]), h("span", { class: "sort", "aria-hidden": "true" }, isOn ? (order[1] ? " ↓" : " ↑") : "")));
  }));
}

/** Draw a table into an element; only the rows that can be seen are elements. */
function drawGrid(host, table) {
  const { columns, rows, visible, onPick, selected } = table;
  const body = h("div", { class: "grid-body", role: "rowgroup", style: { height: `${rows.length * ROW}px` } });
  const style = { "grid-template-columns": template(visible.map((column) => columns[column])) };
  const scroller = h("div", { class: "grid", role: "grid", tabindex: "0", "aria-rowcount": String(rows.length + 1), "aria-colcount": String(visible.length) },
    headOf(table, style), body);
  const fill = (isWhole = false) => {
    const [from, to] = isWhole ? [0, Math.min(rows.length, MOST_PRINTED)] : inSight(scroller.scrollTop, scroller.clientHeight || 800, rows.length);
    show(body, rows.slice(from, to).map((row, offset) => {
      const number = from + offset;
      return h("div", {
        class: `grid-row${row.node !== null && row.node === selected ? " is-on" : ""}`, role: "row", "aria-rowindex": String(number + 2), tabindex: "-1",
        style: { ...style, top: `${number * ROW}px` },
        on: { click: () => onPick(row), keydown: (event) => event.key === "Enter" && onPick(row) },
      }, visible.map((column) => cell(row, column)));
    }));
  };
  scroller.addEventListener("scroll", () => fill(), { passive: true });
  scroller.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = [...body.children];
    const at = all.indexOf(document.activeElement);
    (all[at + (event.key === "ArrowDown" ? 1 : -1)] ?? all[0])?.focus();
    event.preventDefault();
  });
  show(host, scroller);
  fill();
  return { fill, scroller };
}

function rowFilter(app, host) {
  const { words } = app;
  const field = h("input", { type: "search", value: app.rowText, placeholder: words("filter_rows"), "aria-label": words("filter_rows") });
  field.addEventListener("input", () => {
    app.rowText = field.value;
    drawTables(app);
    const again = host.querySelector("input");
    again.focus();
    again.setSelectionRange(again.value.length, again.value.length);
  });
  return field;
}

/** Draw the view of the tables. */
export function drawTables(app) {
  const { model, words, name, state, parts } = app;
  const host = parts.views.table;
  const kind = TABLES.includes(state.table) ? state.table : "targets";
  const table = makeTable(kind, model, name, (node) => app.kept.has(node));
  const found = holding(table.rows, app.rowText);
  const rows = app.order ? sorted(found, ...app.order) : found;
  const body = h("div", { class: "table-body" });
  const top = app.grid?.kind === kind ? app.grid.scroller.scrollTop : 0;
  const save = () => download(`${kind}.csv`, csv(table.columns.map((column) => words(column)), rows), "text/csv;charset=utf-8");
  show(host,
    h("div", { class: "table-bar" },
      h("div", { class: "seg", role: "group", "aria-label": words("table") }, TABLES.map((each) => h("button", { type: "button", class: "chip", "aria-pressed": String(each === kind), on: { click: () => app.showTable(each) } }, words(each)))),
      rowFilter(app, host), h("span", { class: "soft", role: "status" }, words("rows", { n: rows.length })),
      h("button", { type: "button", class: "chip", on: { click: save } }, words("csv"))),
    kind === "ledger" && h("p", { class: "soft table-note" }, words("ledger_note")),
    body);
  app.grid = drawGrid(body, {
    columns: table.columns, rows, words, order: app.order, selected: state.node, visible: telling(table),
    onOrder: (column) => {
      app.order = app.order && app.order[0] === column ? [column, !app.order[1]] : [column, false];
      drawTables(app);
    },
    onPick: (row) => (row.node === null ? app.openText(row.at[0], app.model.sentenceAt(row.at[0], row.at[1])) : app.select(row.node)),
  });
  app.grid.kind = kind;
  app.grid.scroller.scrollTop = top;
  app.grid.fill();
}
