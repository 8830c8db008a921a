import assert from "node:assert/strict";
import { test } from "node:test";

import { compared, connected, countIn, decided, dropped, headlines, verdictsByYear } from "../../../../kg/export/page/src/story.js";
import { makeTable } from "../../../../kg/export/page/src/table.js";
import { makeNames } from "../../../../kg/export/page/src/name.js";
import { BRIDGE, CITY, GDP, makeModel, OUTCOME, TARGET } from "./sample.mjs";

/** The sample with its report of 2024, so that the target of 2023 is decided by it. */
function next() {
  const model = makeModel();
  model.reports[0].year = 2024;
  model.nodes[GDP].props.is_core = true;
  return model;
}

test("headlines are figures of core indicators, each once", () => {
  assert.deepEqual(headlines(next(), "Target", 0), [TARGET]);
  assert.deepEqual(headlines(makeModel(), "Target", 0), []);
});

test("of two targets for one indicator that of the report's year is the headline", () => {
  const model = next();
  model.reports[0].year = 2023;
  const of = (start, end) => ({ ...model.nodes[TARGET], props: { ...model.nodes[TARGET].props, period_start: start, period_end: end } });
  const [term, own] = [of("2021", "2025"), of("2023", "2023")];
  for (const [first, second] of [[term, own], [own, term]]) {
    const nodes = [...model.nodes, second];
    nodes[TARGET] = first;
    const ends = (number) => model.ends(number === model.nodes.length ? TARGET : number);

    const [chosen] = headlines({ ...model, nodes, ends }, "Target", 0);

    assert.equal(nodes[chosen].props.period_start, "2023");
  }
});

test("a report decides the targets of the year before", () => {
  assert.deepEqual(decided(next(), 0).map((row) => row.target), [TARGET]);
  assert.deepEqual(decided(makeModel(), 0), []);
});

test("verdicts are counted by year, what is pending is not", () => {
  const model = next();
  model.ledger.push({ place: CITY, year: 2024, indicator: GDP, verdict: "pending", target: TARGET, outcome: null, gap: null });

  assert.deepEqual(verdictsByYear(model, 0).map(({ year, total }) => [year, total]), [[2023, 1]]);
});

test("missed comes before met", () => {
  const rows = ["met", "missed"].map((verdict) => ({ place: CITY, year: 2023, indicator: GDP, verdict, target: TARGET, outcome: OUTCOME }));

  assert.deepEqual(compared(next(), rows).map((row) => row.verdict), ["missed", "met"]);
});

test("a target without an answer is dropped", () => {
  const model = next();
  Object.assign(model.ledger[0], { verdict: "not_reported", outcome: null });

  assert.deepEqual(dropped(model, 0), { targets: [TARGET], projects: [] });
});

test("a report's projects are those that it names", () => {
  assert.deepEqual(connected(next(), 0).map(([node]) => node), [BRIDGE]);
  assert.equal(connected(next(), null).length, 3);
  assert.equal(countIn(next(), "Project", 0), 1);
});

test("a ledger tells what is decided first, the latest year before, then what is next", () => {
  const model = next();
  const row = (year, verdict) => ({ place: CITY, year, indicator: GDP, verdict, target: TARGET, outcome: verdict === "met" ? OUTCOME : null, gap: null });
  model.ledger = [row(2026, "pending"), row(2022, "met"), row(2023, "not_reported"), row(2025, "pending"), row(2023, "met")];
  const { rows } = makeTable("ledger", model, makeNames({ ...model.schema, codes: {} }, "zh"), () => true);

  assert.deepEqual(rows.map(({ cells }) => [cells[0], cells[6]]), [[2023, "met"], [2023, "not_reported"], [2022, "met"], [2025, "pending"], [2026, "pending"]]);
});
