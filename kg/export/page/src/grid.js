// The view of the tables: their choice, a search in the rows, and a grid that scrolls through any number of rows.

import { download, h, show } from "./dom.js";
import { csv, holding, inSight, makeTable, ROW, sorted, TABLES, template, WIDE } from "./table.js";

/** Draw a table into an element; only the rows that can be seen are elements. */
function drawGrid(host, { columns, rows, words, order, onOrder, onPick, selected, template }) {
  const body = h("div", { class: "grid-body", role: "rowgroup", style: { height: `${rows.length * ROW}px` } });
  const style = { "grid-template-columns": template };
  const head = h("div", { class: "grid-row grid-head", role: "row", style }, columns.map((column, number) => {
    const on = order && order[0] === number;
    return h("div", { role: "columnheader", class: "grid-cell", "aria-sort": on ? (order[1] ? "descending" : "ascending") : "none" },
      h("button", { type: "button", on: { click: () => onOrder(number) } }, words(column), h("span", { class: "sort", "aria-hidden": "true" }, on ? (order[1] ? " ↓" : " ↑") : "")));
  }));
  const scroller = h("div", { class: "grid", role: "grid", tabindex: "0", "aria-rowcount": String(rows.length + 1), "aria-colcount": String(columns.length) },
    head, body);
  const fill = () => {
    const [from, to] = inSight(scroller.scrollTop, scroller.clientHeight || 800, rows.length);
    show(body, rows.slice(from, to).map((row, offset) => {
      const number = from + offset;
      return h("div", {
        class: `grid-row${row.node !== null && row.node === selected ? " is-on" : ""}`, role: "row", "aria-rowindex": String(number + 2), tabindex: "-1",
        style: { ...style, top: `${number * ROW}px` },
        on: { click: () => onPick(row), keydown: (event) => event.key === "Enter" && onPick(row) },
      }, row.cells.map((value, column) => h("div", { class: `grid-cell${typeof value === "number" ? " is-number" : ""}`, role: "gridcell", title: WIDE.has(columns[column]) ? null : String(value) }, value)));
    }));
  };
  scroller.addEventListener("scroll", fill, { passive: true });
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

/** Draw the view of the tables. */
export function drawTables(app) {
  const { model, words, name, state, parts } = app;
  const host = parts.views.table;
  const kind = TABLES.includes(state.table) ? state.table : "targets";
  const table = makeTable(kind, model, name, (node) => app.kept.has(node));
  const found = holding(table.rows, app.rowText);
  const rows = app.order ? sorted(found, ...app.order) : found;
  const filter = h("input", { type: "search", value: app.rowText, placeholder: words("filter_rows"), "aria-label": words("filter_rows") });
  filter.addEventListener("input", () => {
    app.rowText = filter.value;
    drawTables(app);
    const again = host.querySelector("input");
    again.focus();
    again.setSelectionRange(again.value.length, again.value.length);
  });
  const body = h("div", { class: "table-body" });
  const top = app.grid?.kind === kind ? app.grid.scroller.scrollTop : 0;
  show(host,
    h("div", { class: "table-bar" },
      h("div", { class: "seg", role: "group" }, TABLES.map((each) => h("button", { type: "button", class: "chip", "aria-pressed": String(each === kind), on: { click: () => app.showTable(each) } }, words(each)))),
      filter, h("span", { class: "soft", role: "status" }, words("rows", { n: rows.length })),
      h("button", { type: "button", class: "chip", on: { click: () => download(`${kind}.csv`, csv(table.columns.map((column) => words(column)), rows), "text/csv;charset=utf-8") } }, words("csv"))),
    body);
  app.grid = drawGrid(body, {
    columns: table.columns, rows, words, order: app.order, selected: state.node, template: template(table.columns),
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
