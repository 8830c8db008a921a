import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, makeSearch } from "../../../../kg/export/page/src/search.js";
import { BRIDGE, BUREAU, CITY, GDP, makeModel, OUTCOME, TARGET } from "./sample.mjs";

const search = makeSearch(makeModel().nodes);

test("a part of a name finds it", () => assert.deepEqual(search("大桥"), [BRIDGE]));

test("an alias finds its node", () => assert.deepEqual(search("栖桥"), [BRIDGE]));

test("initials find from two letters on, in full width too", () => {
  assert.deepEqual(search("ＹＱ"), [BRIDGE]);
  assert.deepEqual(search("y"), []);
});

test("the whole name goes before a beginning, a fact after what it is of", () => {
  assert.deepEqual(search("云岭市"), [CITY, BUREAU]);
  assert.deepEqual(search("地区生产总值"), [GDP, TARGET, OUTCOME]);
});

test("nothing asked finds nothing", () => assert.deepEqual(search("  "), []));

test("no more than the limit is given", () => assert.equal(search("云", 2).length, 2));

test("what looks alike is alike", () => assert.equal(fold(" Ａb　Ｃ "), "abc"));

test("an indicator is found by its id, before what only holds it", () => assert.equal(search("GDP")[0], GDP));
