import assert from "node:assert/strict";
import { test } from "node:test";

import { DIMENSIONS } from "../../../../kg/export/page/src/filter.js";
import { decode, encode, initial } from "../../../../kg/export/page/src/state.js";
import { BRIDGE, CITY, makeModel, PORT } from "./sample.mjs";

const model = makeModel();
const read = (text) => decode(text, model, DIMENSIONS);

test("the state at the start is spelt as nothing", () => {
  assert.equal(encode(initial(), model), "");
  assert.deepEqual(read(""), initial());
});

test("every part of a state comes back from its spelling", () => {
  const state = {
    view: "table", language: "en", theme: "dark", node: BRIDGE, group: 2, hidden: ["Place", "scope"], filters: [{ dim: "type", value: "Project" }, { dim: "subtype", value: "Project:a~b&c=d" }],
    years: [2023, 2024], depth: 2, path: [BRIDGE, PORT], table: "ledger", report: 0, open: [1, 2], camera: [0.5, -12.25, 300],
    chart: { key: "gdp~growth~percent~0", place: CITY },
  };

  assert.deepEqual(read(encode(state, model)), state);
});

test("no group open is other than nothing said of groups", () => {
  assert.deepEqual(read(encode({ ...initial(), open: [] }, model)).open, []);
  assert.equal(read("").open, null);
});

test("what the data does not have is as at the start", () => {
  const text = "v=evil&l=xx&t=blue&n=nobody&g=99&h=script~__proto&f=colour~red&y=1~x&d=9&p=bridge~nobody&r=-1&o=77&c=1~2&s=nothing~growth~percent~0~city";

  assert.deepEqual(read(text), { ...initial(), open: [] });
});
