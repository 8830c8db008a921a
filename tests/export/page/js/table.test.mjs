import assert from "node:assert/strict";
import { test } from "node:test";

import { makeNames } from "../../../../kg/export/page/src/name.js";
import { csv, holding, inSight, makeTable, ROW, sorted, TABLES, telling, template } from "../../../../kg/export/page/src/table.js";
import { makeModel, OUTCOME, TARGET } from "./sample.mjs";

const model = makeModel();
const row = (...cells) => ({ node: null, cells, sort: {} });
const name = { ...makeNames({ ...model.schema, codes: {} }, "zh"), subtype: (type, id) => id ?? "" };

test("a window holds what is in sight and some around it", () => {
  assert.deepEqual(inSight(0, 340, 50000), [0, 26]);
  assert.deepEqual(inSight(1000 * ROW, 340, 50000), [992, 1018]);
});

test("a window ends with the rows", () => {
  assert.deepEqual(inSight(0, 340, 3), [0, 3]);
  assert.deepEqual(inSight(0, 340, 0), [0, 0]);
  assert.deepEqual(inSight(1000 * ROW, 340, 3), [3, 3]);
});

test("every row is in some window", () => {
  const seen = new Set();
  for (let top = 0; top < 300 * ROW; top += 340) {
    const [from, to] = inSight(top, 340, 300);
    for (let number = from; number < to; number += 1) seen.add(number);
  }
  assert.equal(seen.size, 300);
});

test("every table has as many cells as columns", () => {
  for (const kind of TABLES) {
    const { columns, rows } = makeTable(kind, model, name, () => true);
    for (const each of rows) assert.equal(each.cells.length, columns.length, kind);
    assert.equal(template(columns).split(" ").length, columns.length);
  }
});

test("a table keeps what passes", () => {
  assert.deepEqual(makeTable("targets", model, name, (node) => node === TARGET).rows.map((each) => each.node), [TARGET]);
});

test("numbers are ordered by size, though written otherwise", () => {
  const { rows } = makeTable("targets", model, name, () => true);

  assert.deepEqual(sorted(rows, 1, true).map((each) => each.node), [OUTCOME, TARGET]);
  assert.deepEqual(sorted([row(10), row(9)], 0, false).map((each) => each.cells[0]), [9, 10]);
});

test("rows that hold a text are found whatever the case", () => {
  assert.deepEqual(holding([row("Ab"), row("c", 12)], " aB "), [row("Ab")]);
  assert.equal(holding([row("Ab"), row("c", 12)], "").length, 2);
});

test("csv quotes its cells and runs no formula", () => {
  assert.equal(csv(["a"], [row('x"y'), row("=1+1"), row("-2.5%")]), '\ufeff"a"\n"x""y"\n"\'=1+1"\n"-2.5%"\n');
});

test("a sentence begins with the clause of its figure, the whole one is in the csv and is searched", () => {
  const other = makeModel();
  other.reports[0].text = "主要目标是：地区生产总值增长6%。建设云栖大桥。";
  other.reports[0].sentences = [[0, 17, 0], [17, 24, 0]];
  for (const node of [TARGET, OUTCOME]) other.nodes[node].at = [0, 14, 16];
  const { columns, rows } = makeTable("targets", other, name, () => true);
  const column = columns.indexOf("sentence");

  assert.equal(rows[0].cells[column], "…地区生产总值增长6%。");
  assert.ok(csv(columns, rows).includes("主要目标是：地区生产总值增长6%。"));
  assert.equal(holding(rows, "主要目标").length, 2);
});

test("columns that say nothing are left out", () => {
  const table = { columns: ["name", "place", "subject"], rows: [row("a", "云岭市", ""), row("b", "云岭市", "")] };

  assert.deepEqual(telling(table), [0]);
  assert.deepEqual(telling({ ...table, rows: [row("a", "云岭市", ""), row("b", "云陵市", "x")] }), [0, 1, 2]);
  assert.deepEqual(telling({ ...table, rows: [] }), [0, 1, 2]);
});
