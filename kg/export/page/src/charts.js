// The view of the charts.

import { countBy, drawBars, drawSeries, stagesBySection } from "./chart.js";
import { h, show } from "./dom.js";
import { allSeries } from "./series.js";
import { unitName } from "./words.js";

const STAGES = ["prepare", "start", "advance", "complete", "operate", ""];
const MOST_CHOICES = 300;
const MOST_PLACES = 18;
const MARGINS = 70;
const MOST_SECTIONS = 24;

function card(title, ...content) {
  return h("section", { class: "card" }, h("h2", {}, title), content);
}

function seriesName({ model, words, name, state }, { indicator, kind, unit, isAdded }) {
  const label = model.nameOf(indicator, state.language);
  const plain = kind === "amount" && !isAdded;
  const parts = [label, !plain && !(isAdded && model.nodes[indicator].label.includes("新")) && (isAdded ? words("added") : name.code("ValueKind", kind)), unitName(unit, state.language)];
  return parts.filter(Boolean).join(" · ");
}

function choice(label, names, at, onChange) {
  return h("select", { "aria-label": label, on: { change: (event) => onChange(Number(event.target.value)) } },
    names.map((each, number) => h("option", { value: String(number), selected: number === at }, each)));
}

/** The chart of one indicator, with what chooses it. */
function seriesCard(app) {
  const { model, words, state } = app;
  app.series ??= allSeries(model);
  const options = app.series.slice(0, MOST_CHOICES);
  if (!options.length) return card(words("series"), h("p", { class: "soft" }, words("chart_empty")));
  const chosen = options.find((each) => each.key === state.chart?.key) ?? options[0];
  const places = [...chosen.places.keys()];
  const issuer = model.issuerOf[app.report()];
  const place = places.includes(state.chart?.place) ? state.chart.place : places.includes(issuer) ? issuer : places[0];
  const choose = (patch) => app.set({ chart: { key: chosen.key, place, ...patch } });
  const own = chosen.places.get(place);
  const isWithin = ({ year }) => own.length < 2 || (year >= own[0].year && year <= own.at(-1).year);
  const others = places.filter((each) => each !== place).slice(0, MOST_PLACES)
    .map((each) => ({ rows: chosen.places.get(each).filter(isWithin), label: model.nodes[each]?.label ?? "", onPick: () => choose({ place: each }) }));
  const nameOf = (node) => (node === null ? "" : model.nodes[node].label);
  return card(words("series"),
    h("div", { class: "pickers" }, choice(words("indicator"), options.map((each) => seriesName(app, each)), options.indexOf(chosen), (at) => choose({ key: options[at].key })),
      places.length > 1 && choice(words("place"), places.map(nameOf), places.indexOf(place), (at) => choose({ place: places[at] }))),
    drawSeries(own, others, {
      words, language: state.language, unit: unitName(chosen.unit, state.language), width: app.parts.views.chart.clientWidth - MARGINS, label: nameOf(place), onPick: (node) => app.select(node),
    }));
}

function stagesCard(app) {
  const { model, words, name } = app;
  const said = (stage) => (stage ? name.code("Stage", stage) : words("no_stage"));
  const rows = stagesBySection(model, (node) => app.kept.has(node)).slice(0, MOST_SECTIONS);
  return card(words("stages"),
    h("div", { class: "keys" }, STAGES.map((stage) => h("span", { class: `key stage-${stage || "none"}` }, said(stage)))),
    rows.length ? drawBars(rows.map((row) => ({
      label: model.groupTitle(row.group, words), total: row.total, onPick: () => app.set({ group: row.group, node: null }),
      parts: STAGES.filter((stage) => row.stages.has(stage)).map((stage) => [`stage-${stage || "none"}`, row.stages.get(stage), said(stage)]),
    }))) : h("p", { class: "soft" }, words("chart_empty")));
}

function operatorsCard(app) {
  const { model, words, name } = app;
  const counts = countBy(model, (node) => app.kept.has(node), ["Target"], "op");
  return card(words("operators"), counts.length ? drawBars(counts.map(([op, count]) => ({
    label: name.code("Operator", op), total: count, parts: [["Target", count, name.code("Operator", op)]],
    onPick: () => app.showTable("targets", { dim: "op", value: op }),
  }))) : h("p", { class: "soft" }, words("chart_empty")));
}

/** Draw the view of the charts. */
export function drawCharts(app) {
  const host = app.parts.views.chart;
  const focused = [...host.querySelectorAll("select")].indexOf(document.activeElement);
  show(host, h("div", { class: "charts" }, seriesCard(app), stagesCard(app), operatorsCard(app)));
  if (focused >= 0) host.querySelectorAll("select")[focused]?.focus();
}
