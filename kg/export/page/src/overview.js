// The first screen: what is promised, what became of earlier promises, who is tied to most, what was dropped.

import { h } from "./dom.js";
import { factLine, nodeLink } from "./panel.js";

const MOST = 8;

/** The headline figures of a report: core indicators about the whole place, each once, the weightier first. */
export function headlines(model, type, report) {
  const found = new Map();
  model.nodes.forEach((node, number) => {
    if (node.type !== type || node.at[0] !== report) return;
    const { indicator, subject, scope } = model.ends(number);
    if (indicator === null || !model.nodes[indicator].props.is_core || subject !== null) return;
    if (scope !== null && model.issuers.size && !model.issuers.has(scope)) return;
    const key = indicator;
    const best = found.get(key);
    const isBetter = best === undefined || score(node) > score(model.nodes[best]);
    if (isBetter) found.set(key, number);
  });
  return [...found].sort((a, b) => model.nodes[a[1]].at[1] - model.nodes[b[1]].at[1]).map(([, number]) => number);
}

const score = (node) => ({ growth: 3, rate: 2, amount: 1 }[node.props.kind] ?? 0) - node.at[1] / 1e7;

/** Projects with most ties and mentions. */
export function connected(model, count = 10) {
  const weight = (node) => model.ties[node].filter((number) => !model.isQuiet(model.edges[number])).length + model.nodes[node].weight;
  return [...model.nodes.keys()].filter((node) => model.nodes[node].type === "Project")
    .map((node) => [node, weight(node)]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, count);
}

/** Targets that the next report does not speak of, and projects no longer heard of. */
export function dropped(model) {
  const targets = model.ledger.filter((row) => row.verdict === "not_reported").map((row) => row.target);
  const projects = [...model.nodes.keys()].filter((node) => model.nodes[node].props.is_silent);
  projects.sort((a, b) => model.nodes[b].weight - model.nodes[a].weight || a - b);
  return [...targets, ...projects];
}

function card(title, ...content) {
  return h("section", { class: "block card" }, h("h3", {}, title), content);
}

function figureRows(app, nodes) {
  const { model } = app;
  return h("div", { class: "figures" }, nodes.slice(0, MOST).map((node) => {
    const { indicator } = model.ends(node);
    const title = indicator === null ? model.nodes[node].label : model.nodes[indicator].label;
    return h("button", { type: "button", class: "figure-row", on: { click: () => app.select(node) } },
      h("span", { class: "figure-name", dir: "auto" }, title), factLine(app, node, true));
  }));
}

function promised(app) {
  const { model, words, name } = app;
  const rows = model.ledger.filter((row) => row.verdict !== "pending");
  if (!rows.length) return h("p", { class: "soft" }, words("no_ledger"));
  const counts = new Map();
  for (const row of rows) counts.set(row.verdict, (counts.get(row.verdict) ?? 0) + 1);
  const order = ["met", "missed", "reported", "not_reported"].filter((verdict) => counts.has(verdict));
  const latest = Math.max(...rows.map((row) => row.year));
  const compared = rows.filter((row) => row.year === latest && row.outcome !== null);
  const core = compared.filter((row) => model.nodes[row.indicator].props.is_core);
  const seen = (core.length ? core : compared)
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || model.nodes[b.indicator].weight - model.nodes[a.indicator].weight);
  return [
    h("div", { class: "verdict-bar", role: "img", "aria-label": order.map((verdict) => `${name.code("Verdict", verdict)} ${counts.get(verdict)}`).join("，") },
      order.map((verdict) => h("span", { class: `part ${verdict}`, style: { "flex-grow": String(counts.get(verdict)) } }))),
    h("div", { class: "keys" }, order.map((verdict) => h("button", { type: "button", class: `key ${verdict}`, on: { click: () => app.showTable("ledger", { dim: "verdict", value: verdict }) } },
      `${name.code("Verdict", verdict)} ${counts.get(verdict)}`))),
    h("div", { class: "figures" }, seen.slice(0, MOST).map((row) => h("button", { type: "button", class: "figure-row", on: { click: () => app.select(row.target) } },
      h("span", { class: "figure-name", dir: "auto" }, `${row.year} ${model.nodes[row.indicator].label}`),
      h("span", { class: "fact-line" }, h("span", { class: "soft" }, `${model.nodes[row.target].props.value_text} →`), h("b", {}, model.nodes[row.outcome].props.value_text),
        h("span", { class: `verdict ${row.verdict}` }, name.code("Verdict", row.verdict)))))),
  ];
}

function titled({ title, region, year }, words) {
  return title.includes(region) || title.includes(region.slice(0, 2)) ? title : `${region} ${words("year_of", { y: year })}`;
}

/** Draw the first screen. */
export function overview(app) {
  const { model, words } = app;
  const report = model.reports.length - 1;
  const current = model.reports[report];
  const count = (type) => model.nodes.filter((node) => node.type === type).length;
  const promises = report < 0 ? [] : headlines(model, "Target", report);
  const reached = report < 0 ? [] : headlines(model, "Outcome", report);
  const ties = connected(model);
  const most = Math.max(1, ...ties.map(([, weight]) => weight));
  const gone = dropped(model);
  const link = (table) => h("button", { type: "button", class: "link", on: { click: () => app.showTable(table) } }, words("all_table"));
  return h("article", { class: "overview" },
    h("header", {},
      h("h2", { dir: "auto" }, current ? titled(current, words) : words("overview")),
      h("p", { class: "soft" }, [current?.delivered, words("counts", { p: count("Project"), t: count("Target"), o: count("Outcome") })].filter(Boolean).join(" · "))),
    card(words("promises"), promises.length ? [figureRows(app, promises), link("targets")] : h("p", { class: "soft" }, words("no_promises"))),
    card(words("promised"), promised(app), model.ledger.length > 0 && link("ledger")),
    reached.length > 0 && card(words("outcomes_now"), figureRows(app, reached)),
    card(words("connected"), ties.map(([node, weight]) => h("div", { class: "tie" }, nodeLink(app, node), h("span", { class: "meter", "aria-hidden": "true" }, h("i", { style: { width: `${(100 * weight) / most}%` } })))), link("projects")),
    card(words("dropped"), gone.length ? gone.slice(0, MOST).map((node) => h("div", { class: "relation" }, nodeLink(app, node))) : h("p", { class: "soft" }, words("none_dropped"))));
}
