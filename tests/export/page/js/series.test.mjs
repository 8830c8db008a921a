import assert from "node:assert/strict";
import { test } from "node:test";

import { spread } from "../../../../kg/export/page/src/chart.js";
import { Model } from "../../../../kg/export/page/src/model.js";
import { allSeries, clauseOf, runs } from "../../../../kg/export/page/src/series.js";

const [REPORT, CITY, FIRMS] = [0, 1, 2];

/** A model with one report whose figures are given as [sentence, value, more]. */
function makeModel(...figures) {
  let text = "";
  const sentences = [];
  const nodes = [
    { id: "report", type: "Report", label: "", weight: 1, group: 0, props: {}, years: [] },
    { id: "city", type: "Place", label: "云岭市", weight: 1, group: 0, props: {}, years: [] },
    { id: "firms", type: "Indicator", label: "高新技术企业", weight: 1, group: 0, props: { is_core: true }, years: [] },
  ];
  const edges = [{ type: "covers", source: REPORT, target: CITY, basis: "inferred" }];
  for (const [sentence, value, more] of figures) {
    const start = text.length + sentence.indexOf(value);
    sentences.push([text.length, text.length + sentence.length, 0]);
    text += sentence;
    const { type = "Outcome", year = "2023", ...props } = more ?? {};
    nodes.push({
      id: `f${nodes.length}`, type, label: value, weight: 1, group: 0, years: [], at: [0, start, start + value.length],
      props: { kind: "amount", unit: "item", low: String(Number.parseFloat(value)), value_text: value, period_start: year, period_end: year, ...props },
    });
    edges.push({ type: "hasIndicator", source: nodes.length - 1, target: FIRMS, basis: "stated" });
  }
  return new Model({
    nodes, edges, mentions: [], ledger: [], residue: [], network: { limit: 10 }, groups: [{ report: null, section: null, box: null }],
    reports: [{ id: "report", region: "云岭市", year: 2024, text, sections: [], sentences }],
  });
}

const rowsOf = (series) => series.places.get(CITY);

test("levels and additions are two series", () => {
  const found = allSeries(makeModel(
    ["高新技术企业突破380家。", "380家"], ["高新技术企业360家。", "360家", { year: "2022" }],
    ["新增高新技术企业68家。", "68家"], ["新增高新技术企业60家。", "60家", { year: "2023", type: "Target" }],
  ));

  assert.deepEqual(found.map(({ isAdded, count }) => [isAdded, count]).sort(), [[false, 2], [true, 2]]);
});

test("kinds and units are kept apart, a decline is a growth below zero", () => {
  const growth = { kind: "growth", unit: "percent" };
  const found = allSeries(makeModel(
    ["企业增长5%。", "5%", growth], ["企业下降2%。", "2%", { kind: "decline", unit: "percent", year: "2022" }],
    ["企业增长30家。", "30家", { kind: "growth" }], ["企业增长20家。", "20家", { kind: "growth", year: "2022" }],
  ));

  assert.deepEqual(found.map(({ kind, unit }) => [kind, unit]).sort(), [["growth", "item"], ["growth", "percent"]]);
  assert.deepEqual(rowsOf(found.find(({ unit }) => unit === "percent")).map((row) => row.outcome.low), [-2, 5]);
});

test("sums, averages and spans of years are no points", () => {
  const found = allSeries(makeModel(
    ["累计认定企业900家。", "900家"], ["年均企业80家。", "80家"], ["企业70家。", "70家", { period_start: "2021" }], ["企业60家。", "60家"],
  ));

  assert.deepEqual(found, []);
});

test("of several figures for a year the usual one is the point, and none is lost", () => {
  const [{ places }] = allSeries(makeModel(
    ["企业160家。", "160家"], ["企业30家。", "30家"], ["企业33家。", "33家", { year: "2022" }], ["企业34家。", "34家", { year: "2021" }],
  ));

  const [, , last] = places.get(CITY);
  assert.equal(last.outcome.text, "30家");
  assert.deepEqual(last.others.map((point) => point.text), ["160家"]);
});

test("a clause ends at the figure and begins after a stop", () => {
  const model = makeModel(["新增企业6家，总数突破380家。", "380家"]);

  assert.equal(clauseOf(model, 3), "总数突破380家");
});

test("a line is not drawn over a year without an outcome", () => {
  const row = (year, outcome) => ({ year, outcome: outcome ? {} : null });

  assert.deepEqual(runs([row(2019, true), row(2020, true), row(2021, false), row(2022, true)]).map((run) => run.length), [2, 1]);
});

test("names that would overlap are set below each other", () => {
  assert.deepEqual(spread([10, 12, 50, 11], 13), [10, 36, 50, 23]);
});
