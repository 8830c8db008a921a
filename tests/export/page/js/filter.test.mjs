import assert from "node:assert/strict";
import { test } from "node:test";

import { byDimension, choices, DIMENSIONS, passing, valuesOf } from "../../../../kg/export/page/src/filter.js";
import { BRIDGE, CITY, GDP, LONE, makeModel, OUTCOME, PORT, TARGET } from "./sample.mjs";

const model = makeModel();
const kept = (...filters) => [...passing(model, filters.map(([dim, value]) => ({ dim, value })))];

test("no filter keeps everything", () => assert.equal(kept().length, model.nodes.length));

test("values of one dimension are alternatives", () => {
  assert.deepEqual(kept(["type", "Place"], ["type", "Indicator"]), [CITY, GDP]);
});

test("dimensions must all hold", () => {
  assert.deepEqual(kept(["type", "Project"], ["year", "2024"]), [PORT]);
});

test("a node without a fact's dimension passes beside a fact that passes", () => {
  const found = kept(["status", "target"]);

  assert.ok(found.includes(TARGET) && found.includes(GDP));
  assert.ok(!found.includes(LONE) && !found.includes(BRIDGE));
});

test("a verdict is that of the ledger", () => {
  assert.deepEqual(valuesOf(model, TARGET, "verdict"), ["met"]);
  assert.ok(!kept(["verdict", "missed"]).includes(TARGET));
});

test("the least of several probabilities counts, and what has none stays", () => {
  assert.ok(!kept(["probability", "0.7"]).includes(TARGET));
  assert.ok(kept(["probability", "0.7"], ["probability", "0.5"]).includes(TARGET));
  assert.ok(kept(["probability", "0.7"]).includes(BRIDGE) && kept(["probability", "0.7"]).includes(OUTCOME));
});

test("a place holds what lies in it", () => assert.deepEqual(kept(["place", "city"]), [CITY, BRIDGE, PORT, TARGET, OUTCOME]));

test("every dimension has choices, the most frequent first", () => {
  for (const dim of DIMENSIONS) assert.ok(Array.isArray(choices(model, dim)), dim);
  assert.deepEqual(choices(model, "type")[0], ["Project", 3]);
});

test("an unknown dimension is refused", () => assert.throws(() => valuesOf(model, CITY, "colour"), /no dimension colour/));

test("filters group by dimension", () => {
  assert.deepEqual([...byDimension([{ dim: "a", value: "1" }, { dim: "a", value: "2" }]).get("a")], ["1", "2"]);
});
