// The first screen: what a report promises, what became of earlier promises, who is tied to most, what was dropped.

import { h } from "./dom.js";
import { factLine, nodeLink } from "./panel.js";
import { compared, connected, countIn, decided, dropped, headlines, VERDICTS, verdictsByYear } from "./story.js";

const MOST = 8;
const FEW = 5;

function card(title, ...content) {
  return h("section", { class: "block card" }, h("h3", {}, title), content);
}

const none = (text) => h("p", { class: "soft" }, text);

function tableLink(app, table, filter = null) {
  return h("button", { type: "button", class: "link", on: { click: () => app.showTable(table, filter) } }, app.words("all_table"));
}

function figureRows(app, nodes) {
  const { model } = app;
  return h("div", { class: "figures" }, nodes.slice(0, MOST).map((node) => {
    const { indicator } = model.ends(node);
    const title = model.nameOf(indicator ?? node, app.state.language);
    return h("button", { type: "button", class: "figure-row", on: { click: () => app.picked(node) } },
      h("span", { class: "figure-name", dir: "auto", title }, title), factLine(app, node, true));
  }));
}

/** A bar of verdicts; a click on a part opens its rows of the ledger. */
function verdictBar(app, { year, counts, total }, hasYear) {
  const { name } = app;
  const order = VERDICTS.filter((verdict) => counts.has(verdict));
  const said = order.map((verdict) => `${name.code("Verdict", verdict)} ${counts.get(verdict)}`).join("，");
  return h("button", { type: "button", class: "verdict-year", title: said, "aria-label": `${year} ${said}`, on: { click: () => app.showTable("ledger", { dim: "period", value: String(year) }) } },
    hasYear && h("span", { class: "soft" }, year),
    h("span", { class: "verdict-bar" }, order.map((verdict) => h("span", { class: `part ${verdict}`, style: { "flex-grow": String(counts.get(verdict)) } }))),
    hasYear && h("span", { class: "soft" }, total));
}

function verdictKeys(app, counts) {
  const { name } = app;
  return h("div", { class: "keys" }, VERDICTS.filter((verdict) => counts.has(verdict)).map((verdict) => h("button", {
    type: "button", class: `key ${verdict}`, on: { click: () => app.showTable("ledger", { dim: "verdict", value: verdict }) },
  }, `${name.code("Verdict", verdict)} ${counts.get(verdict)}`)));
}

function comparedRow(app, row) {
  const { model, name } = app;
  const label = model.nameOf(row.indicator, app.state.language);
  return h("button", { type: "button", class: "figure-row", on: { click: () => app.picked(row.target) } },
    h("span", { class: "figure-name", dir: "auto", title: label }, label),
    h("span", { class: "fact-line" }, h("span", { class: "soft" }, `${model.nodes[row.target].props.value_text} →`), h("b", {}, model.nodes[row.outcome].props.value_text),
      h("span", { class: `verdict ${row.verdict}` }, name.code("Verdict", row.verdict))));
}

/** What became of the targets of the year before, or why nothing can be said of them. */
function promised(app, report) {
  const { model, words } = app;
  const { region, year } = model.reports[report];
  const rows = decided(model, report);
  const years = verdictsByYear(model, report);
  const own = years.find((each) => each.year === year - 1);
  const past = years.length > 1 && h("div", { class: "verdict-years" }, years.map((each) => verdictBar(app, each, true)));
  if (own) {
    return [
      years.length < 2 && verdictBar(app, own, false), verdictKeys(app, own.counts), past,
      h("div", { class: "figures" }, compared(model, rows).slice(0, MOST).map((row) => comparedRow(app, row))),
      tableLink(app, "ledger", { dim: "period", value: String(year - 1) }),
    ];
  }
  const before = model.reports.some((each) => each.region === region && each.year === year - 1);
  const isAlone = model.reports.every((each, number) => number === report || each.region !== region);
  return [none(words(before ? "no_pairs" : isAlone ? "one_report" : "no_report_before", { r: region, y: year - 1 })), past];
}

function gone(app, report) {
  const { words } = app;
  const { targets, projects } = dropped(app.model, report);
  const list = (title, nodes) => nodes.length > 0 && [
    h("p", { class: "soft" }, `${title} ${nodes.length}`),
    nodes.slice(0, FEW).map((node) => h("div", { class: "relation" }, nodeLink(app, node))),
  ];
  return targets.length + projects.length > 0 && card(words("dropped"), list(words("dropped_targets"), targets), list(words("dropped_projects"), projects));
}

function head(app, report) {
  const { model, words } = app;
  const counts = [["Project", "count_projects"], ["Target", "count_targets"], ["Outcome", "count_outcomes"]]
    .map(([type, key]) => [key, countIn(model, type, report)]).filter(([, count]) => count);
  const pick = model.reports.length > 1 && h("select", { class: "report-pick", "aria-label": words("report"), on: { change: (event) => app.set({ report: Number(event.target.value) }) } },
    model.byYear.map((number) => h("option", { value: String(number), selected: number === report }, model.reportName(number, words))));
  return h("header", {},
    pick ? h("h2", { class: "off" }, model.reportName(report, words)) : h("h2", { dir: "auto" }, model.reportName(report, words)), pick,
    h("p", { class: "soft" }, [model.reports[report].delivered, ...counts.map(([key, count]) => words(key, { n: count }))].filter(Boolean).join(" · ")));
}

/** Draw the first screen. */
export function overview(app) {
  const { model, words } = app;
  if (!model.reports.length) return h("article", { class: "overview" }, h("header", {}, h("h2", {}, words("overview"))));
  const report = app.report();
  const promises = headlines(model, "Target", report);
  const reached = headlines(model, "Outcome", report);
  const ties = connected(model, report);
  const most = Math.max(1, ...ties.map(([, weight]) => weight));
  const hasTargets = model.nodes.some((node) => node.type === "Target");
  const { year } = model.reports[report];
  return h("article", { class: "overview" },
    head(app, report),
    hasTargets && card(words("promises", { y: year }), promises.length ? figureRows(app, promises) : none(words("no_promises")), tableLink(app, "targets")),
    hasTargets && card(words("promised", { y: year - 1 }), promised(app, report)),
    reached.length > 0 && card(words("outcomes_now", { y: year - 1 }), figureRows(app, reached)),
    ties.length > 0 && card(words("connected"), ties.map(([node, weight]) => h("div", { class: "tie" }, nodeLink(app, node), h("span", { class: "meter", "aria-hidden": "true" }, h("i", { style: { width: `${(100 * weight) / most}%` } })))), tableLink(app, "projects")),
    gone(app, report));
}
