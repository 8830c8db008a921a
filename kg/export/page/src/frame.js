// The frame of the page: heading, tabs, views and panel, empty as yet.

import { makeSearchBox } from "./bar.js";
import { copyText, h, show } from "./dom.js";
import { savePng, saveSvg } from "./keep.js";
import { VIEWS } from "./state.js";
import { themeColours } from "./view.js";

/** Build the frame in the page's root and return its parts, of which the views are `views`. */
export function drawFrame(app) {
  const { model, words } = app;
  const tab = (view) => h("button", { type: "button", role: "tab", id: `tab-${view}`, "aria-controls": `view-${view}`, data: { view }, on: { click: () => app.set({ view }) } }, words(view));
  const icon = (text, key, click) => h("button", { type: "button", class: "icon", title: words(key), "aria-label": words(key), on: { click } }, text);
  const save = h("details", { class: "menu" }, h("summary", {}, words("save")), h("div", { class: "menu-body" },
    h("button", { type: "button", on: { click: () => savePng(app.view.canvas(), themeColours().halo) } }, words("png")),
    h("button", { type: "button", on: { click: () => saveSvg(app.view, themeColours().halo) } }, words("svg")),
    h("button", { type: "button", on: { click: () => print() } }, words("print")),
    h("button", { type: "button", on: { click: (event) => copyText(location.href, event.target, words("shared")) } }, words("share"))));
  const last = model.reports.at(-1);
  const regions = [...new Set(model.reports.map((report) => report.region))];
  const title = !last ? "kg" : regions.length > 2 ? words("places_more", { p: regions.slice(0, 2).join(words("and_place")), n: regions.length }) : regions.join(words("and_place"));
  const span = model.years.length > 1 ? `${model.years[0]}–${model.years.at(-1)}` : model.years.join("");
  const parts = {
    filters: h("div", { class: "filters", role: "region", "aria-label": words("filters") }),
    legend: h("div", { class: "legend", role: "group", "aria-label": words("legend") }),
    years: h("div", { class: "years", role: "group", "aria-label": words("years") }),
    hint: h("p", { class: "map-hint" }),
    canvas: h("div", { class: "canvas", role: "img", tabindex: "0", "aria-label": words("map"), "aria-description": `${words("map_keys")} ${words("help")}` }),
    panel: h("aside", { class: "panel", id: "panel", "aria-label": words("details"), tabindex: "-1" }),
  };
  parts.views = {
    graph: h("div", { class: "view graph", id: "view-graph", role: "tabpanel", "aria-labelledby": "tab-graph" }, parts.legend, h("div", { class: "map" }, parts.canvas, parts.hint,
      h("div", { class: "map-tools" }, icon("+", "zoom_in", () => app.view.zoom(1.3)), icon("−", "zoom_out", () => app.view.zoom(1 / 1.3)), icon("⤢", "fit", () => app.fit()), icon("↶", "undo", () => app.view.undoMove()))), parts.years),
    table: h("div", { class: "view", id: "view-table", role: "tabpanel", "aria-labelledby": "tab-table" }),
    chart: h("div", { class: "view", id: "view-chart", role: "tabpanel", "aria-labelledby": "tab-chart" }),
    text: h("div", { class: "view", id: "view-text", role: "tabpanel", "aria-labelledby": "tab-text" }),
  };
  parts.stage = h("div", { class: "stage" }, Object.values(parts.views));
  parts.tabs = h("div", { class: "tabs", role: "tablist" }, VIEWS.map(tab));
  show(app.root,
    h("a", { class: "skip", href: "#panel", on: { click: (event) => { event.preventDefault(); (parts.panel.hidden ? parts.views.table.querySelector(".grid") : parts.panel).focus(); } } }, words("skip")),
    h("header", { class: "top" },
      h("h1", { class: "title" }, h("button", { type: "button", title: words("overview"), on: { click: () => app.home() } }, h("strong", { dir: "auto" }, title), h("span", { class: "soft" }, span))),
      makeSearchBox(app), parts.tabs,
      h("div", { class: "top-tools" }, icon("‹", "back", () => history.back()), icon("›", "forward", () => history.forward()), save, icon("◐", "theme", () => app.toggleTheme()),
        h("button", { type: "button", class: "language", on: { click: () => app.set({ language: app.state.language === "zh" ? "en" : "zh" }) } }, words("language")))),
    model.total > model.reports.length && h("p", { class: "notice", role: "status" }, words("trimmed", { n: model.reports.length, m: model.total })),
    parts.filters,
    h("main", { class: "body" }, parts.stage, parts.panel));
  return parts;
}
