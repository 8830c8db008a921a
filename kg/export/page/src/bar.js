// The bar over the views: search, filters as chips, the legend and the years.

import { h, show } from "./dom.js";
import { choices, DIMENSIONS } from "./filter.js";

const DRAWN = ["Project", "Agency", "Place", "Indicator", "Target", "Outcome", "Milestone", "Report"];

/** What something found is; of a fact also where and when it is said. */
function kindOf({ model, name }, node) {
  const { type, props, at } = model.nodes[node];
  if (!at) return name.subtype(type, props.subtype) || name.type(type);
  const { region, year } = model.reports[at[0]];
  return [name.type(type), model.manyRegions && region, model.reports.length > 1 && year].filter(Boolean).join(" ");
}

/** Make the search field with its list of results. */
export function makeSearchBox(app) {
  const { words, name, model } = app;
  const list = h("ul", { id: "results", role: "listbox", "aria-label": words("results"), hidden: true });
  const field = h("input", {
    id: "search", type: "search", autocomplete: "off", spellcheck: "false", placeholder: words("search"), "aria-label": words("search"),
    role: "combobox", "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list",
  });
  let found = [];
  let at = 0;
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const pick = (node) => {
    close();
    app.picked(node);
  };
  const draw = () => {
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
    show(list, found.length ? found.map((node, number) => h("li", {
      id: `result-${number}`, role: "option", "aria-selected": String(number === at),
      on: { mousedown: (event) => { event.preventDefault(); pick(node); } },
    }, h("i", { class: `dot ${model.nodes[node].type}`, "aria-hidden": "true" }), h("span", { class: "result-name", dir: "auto" }, model.nodes[node].label),
      h("span", { class: "soft" }, kindOf(app, node))))
      : h("li", { class: "soft", role: "option", "aria-disabled": "true", "aria-selected": "false" }, words("nothing")));
    if (found.length && !list.hidden) field.setAttribute("aria-activedescendant", `result-${at}`);
    list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  };
  field.addEventListener("input", () => {
    found = app.search(field.value);
    at = 0;
    draw();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = Math.max(0, Math.min(found.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
      draw();
      event.preventDefault();
    } else if (event.key === "Enter" && found.length) pick(found[at]);
    else if (event.key === "Escape") close();
  });
  field.addEventListener("blur", close);
  field.addEventListener("focus", () => field.value && draw());
  return h("div", { class: "search", role: "search" }, field, list);
}

/** Draw the chips of the filters in force and the means to add one. */
export function drawFilters(host, app) {
  const { state, model, words, name } = app;
  const chips = state.filters.map((filter, number) => h("button", {
    type: "button", class: "chip filter", "aria-label": `${words("remove")} ${words(filter.dim)} ${name.choice(model, filter.dim, filter.value)}`,
    on: { click: () => app.set({ filters: state.filters.filter((_, at) => at !== number) }) },
  }, h("span", { class: "soft" }, words(filter.dim)), " ", name.choice(model, filter.dim, filter.value), h("span", { "aria-hidden": "true" }, " ×")));
  const value = h("select", { "aria-label": words("choose"), hidden: true });
  const dim = h("select", { class: "chip", "aria-label": words("add_filter"), id: "add-filter" },
    h("option", { value: "" }, `+ ${words("add_filter")}`), DIMENSIONS.map((each) => h("option", { value: each }, words(each))));
  dim.addEventListener("change", () => {
    value.hidden = !dim.value;
    if (!dim.value) return;
    show(value, h("option", { value: "" }, words("choose")), choices(model, dim.value).map(([each, count]) =>
      h("option", { value: each }, count ? `${name.choice(model, dim.value, each)} (${count})` : name.choice(model, dim.value, each))));
    value.focus();
  });
  value.addEventListener("change", () => value.value && app.addFilter(dim.value, value.value));
  const path = state.path && h("button", { type: "button", class: "chip filter", on: { click: () => app.set({ path: null }) } },
    `${words("path")} ${model.nodes[state.path[0]].label} → ${model.nodes[state.path[1]].label} ×`);
  const waiting = app.pathFrom !== null && h("span", { class: "chip hint", role: "status" }, words("path_hint"));
  const message = app.message && h("span", { class: "chip hint", role: "status" }, app.message);
  const count = state.view === "graph" ? app.seen.size : app.keptDrawn;
  const isShut = state.view === "graph" && !count && app.keptDrawn > 0;
  const said = isShut ? words("shown_shut", { n: app.keptDrawn, g: model.groups.filter((group) => group.box).length }) : words("shown", { n: count, m: model.drawn });
  const shown = h("span", { class: "soft shown", role: "status" }, said);
  show(host, chips, path, waiting, message, dim, value, (chips.length > 0 || state.years || path) && h("button", { type: "button", class: "link", on: { click: () => app.set({ filters: [], years: null, path: null, depth: 0 }) } }, words("clear")), shown);
}

/** Draw the legend, which shows and hides types of nodes and of edges. */
export function drawLegend(host, app) {
  const { state, model, words, name } = app;
  const counts = new Map();
  for (const node of model.nodes) counts.set(node.type, (counts.get(node.type) ?? 0) + 1);
  const kinds = new Map();
  for (const edge of model.edges) kinds.set(edge.type, (kinds.get(edge.type) ?? 0) + 1);
  const toggle = (key) => app.set({ hidden: state.hidden.includes(key) ? state.hidden.filter((each) => each !== key) : [...state.hidden, key] });
  const item = (key, mark, text, count) => h("button", { type: "button", class: "legend-item", "aria-pressed": String(!state.hidden.includes(key)), data: { key }, on: { click: () => toggle(key) } },
    mark, h("span", {}, text), h("span", { class: "soft" }, count));
  const wasOpen = host.querySelector("details")?.open ?? false;
  show(host,
    DRAWN.filter((type) => counts.has(type)).map((type) => item(type, h("i", { class: `dot ${type}`, "aria-hidden": "true" }), name.type(type), counts.get(type))),
    h("details", { open: wasOpen }, h("summary", {}, words("relations")),
      h("div", {}, [...kinds].sort((a, b) => b[1] - a[1]).map(([type, count]) => item(type, h("i", { class: "stroke", "aria-hidden": "true" }), name.edge(type), count)))));
}

/** Draw the years: a bar for each, and two handles to choose a span of them. */
export function drawYears(host, app) {
  const { model, state, words } = app;
  host.hidden = model.years.length < 2;
  if (host.hidden) return;
  const [first, last] = [model.years[0], model.years.at(-1)];
  const [from, to] = state.years ?? [first, last];
  const found = new Map();
  for (const { at } of model.nodes) if (at) found.set(model.reports[at[0]].year, (found.get(model.reports[at[0]].year) ?? 0) + 1);
  const counts = model.years.map((year) => found.get(year) ?? 0);
  const most = Math.max(1, ...counts);
  const many = Math.ceil(model.years.length / 16);
  const slider = (value, change) => h("input", {
    type: "range", min: first, max: last, step: 1, value: String(value), "aria-label": words("years"), "aria-valuetext": String(value), on: { change },
  });
  const setYears = (low, high) => app.set({ years: low <= first && high >= last ? null : [Math.min(low, high), Math.max(low, high)] });
  show(host,
    h("div", { class: "histogram" }, model.years.map((year, number) => h("button", {
      type: "button", title: `${year}: ${counts[number]}`, "aria-label": String(year), data: { year: many && number % many ? "" : String(year) }, class: year >= from && year <= to ? "is-on" : "",
      on: { click: () => setYears(year, year) },
    }, h("i", { style: { height: `${Math.max(6, (100 * counts[number]) / most)}%` } })))),
    h("div", { class: "range" }, slider(from, (event) => setYears(Number(event.target.value), to)), slider(to, (event) => setYears(from, Number(event.target.value)))),
    h("div", { class: "soft years-label" }, from === to ? from : `${from}–${to}`,
      state.years && h("button", { type: "button", class: "link", on: { click: () => app.set({ years: null }) } }, words("all_years"))));
}
