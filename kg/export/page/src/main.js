// The application: holds the state, draws what it asks for, and keeps the address in step.

import { drawFilters, drawLegend, drawYears, makeSearchBox } from "./bar.js";
import { countBy, drawable, drawBars, drawSeries, series, stagesBySection } from "./chart.js";
import { download, h, show } from "./dom.js";
import { DIMENSIONS, passing } from "./filter.js";
import { savePng, saveSvg } from "./keep.js";
import { canDrawLarge, LargeView } from "./large.js";
import { Model } from "./model.js";
import { makeNames } from "./name.js";
import { overview } from "./overview.js";
import { details, groupDetails } from "./panel.js";
import { drawReader, point } from "./reader.js";
import { makeSearch } from "./search.js";
import { decode, encode, initial, VIEWS } from "./state.js";
import { csv, drawTable, makeTable, sorted, TABLES, template } from "./table.js";
import { themeColours, View } from "./view.js";

const KEYS = { g: "graph", t: "table", c: "chart", r: "text" };

class App {
  constructor(root, model) {
    this.root = root;
    this.model = model;
    this.search = makeSearch(model.nodes);
    this.pathFrom = null;
    this.message = "";
    this.sentence = null;
    this.isStill = false;
    this.order = null;
    this.rowText = "";
    this.chosen = null;
    this.isFramed = location.protocol === "about:";
    this.state = decode(location.hash.slice(1) || model.start, model, DIMENSIONS);
    if (!location.hash && !navigator.language.startsWith("zh")) this.state.language = "en";
    this.build();
    addEventListener("hashchange", () => this.restore());
    addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.resized()).observe(this.parts.stage);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.retheme());
  }

  // --- state

  set(patch) {
    const before = this.state;
    this.state = { ...before, ...patch };
    this.message = "";
    this.remember(false);
    if (this.state.language !== before.language) this.build();
    else this.draw(before);
  }

  remember(isSlight) {
    this.spelt = encode(this.state, this.model);
    if (this.isFramed) {
      return;
    }
    const address = `#${this.spelt}`;
    if (isSlight) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }

  restore() {
    const text = location.hash.slice(1);
    if (text === this.spelt) return;
    const before = this.state;
    this.spelt = text;
    this.state = decode(text, this.model, DIMENSIONS);
    if (this.state.language !== before.language) this.build();
    else this.draw(before);
    if (this.state.camera) this.view.setCamera(this.state.camera);
  }

  isOpen(group) {
    const { node } = this.state;
    if (node !== null && this.model.nodes[node].group === group) return true;
    return this.state.open === null ? this.opensAtOnce() : this.state.open.includes(group);
  }

  opensAtOnce() {
    return this.model.drawn <= this.model.network.limit;
  }

  openGroups() {
    return this.state.open ?? (this.opensAtOnce() ? this.model.groups.map((_, group) => group) : []);
  }

  toggleGroup(group) {
    const open = new Set(this.openGroups());
    const isOpening = !open.has(group);
    if (isOpening) open.add(group);
    else open.delete(group);
    this.set({ open: [...open].sort((a, b) => a - b), group });
    if (isOpening) {
      this.view.fit([this.model.groups[group]]);
      this.cameraMoved(this.view.camera());
    }
  }

  select(node) {
    if (this.pathFrom !== null && node !== null && node !== this.pathFrom) return this.endPath(node);
    this.mention = -1;
    const open = node !== null && !this.isOpen(this.model.nodes[node].group)
      ? { open: [...this.openGroups(), this.model.nodes[node].group].sort((a, b) => a - b) } : {};
    this.set({ node, group: null, ...(node === null ? { depth: 0 } : {}), ...open });
  }

  /** Select what was clicked in the text, which then stays where it is. */
  selectHere(node) {
    this.isStill = true;
    this.select(node);
    this.isStill = false;
  }

  picked(node) {
    this.select(node);
    if (this.state.view === "graph") this.view.centre(node);
  }

  showInGraph(node) {
    this.set({ view: "graph", node, group: null });
    this.view.centre(node);
  }

  showTable(table, filter = null) {
    const filters = filter && !this.has(filter) ? [...this.state.filters, filter] : this.state.filters;
    this.order = null;
    this.set({ view: "table", table, filters });
  }

  has({ dim, value }) {
    return this.state.filters.some((each) => each.dim === dim && each.value === value);
  }

  addFilter(dim, value) {
    if (!this.has({ dim, value })) this.set({ filters: [...this.state.filters, { dim, value }] });
  }

  openText(report, sentence) {
    this.sentence = sentence;
    this.set({ view: "text", report });
    this.sentence = null;
  }

  firstSentence(report, section) {
    return Math.max(0, this.model.reports[report].sentences.findIndex((row) => row[2] === section));
  }

  beginPath(node) {
    this.pathFrom = node;
    this.set({ view: "graph" });
    this.root.querySelector("#search").focus();
  }

  endPath(node) {
    const from = this.pathFrom;
    this.pathFrom = null;
    const path = this.pathOf(from, node);
    if (path) this.set({ path: [from, node], node, group: null, depth: 0, open: this.opened(path) });
    else {
      this.set({ node, group: null });
      this.message = this.words("no_path");
      drawFilters(this.parts.filters, this);
    }
  }

  opened(nodes) {
    if (this.opensAtOnce() && this.state.open === null) return null;
    return [...new Set([...this.openGroups(), ...nodes.map((each) => this.model.nodes[each].group)])].sort((a, b) => a - b);
  }

  pathOf(from, to) {
    return this.model.path(from, to, (edge) => !this.model.isQuiet(edge)) ?? this.model.path(from, to);
  }

  // --- what is seen

  compute() {
    const { model, state } = this;
    const kept = passing(model, state.filters);
    const [from, to] = state.years ?? [-Infinity, Infinity];
    this.kept = new Set([...kept].filter((node) => {
      const { years } = model.nodes[node];
      return !state.years || !years.length || years.some((year) => year >= from && year <= to);
    }));
    const around = state.node !== null && state.depth ? model.around([state.node], state.depth, (edge) => !model.isQuiet(edge)) : null;
    this.seen = new Set([...this.kept].filter((node) => {
      const { type, group, minor } = model.nodes[node];
      return (!minor || node === state.node) && !state.hidden.includes(type) && this.isOpen(group) && (around === null || around.has(node));
    }));
    const path = state.path ? this.pathOf(...state.path) : null;
    for (const node of path ?? []) this.seen.add(node);
    this.focus = path ? new Set(path) : state.node === null ? null : model.around([state.node], 1);
  }

  keptDrawn() {
    return [...this.kept].filter((node) => !this.model.nodes[node].minor).length;
  }

  scene() {
    const { model, state, seen, focus } = this;
    const isFiltered = this.kept.size < model.nodes.length;
    const only = new Set(state.filters.filter((each) => each.dim === "relation").map((each) => each.value));
    const regions = [];
    model.groups.forEach((group, number) => {
      if (!group.box) return;
      const inside = isFiltered ? model.members[number].filter((node) => this.kept.has(node)) : model.members[number];
      if (isFiltered && !inside.length) return;
      regions.push({
        group: number, box: group.box, title: model.groupTitle(number, this.words, true), note: this.isOpen(number) ? "" : this.note(inside),
        isOpen: this.isOpen(number), isOn: state.group === number, isFaint: false,
      });
    });
    return {
      seen, focus, selected: state.node, regions, heads: this.heads(regions),
      edgeSeen: (edge) => !state.hidden.includes(edge.type) && (!only.size || only.has(edge.type)),
    };
  }

  /** The year, and with several issuers the region, over the columns of each report. */
  heads(regions) {
    const { model } = this;
    if (model.reports.length < 2) return [];
    const isOne = new Set(model.reports.map((report) => report.region)).size === 1;
    const heads = new Map();
    for (const { group, box: [left, top, width] } of regions) {
      const { report } = model.groups[group];
      if (report === null) continue;
      const { year, region } = model.reports[report];
      const head = heads.get(report) ?? { left, right: left, top, title: isOne ? String(year) : `${region} ${year}` };
      head.left = Math.min(head.left, left);
      head.right = Math.max(head.right, left + width);
      head.top = Math.min(head.top, top);
      head.width = head.right - head.left;
      heads.set(report, head);
    }
    return [...heads.values()];
  }

  note(nodes) {
    const counts = new Map();
    for (const node of nodes) counts.set(this.model.nodes[node].type, (counts.get(this.model.nodes[node].type) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([type, count]) => `${this.name.type(type)} ${count}`).join(" · ");
  }

  // --- drawing

  build() {
    const { state, model } = this;
    this.name = makeNames(model.schema, state.language);
    this.words = this.name.words;
    const { words } = this;
    document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
    const tab = (view) => h("button", { type: "button", role: "tab", id: `tab-${view}`, "aria-controls": `view-${view}`, data: { view }, on: { click: () => this.set({ view }) } }, words(view));
    const icon = (text, key, click) => h("button", { type: "button", class: "icon", title: words(key), "aria-label": words(key), on: { click } }, text);
    const save = h("details", { class: "menu" }, h("summary", {}, words("save")), h("div", { class: "menu-body" },
      h("button", { type: "button", on: { click: () => savePng(this.view.canvas(), themeColours().halo) } }, words("png")),
      h("button", { type: "button", on: { click: () => saveSvg(this.view, themeColours().halo) } }, words("svg")),
      h("button", { type: "button", on: { click: () => print() } }, words("print")),
      h("button", { type: "button", on: { click: (event) => this.copy(location.href, event.target, words("shared")) } }, words("share"))));
    const last = model.reports.at(-1);
    const title = last ? [...new Set(model.reports.map((report) => report.region))].slice(0, 2).join("、") : "kg";
    const span = model.years.length > 1 ? `${model.years[0]}–${model.years.at(-1)}` : model.years.join("");
    const parts = {
      filters: h("div", { class: "filters", role: "region", "aria-label": words("filters") }),
      legend: h("div", { class: "legend", role: "group", "aria-label": words("legend") }),
      years: h("div", { class: "years", role: "group", "aria-label": words("years") }),
      canvas: h("div", { class: "canvas", role: "img", tabindex: "0", "aria-label": words("map") }),
      panel: h("aside", { class: "panel", id: "panel", "aria-label": words("details"), tabindex: "-1" }),
    };
    parts.views = {
      graph: h("div", { class: "view graph", id: "view-graph", role: "tabpanel", "aria-labelledby": "tab-graph" }, parts.legend, h("div", { class: "map" }, parts.canvas,
        h("div", { class: "map-tools" }, icon("+", "zoom_in", () => this.view.zoom(1.3)), icon("−", "zoom_out", () => this.view.zoom(1 / 1.3)), icon("⤢", "fit", () => this.fit()), icon("↶", "undo", () => this.view.undoMove()))), parts.years),
      table: h("div", { class: "view", id: "view-table", role: "tabpanel", "aria-labelledby": "tab-table" }),
      chart: h("div", { class: "view", id: "view-chart", role: "tabpanel", "aria-labelledby": "tab-chart" }),
      text: h("div", { class: "view", id: "view-text", role: "tabpanel", "aria-labelledby": "tab-text" }),
    };
    parts.stage = h("div", { class: "stage" }, Object.values(parts.views));
    parts.tabs = h("div", { class: "tabs", role: "tablist" }, VIEWS.map(tab));
    show(this.root,
      h("a", { class: "skip", href: "#panel", on: { click: (event) => { event.preventDefault(); parts.panel.focus(); } } }, words("skip")),
      h("header", { class: "top" },
        h("h1", { class: "title" }, h("button", { type: "button", title: words("overview"), on: { click: () => this.home() } }, h("strong", { dir: "auto" }, title), h("span", { class: "soft" }, span))),
        makeSearchBox(this), parts.tabs,
        h("div", { class: "top-tools" }, icon("‹", "back", () => history.back()), icon("›", "forward", () => history.forward()), save, icon("◐", "theme", () => this.toggleTheme()),
          h("button", { type: "button", class: "language", on: { click: () => this.set({ language: this.state.language === "zh" ? "en" : "zh" }) } }, words("language")))),
      model.total > model.reports.length && h("p", { class: "notice", role: "status" }, words("trimmed", { n: model.reports.length, m: model.total })),
      parts.filters,
      h("main", { class: "body" }, parts.stage, parts.panel));
    this.parts = parts;
    this.readerOf = null;
    this.applyTheme();
    const Drawing = model.drawn > model.network.limit && canDrawLarge() ? LargeView : View;
    document.documentElement.dataset.drawing = Drawing === View ? "vis" : "sigma";
    this.view = new Drawing(parts.canvas, model, {
      select: (node) => this.select(node),
      region: (group) => this.regionClicked(group),
      camera: (camera) => this.cameraMoved(camera),
      moved: () => {},
    });
    this.isFitted = false;
    this.draw(null);
  }

  regionClicked(group) {
    this.pathFrom = null;
    if (group === null) this.set({ node: null, group: null, depth: 0 });
    else if (!this.isOpen(group)) this.toggleGroup(group);
    else this.set({ node: null, group, depth: 0 });
  }

  home() {
    this.pathFrom = null;
    this.set({ ...initial(), language: this.state.language, theme: this.state.theme });
    this.fit();
  }

  cameraMoved(camera) {
    clearTimeout(this.cameraTimer);
    this.cameraTimer = setTimeout(() => {
      this.state = { ...this.state, camera };
      this.remember(true);
    }, 250);
  }

  fit() {
    this.view.fit();
    this.state = { ...this.state, camera: null };
    this.remember(true);
  }

  draw(before) {
    const { state, parts } = this;
    this.compute();
    for (const view of VIEWS) {
      parts.views[view].hidden = state.view !== view;
      const tab = parts.tabs.querySelector(`[data-view="${view}"]`);
      tab.setAttribute("aria-selected", String(state.view === view));
      tab.tabIndex = state.view === view ? 0 : -1;
    }
    drawFilters(parts.filters, this);
    this.drawPanel(before);
    if (state.theme !== before?.theme) this.retheme();
    if (state.view === "graph") this.drawGraph();
    else if (state.view === "table") this.drawTable();
    else if (state.view === "chart") this.drawCharts();
    else this.drawText(before);
    document.documentElement.dataset.ready ??= String(Math.round(performance.now()));
  }

  drawPanel(before) {
    const { state, parts } = this;
    const isNew = before === null || before.node !== state.node || before.group !== state.group;
    const closer = h("button", { type: "button", class: "icon close", title: this.words("close"), "aria-label": this.words("close"), on: { click: () => this.select(null) } }, "×");
    if (state.node !== null) show(parts.panel, closer, details(this, state.node));
    else if (state.group !== null) show(parts.panel, closer, groupDetails(this, state.group));
    else if (isNew || !parts.panel.firstChild) show(parts.panel, overview(this));
    parts.panel.classList.toggle("is-details", state.node !== null || state.group !== null);
    if (isNew) parts.panel.scrollTop = 0;
  }

  drawGraph() {
    drawLegend(this.parts.legend, this);
    drawYears(this.parts.years, this);
    this.view.paint(this.scene());
    if (!this.isFitted && this.parts.canvas.clientWidth) {
      this.isFitted = true;
      this.view.resize();
      if (this.state.camera) this.view.setCamera(this.state.camera);
      else this.view.fit();
    }
  }

  drawTable() {
    const { model, words, name, state, parts } = this;
    const host = parts.views.table;
    const kind = TABLES.includes(state.table) ? state.table : "targets";
    const table = makeTable(kind, model, name, (node) => this.kept.has(node));
    const wanted = this.rowText.trim().toLowerCase();
    const found = wanted ? table.rows.filter((row) => row.cells.some((cell) => String(cell).toLowerCase().includes(wanted))) : table.rows;
    const rows = this.order ? sorted(found, ...this.order) : found;
    const filter = h("input", { type: "search", value: this.rowText, placeholder: words("filter_rows"), "aria-label": words("filter_rows") });
    filter.addEventListener("input", () => {
      this.rowText = filter.value;
      this.drawTable();
      const again = host.querySelector("input");
      again.focus();
      again.setSelectionRange(again.value.length, again.value.length);
    });
    const body = h("div", { class: "table-body" });
    const top = this.grid?.kind === kind ? this.grid.scroller.scrollTop : 0;
    show(host,
      h("div", { class: "table-bar" },
        h("div", { class: "seg", role: "group" }, TABLES.map((each) => h("button", { type: "button", class: "chip", "aria-pressed": String(each === kind), on: { click: () => this.showTable(each) } }, words(each)))),
        filter, h("span", { class: "soft", role: "status" }, words("rows", { n: rows.length })),
        h("button", { type: "button", class: "chip", on: { click: () => download(`${kind}.csv`, csv(table.columns.map((column) => words(column)), rows), "text/csv;charset=utf-8") } }, words("csv"))),
      body);
    this.grid = drawTable(body, {
      columns: table.columns, rows, words, order: this.order, selected: state.node, template: template(table.columns),
      onOrder: (column) => {
        this.order = this.order && this.order[0] === column ? [column, !this.order[1]] : [column, false];
        this.drawTable();
      },
      onPick: (row) => (row.node === null ? this.openText(row.at[0], this.model.sentenceAt(row.at[0], row.at[1])) : this.select(row.node)),
    });
    this.grid.kind = kind;
    this.grid.scroller.scrollTop = top;
    this.grid.fill();
  }

  drawCharts() {
    const { model, words, name, parts } = this;
    const kept = (node) => this.kept.has(node);
    const options = drawable(model);
    this.chosen = options.find((each) => each.indicator === this.chosen?.indicator && each.kind === this.chosen?.kind) ?? options[0] ?? null;
    const pick = h("select", { "aria-label": words("indicator") }, options.slice(0, 200).map((each, number) =>
      h("option", { value: String(number), selected: each === this.chosen }, `${model.nodes[each.indicator].label} · ${name.code("ValueKind", each.kind)}`)));
    pick.addEventListener("change", () => {
      this.chosen = options[Number(pick.value)];
      this.drawCharts();
    });
    const empty = () => h("p", { class: "soft" }, words("chart_empty"));
    const stages = stagesBySection(model, kept).slice(0, 24);
    const operators = countBy(model, kept, ["Target"], "op");
    show(parts.views.chart, h("div", { class: "charts" },
      h("section", { class: "card" }, h("h2", {}, words("series")), this.chosen ? [pick, drawSeries(series(model, this.chosen.indicator, this.chosen.kind), { words, onPick: (node) => this.select(node) })] : empty()),
      h("section", { class: "card" }, h("h2", {}, words("stages")),
        h("div", { class: "keys" }, ["prepare", "start", "advance", "complete", "operate", ""].map((stage) => h("span", { class: `key stage-${stage || "none"}` }, stage ? name.code("Stage", stage) : words("no_stage")))),
        stages.length ? drawBars(stages.map((row) => ({
          label: model.groupTitle(row.group, words), total: row.total, onPick: () => this.set({ group: row.group, node: null }),
          parts: ["prepare", "start", "advance", "complete", "operate", ""].filter((stage) => row.stages.has(stage))
            .map((stage) => [`stage-${stage || "none"}`, row.stages.get(stage), stage ? name.code("Stage", stage) : words("no_stage")]),
        }))) : empty()),
      h("section", { class: "card" }, h("h2", {}, words("operators")), operators.length ? drawBars(operators.map(([op, count]) => ({
        label: name.code("Operator", op), total: count, parts: [["Target", count, name.code("Operator", op)]], onPick: () => this.showTable("targets", { dim: "type", value: "Target" }),
      }))) : empty())));
  }

  drawText(before) {
    const { state, parts } = this;
    if (!this.model.reports.length) return;
    if (this.readerOf !== state.report) {
      this.readerBody = drawReader(parts.views.text, this, state.report);
      this.readerOf = state.report;
    }
    const isSame = before?.view === "text" && before.node === state.node && before.report === state.report && this.sentence === null;
    if (!isSame) point(this.readerBody, { node: state.node, sentence: this.sentence, isStill: this.isStill });
  }

  // --- manners

  copy(text, button, done) {
    const area = h("textarea", { class: "off", value: text, readonly: true });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    const before = button.textContent;
    button.textContent = done;
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  isDark() {
    return this.state.theme ? this.state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  toggleTheme() {
    this.set({ theme: this.isDark() ? "light" : "dark" });
  }

  applyTheme() {
    document.documentElement.dataset.theme = this.isDark() ? "dark" : "light";
  }

  retheme() {
    this.applyTheme();
    this.view.retheme();
  }

  resized() {
    if (this.state.view !== "graph") return;
    this.view.resize();
    if (!this.state.camera) this.view.fit();
  }

  /** Move the map by a key, and tell whether it is one that does. */
  steer(key) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (key === "+" || key === "=") this.view.zoom(1.3);
    else if (key === "-") this.view.zoom(1 / 1.3);
    else if (key in steps) {
      const [scale, x, y] = this.view.camera();
      this.view.setCamera([scale, x + (steps[key][0] * 80) / scale, y + (steps[key][1] * 80) / scale]);
      this.cameraMoved(this.view.camera());
    } else return false;
    return true;
  }

  key(event) {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Escape") {
      this.pathFrom = null;
      if (isTyping) event.target.blur();
      else if (this.state.path) this.set({ path: null });
      else if (this.state.node !== null || this.state.group !== null) this.select(null);
      return;
    }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === this.parts.canvas && this.steer(event.key)) event.preventDefault();
    else if (event.key === "/") {
      this.root.querySelector("#search").focus();
      event.preventDefault();
    } else if (event.key === "f") this.fit();
    else if (event.key in KEYS) this.set({ view: KEYS[event.key] });
    else if (event.target.getAttribute?.("role") === "tab" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const next = (VIEWS.indexOf(this.state.view) + (event.key === "ArrowRight" ? 1 : VIEWS.length - 1)) % VIEWS.length;
      this.set({ view: VIEWS[next] });
      this.root.querySelector(`#tab-${VIEWS[next]}`).focus();
    }
  }
}

new App(document.getElementById("app"), new Model(JSON.parse(document.getElementById("data").textContent)));
