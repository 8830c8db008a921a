// The view of the charts.

import { countBy, drawable, drawBars, drawSeries, series, stagesBySection } from "./chart.js";
import { h, show } from "./dom.js";

/** Draw the view of the charts. */
export function drawCharts(app) {
  const { model, words, name, parts } = app;
  const kept = (node) => app.kept.has(node);
  const options = drawable(model);
  app.chosen = options.find((each) => each.indicator === app.chosen?.indicator && each.kind === app.chosen?.kind) ?? options[0] ?? null;
  const pick = h("select", { "aria-label": words("indicator") }, options.slice(0, 200).map((each, number) =>
    h("option", { value: String(number), selected: each === app.chosen }, `${model.nodes[each.indicator].label} · ${name.code("ValueKind", each.kind)}`)));
  pick.addEventListener("change", () => {
    app.chosen = options[Number(pick.value)];
    drawCharts(app);
  });
  const empty = () => h("p", { class: "soft" }, words("chart_empty"));
  const stages = stagesBySection(model, kept).slice(0, 24);
  const operators = countBy(model, kept, ["Target"], "op");
  show(parts.views.chart, h("div", { class: "charts" },
    h("section", { class: "card" }, h("h2", {}, words("series")), app.chosen ? [pick, drawSeries(series(model, app.chosen.indicator, app.chosen.kind), { words, onPick: (node) => app.select(node) })] : empty()),
    h("section", { class: "card" }, h("h2", {}, words("stages")),
      h("div", { class: "keys" }, ["prepare", "start", "advance", "complete", "operate", ""].map((stage) => h("span", { class: `key stage-${stage || "none"}` }, stage ? name.code("Stage", stage) : words("no_stage")))),
      stages.length ? drawBars(stages.map((row) => ({
        label: model.groupTitle(row.group, words), total: row.total, onPick: () => app.set({ group: row.group, node: null }),
        parts: ["prepare", "start", "advance", "complete", "operate", ""].filter((stage) => row.stages.has(stage))
          .map((stage) => [`stage-${stage || "none"}`, row.stages.get(stage), stage ? name.code("Stage", stage) : words("no_stage")]),
      }))) : empty()),
    h("section", { class: "card" }, h("h2", {}, words("operators")), operators.length ? drawBars(operators.map(([op, count]) => ({
      label: name.code("Operator", op), total: count, parts: [["Target", count, name.code("Operator", op)]], onPick: () => app.showTable("targets", { dim: "type", value: "Target" }),
    }))) : empty())));
}
