// A small model: a city, two projects, a bureau, an indicator with a target that an outcome answers, a lone project.

import { Model } from "../../../../kg/export/page/src/model.js";

const node = (id, type, label, more = {}) => ({
  id, type, label, initials: "", weight: 1, radius: 5, group: 1, x: 0, y: 0, years: [2023], props: {}, ...more,
});

const edge = (source, target, type, more = {}) => ({ source, target, type, basis: "stated", rule: "r", evidence: [], ...more });

/** The numbers of the nodes. */
export const [CITY, BRIDGE, PORT, BUREAU, GDP, TARGET, OUTCOME, LONE] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Make the model anew; `limit` is how many nodes open at once. */
export function makeModel(limit = 100) {
  const text = "地区生产总值增长6%。建设云栖大桥。";
  return new Model({
    total: 1, start: "", residue: [], network: { limit },
    schema: { types: { Place: {}, Project: {}, Agency: {}, Indicator: {}, Target: {}, Outcome: {} }, edges: { locatedIn: [], scope: [] } },
    groups: [{ report: null, section: null, box: null }, { report: 0, section: 0, box: [0, 0, 10, 10] }, { report: 0, section: 1, box: [20, 0, 10, 10] }],
    reports: [{ id: "r", title: "报告", region: "云岭市", year: 2023, delivered: null, text, sections: [[0, 17, 0, "", 1]], sentences: [[0, 10, 0], [10, 17, 0]] }],
    nodes: [
      node("city", "Place", "云岭市", { group: 0 }),
      node("bridge", "Project", "云栖大桥", { initials: "yqdq", aliases: ["栖桥"], props: { subtype: "transport" }, weight: 5 }),
      node("port", "Project", "云港", { initials: "yg", group: 2, years: [2024], props: { reached: "start" } }),
      node("bureau", "Agency", "云岭市交通运输局", { initials: "ylsjtysj" }),
      node("gdp", "Indicator", "地区生产总值", { initials: "dqsczz" }),
      node("target", "Target", "地区生产总值 6%", { at: [0, 8, 10], props: { status: "target", value_text: "6%", low: "6", probability: "0.6" } }),
      node("outcome", "Outcome", "地区生产总值 6.4%", { at: [0, 8, 10], years: [2024], props: { status: "actual", value_text: "6.4%", low: "6.4" } }),
      node("lone", "Project", "孤岛", { initials: "gd" }),
    ],
    edges: [
      edge(BRIDGE, CITY, "locatedIn"), edge(BUREAU, BRIDGE, "responsibleFor"), edge(BRIDGE, PORT, "connects"),
      edge(TARGET, GDP, "hasIndicator"), edge(OUTCOME, GDP, "hasIndicator"), edge(TARGET, OUTCOME, "answeredBy"),
      edge(TARGET, CITY, "scope"), edge(OUTCOME, CITY, "scope"), edge(PORT, CITY, "locatedIn"),
    ],
    mentions: [[BRIDGE, 0, 12, 16, "r", 0.9]],
    ledger: [{ place: CITY, year: 2023, indicator: GDP, verdict: "met", target: TARGET, outcome: OUTCOME, gap: "0.4" }],
  });
}
