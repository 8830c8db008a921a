import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { lastBelow } from "../../../../kg/export/page/src/model.js";
import { isOpen, keptOf, openedFor, openGroups, pathOf, sceneOf, seenOf, toward } from "../../../../kg/export/page/src/seen.js";
import { initial } from "../../../../kg/export/page/src/state.js";
import { keys } from "../../../../kg/export/page/src/words.js";
import { BRIDGE, BUREAU, CITY, GDP, LONE, makeModel, OUTCOME, PORT, TARGET } from "./sample.mjs";

const model = makeModel();

test("a path is a shortest one, ends included", () => {
  assert.deepEqual(model.path(BUREAU, PORT), [BUREAU, BRIDGE, PORT]);
  assert.deepEqual(model.path(PORT, PORT), [PORT]);
});

test("where nothing joins two nodes there is no path", () => assert.equal(model.path(BUREAU, LONE), null));

test("a path goes over scopes only where nothing else leads", () => {
  assert.deepEqual(pathOf(model, TARGET, OUTCOME), [TARGET, OUTCOME]);
  assert.deepEqual(pathOf(model, TARGET, BRIDGE), [TARGET, CITY, BRIDGE]);
  assert.equal(model.path(TARGET, BRIDGE, (edge) => !model.isQuiet(edge)), null);
});

test("a neighbourhood grows by its depth", () => {
  assert.deepEqual([...model.around([BUREAU], 0)], [BUREAU]);
  assert.deepEqual([...model.around([BUREAU], 1)], [BUREAU, BRIDGE]);
  assert.deepEqual(new Set(model.around([BUREAU], 2)), new Set([BUREAU, BRIDGE, CITY, PORT]));
});

test("evidence is each sentence once with its spans", () => {
  assert.deepEqual(model.evidence(BRIDGE), [{ report: 0, sentence: 1, spans: [[12, 16]] }]);
  assert.deepEqual(model.evidence(GDP), [{ report: 0, sentence: 0, spans: [[8, 10]] }]);
});

test("the last that is not above is found", () => {
  assert.deepEqual([0, 1, 5, 9].map((wanted) => lastBelow([1, 5, 5, 8], wanted, (value) => value)), [-1, 0, 2, 3]);
});

test("years keep what is of them", () => {
  assert.deepEqual([...keptOf(model, { ...initial(), years: [2024, 2024] })], [PORT, OUTCOME]);
});

test("groups of a large page start shut, that of the selected node is open", () => {
  const large = makeModel(3);

  assert.deepEqual(openGroups(large, initial()), []);
  assert.ok(isOpen(large, { ...initial(), node: BRIDGE }, 1) && !isOpen(large, initial(), 1));
  assert.deepEqual(openedFor(large, initial(), [BRIDGE, PORT]), [1, 2]);
  assert.equal(openedFor(model, initial(), [BRIDGE]), null);
});

test("hidden types and far nodes are not seen, a path always is", () => {
  const state = { ...initial(), hidden: ["Agency"], node: BRIDGE, depth: 1, path: [BUREAU, PORT] };
  const { seen, focus } = seenOf(model, state, keptOf(model, state));

  assert.deepEqual(new Set(seen), new Set([CITY, BRIDGE, PORT, BUREAU]));
  assert.deepEqual(new Set(focus), new Set([BUREAU, BRIDGE, PORT]));
});

test("a scene leaves out regions in which nothing passes", () => {
  const state = { ...initial(), filters: [{ dim: "type", value: "Agency" }] };
  const kept = keptOf(model, state);
  const scene = sceneOf({ model, state, kept, ...seenOf(model, state, kept), words: (key) => key, name: {} });

  assert.deepEqual(scene.regions.map((region) => region.group), [1]);
});

test("both languages have the same words", () => assert.deepEqual(keys("zh").sort(), keys("en").sort()));

test("an arrow goes to the neighbour on its side, Enter to what is nearest", () => {
  const places = model.nodes.map(() => [900, 900]);
  places[BRIDGE] = [0, 0];
  places[CITY] = [50, 10];
  places[PORT] = [20, 0];
  places[BUREAU] = [0, -30];
  places[LONE] = [1, 0];
  const app = { model, state: { ...initial(), node: BRIDGE }, seen: new Set([CITY, BRIDGE, PORT, BUREAU, LONE]) };

  assert.equal(toward(app, places, places[BRIDGE], [1, 0]), PORT);
  assert.equal(toward(app, places, places[BRIDGE], [0, -1]), BUREAU);
  assert.equal(toward(app, places, places[BRIDGE], [-1, 0]), null);
  assert.equal(toward(app, places, [48, 9], null), CITY);
  assert.equal(toward({ ...app, seen: new Set() }, places, [0, 0], null), null);
});

test("every word is said somewhere", () => {
  const folder = new URL("../../../../kg/export/page/src/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".js") && name !== "words.js");
  const source = names.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");

  assert.deepEqual(keys("zh").filter((key) => !key.startsWith("residue.") && !source.includes(`"${key}"`)), []);
});
