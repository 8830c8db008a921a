// The application: holds the state, draws what it asks for, and keeps the address in step.

import { drawFilters, drawLegend, drawYears } from "./bar.js";
import { drawCharts } from "./charts.js";
import { h, show } from "./dom.js";
import { DIMENSIONS } from "./filter.js";
import { drawFrame } from "./frame.js";
import { drawTables } from "./grid.js";
import { onKey } from "./key.js";
import { canDrawLarge, LargeView } from "./large.js";
import { Model } from "./model.js";
import { makeNames } from "./name.js";
import { overview } from "./overview.js";
import { details, groupDetails } from "./panel.js";
import { drawReader, point } from "./reader.js";
import { makeSearch } from "./search.js";
import { isOpen, keptOf, openedFor, openGroups, pathOf, sceneOf, seenOf } from "./seen.js";
import { decode, encode, initial, VIEWS } from "./state.js";
import { boxAround, View } from "./view.js";

const NARROW = 560;
const FEW_REPORTS = 3;

class App {
  constructor(root, model) {
    this.root = root;
    this.model = model;
    this.search = (text) => (this.searcher ??= makeSearch(model.nodes))(text);
    this.pathFrom = null;
    this.message = "";
    this.sentence = null;
    this.isStill = false;
    this.order = null;
    this.rowText = "";
    this.isFramed = location.protocol === "about:";
    this.state = decode(location.hash.slice(1) || model.start, model, DIMENSIONS);
    if (!location.hash && !navigator.language.startsWith("zh")) this.state.language = "en";
    this.build();
    addEventListener("hashchange", () => this.restore());
    addEventListener("keydown", (event) => onKey(this, event));
    addEventListener("beforeprint", () => this.state.view === "table" && this.grid?.fill(true));
    addEventListener("afterprint", () => this.state.view === "table" && this.grid?.fill());
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
    const isNarrowed = this.state.filters !== before.filters || this.state.years !== before.years;
    const isNear = this.state.depth > 0 && this.state.depth !== before.depth;
    if (isNear && this.state.view === "graph") this.fitTo([...this.seen]);
    if (isNarrowed && this.state.node === null) this.refit();
    const isBack = this.state.view === "graph" && before.view !== "graph";
    if (isBack && this.isChosenAway && this.state.node !== null && !this.state.path) this.view.centre(this.state.node);
    if (isBack) this.isChosenAway = false;
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

  toggleGroup(group) {
    const open = new Set(openGroups(this.model, this.state, this.kept));
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
    this.isChosenAway = node !== null && this.state.view !== "graph";
    const open = node !== null && !this.isOpen(this.model.nodes[node].group)
      ? { open: openedFor(this.model, this.state, [node], this.kept) } : {};
    this.set({ node, group: null, ...(node === null ? { depth: 0 } : {}), ...open });
  }

  /** Select what was clicked in the text, which then stays where it is. */
  selectHere(node) {
    this.isStill = true;
    this.select(node);
    this.isStill = false;
  }

  picked(node) {
    const isEnd = this.pathFrom !== null;
    this.select(node);
    if (this.state.view === "graph" && !isEnd) this.view.centre(node);
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
    const path = pathOf(this.model, from, node);
    if (path) {
      this.set({ path: [from, node], node, group: null, depth: 0, open: openedFor(this.model, this.state, path, this.kept) });
      this.fitTo(path);
    } else {
      this.set({ node, group: null });
      this.message = this.words("no_path");
      drawFilters(this.parts.filters, this);
    }
  }

  isOpen(group) {
    return isOpen(this.model, this.state, group, this.kept);
  }

  // --- drawing

  build() {
    const { state, model } = this;
    this.name = makeNames(model.schema, state.language);
    this.words = this.name.words;
    document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
    this.parts = drawFrame(this);
    this.readerOf = null;
    this.applyTheme();
    const Drawing = model.drawn > model.network.limit && canDrawLarge() ? LargeView : View;
    document.documentElement.dataset.drawing = Drawing === View ? "vis" : "sigma";
    this.view = new Drawing(this.parts.canvas, model, {
      select: (node) => this.select(node),
      region: (group) => this.regionClicked(group),
      spot: ({ node, report }) => (node === undefined ? this.reportClicked(report) : this.picked(node)),
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

  /** Go near enough to a report that its sections can be read, and tell of it. */
  reportClicked(report) {
    this.set({ report, node: null, group: null, depth: 0 });
    this.view.fit(this.model.groups.filter((group) => group.report === report && group.box));
    this.cameraMoved(this.view.camera());
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

  /** Show some nodes in full. */
  fitTo(nodes) {
    this.view.fit([{ box: boxAround(nodes.map((node) => this.view.places[node])) }]);
    this.cameraMoved(this.view.camera());
  }

  /** Show the whole map, or where a narrow window could not show it the report that is told of. */
  firstFit() {
    const isNarrow = this.parts.canvas.clientWidth < NARROW && this.model.reports.length > FEW_REPORTS;
    if (isNarrow) this.view.fit(this.model.groups.filter((group) => group.report === this.report() && group.box));
    else this.view.fit();
  }

  /** Show the whole map, at once or when it is next looked at. */
  refit() {
    if (this.state.view === "graph") this.fit();
    else {
      this.state = { ...this.state, camera: null };
      this.isFitted = false;
    }
  }

  fit() {
    this.view.fit();
    this.state = { ...this.state, camera: null };
    this.remember(true);
  }

  draw(before) {
    const { state, parts } = this;
    this.kept = keptOf(this.model, state);
    this.keptDrawn = [...this.kept].filter((node) => !this.model.nodes[node].minor).length;
    Object.assign(this, seenOf(this.model, state, this.kept));
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
    else if (state.view === "table") drawTables(this);
    else if (state.view === "chart") drawCharts(this);
    else this.drawText(before);
    document.documentElement.dataset.ready ??= String(Math.round(performance.now()));
  }

  drawPanel(before) {
    const { state, parts } = this;
    const isNew = before === null || before.node !== state.node || before.group !== state.group || before.report !== state.report;
    const closer = h("button", { type: "button", class: "icon close", title: this.words("close"), "aria-label": this.words("close"), on: { click: () => this.select(null) } }, "×");
    if (state.node !== null) show(parts.panel, closer, details(this, state.node));
    else if (state.group !== null) show(parts.panel, closer, groupDetails(this, state.group));
    else if (isNew || !parts.panel.firstChild) show(parts.panel, overview(this));
    parts.panel.hidden = state.view === "table" && state.node === null && state.group === null; // a table needs the width
    parts.panel.classList.toggle("is-details", state.node !== null || state.group !== null);
    if (isNew) parts.panel.scrollTop = 0;
  }

  drawGraph() {
    drawLegend(this.parts.legend, this);
    drawYears(this.parts.years, this);
    const scene = sceneOf(this);
    const isShut = scene.regions.some((region) => !region.isOpen);
    this.parts.hint.textContent = this.words(isShut ? "map_hint_shut" : "map_hint_open");
    this.view.paint(scene);
    if (!this.isFitted && this.parts.canvas.clientWidth) {
      this.isFitted = true;
      this.view.resize();
      if (this.state.camera) this.view.setCamera(this.state.camera);
      else this.firstFit();
    }
  }

  /** The report that is read or told of at first: the chosen one, else the latest. */
  report() {
    return this.state.report ?? this.model.byYear[0];
  }

  drawText(before) {
    const { state, parts } = this;
    if (!this.model.reports.length) return;
    if (this.readerOf !== this.report()) {
      this.readerBody = drawReader(parts.views.text, this, this.report());
      this.readerOf = this.report();
    }
    const isSame = before?.view === "text" && before.node === state.node && before.report === state.report && this.sentence === null;
    if (!isSame) point(this.readerBody, { node: state.node, sentence: this.sentence, isStill: this.isStill });
  }

  // --- manners

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
    if (!this.state.camera) this.firstFit();
  }
}

new App(document.getElementById("app"), new Model(JSON.parse(document.getElementById("data").textContent)));
