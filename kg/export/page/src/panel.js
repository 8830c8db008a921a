// The panel beside the views: details of what is selected, or of a section.

import { h } from "./dom.js";
import { sentenceCard } from "./evidence.js";
import { pathOf } from "./seen.js";

const FACTS = new Set(["Target", "Outcome", "Milestone"]);
const HIDDEN = new Set(["sha256", "section_id", "rule", "value_text", "quote"]);
const FIRST = 12;
const ORDER = ["answeredBy", "hasMilestone", "about", "hasIndicator", "responsibleFor", "participatesIn", "connects", "cooperatesWith", "locatedIn", "partOf", "scope", "covers", "follows"];

/** A link to a node, with the colour of its type. */
export function nodeLink(app, node, more = null) {
  const { type, label } = app.model.nodes[node];
  return h("button", { type: "button", class: "node-link", data: { node: String(node) }, on: { click: () => app.picked(node) } },
    h("i", { class: `dot ${type}`, "aria-hidden": "true" }), h("span", { dir: "auto" }, label), more);
}

/** A link to a fact: what it is about, unless that is the node in the panel, and its line. */
function factLink(app, node, edge) {
  const { type, label, props } = app.model.nodes[node];
  const title = type === "Milestone" || edge.type === "hasIndicator" ? "" : props.indicator_text ?? label;
  return h("button", { type: "button", class: "node-link", data: { node: String(node) }, on: { click: () => app.picked(node) } },
    h("i", { class: `dot ${type}`, "aria-hidden": "true" }), title && h("span", { dir: "auto" }, title), factLine(app, node));
}

function shortened(app, items, draw) {
  const list = h("div", { class: "list" }, items.slice(0, FIRST).map(draw));
  if (items.length > FIRST) {
    const more = h("button", { type: "button", class: "link more" }, app.words("more", { n: items.length - FIRST }));
    more.addEventListener("click", () => more.replaceWith(...items.slice(FIRST).map(draw)));
    list.append(more);
  }
  return list;
}

function block(title, count, ...content) {
  return h("section", { class: "block" }, h("h3", {}, title, count !== null && h("span", { class: "count" }, count)), content);
}

function periodOf(props) {
  const { period_start: start, period_end: end } = props;
  return !start ? "" : start === end ? start : `${start}–${end}`;
}

const SIGNS = { ge: "≥ ", gt: "> ", le: "≤ ", lt: "< ", approx: "≈ ", eq: "", range: "" };

/** A figure or a stage in one line: what is said, how it is bounded, and, unless `isShort`, when and of which status. */
export function factLine(app, node, isShort = false) {
  const { type, props } = app.model.nodes[node];
  const { name } = app;
  const row = app.model.verdictOf.get(node);
  const isStage = type === "Milestone";
  const kind = isStage ? "" : ["amount", "rate"].includes(props.kind) && isShort ? "" : name.code("ValueKind", props.kind);
  const place = app.model.manyRegions && !isShort ? app.model.placeOf(node) : null;
  const more = isShort ? [] : [place === null ? "" : app.model.nodes[place].label, periodOf(props), name.code("Status", props.status)];
  return h("span", { class: "fact-line" },
    kind && h("span", { class: "soft" }, kind),
    h("b", { title: isStage ? null : name.code("Operator", props.op) }, isStage ? name.code("Stage", props.stage) : `${SIGNS[props.op]}${props.value_text}`),
    isStage && h("span", { dir: "auto" }, `“${props.quote}”`),
    more.some(Boolean) && h("span", { class: "soft" }, more.filter(Boolean).join(" · ")),
    row && row.verdict !== "pending" && h("span", { class: `verdict ${row.verdict}` }, name.code("Verdict", row.verdict)));
}

function attributes(app, node) {
  const { type, props } = app.model.nodes[node];
  const rows = Object.entries(props).filter(([key]) => !HIDDEN.has(key));
  if (!rows.length) return null;
  return h("dl", { class: "attributes" }, rows.map(([key, value]) => [
    h("dt", {}, app.name.property(type, key)), h("dd", { dir: "auto" }, app.name.value(type, key, value))]));
}

function relations(app, node) {
  const groups = new Map();
  for (const fact of app.model.facts(node)) {
    const key = `${fact.edge.type}:${fact.isOut}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(fact);
  }
  const rank = ([{ edge }]) => ORDER.indexOf(edge.type);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b)).map((facts) => {
    const [{ edge, isOut }] = facts;
    const arrow = isOut ? "" : "← ";
    return block(`${arrow}${app.name.edge(edge.type)}`, facts.length, shortened(app, facts, (fact) => relation(app, fact)));
  });
}

function relation(app, { edge, other }) {
  const { model, words, name } = app;
  const isFact = FACTS.has(model.nodes[other].type);
  const basis = edge.basis === "inferred" ? h("span", { class: "basis", title: edge.rule }, words("inferred")) : null;
  const chance = edge.probability === undefined ? null : h("span", { class: "soft", title: words("probability") }, `${Math.round(edge.probability * 100)}%`);
  const verdict = edge.verdict ? h("span", { class: `verdict ${edge.verdict}` }, name.code("Verdict", edge.verdict)) : null;
  const row = h("div", { class: "relation" }, isFact ? factLink(app, other, edge) : nodeLink(app, other), verdict, basis, chance);
  if (!edge.evidence.length || isFact) return row;
  const open = h("button", { type: "button", class: "link", "aria-expanded": "false" }, words("sentence_count", { n: edge.evidence.length }));
  open.addEventListener("click", () => {
    const isOpen = open.getAttribute("aria-expanded") === "true";
    open.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) row.querySelectorAll(".evidence").forEach((card) => card.remove());
    else row.append(...edge.evidence.map(([report, sentence]) => sentenceCard(app, { report, sentence, spans: spansIn(app, report, sentence, [edge.source, edge.target]) })));
  });
  row.append(open);
  return row;
}

function spansIn(app, report, sentence, nodes) {
  return nodes.flatMap((node) => app.model.evidence(node))
    .filter((place) => place.report === report && place.sentence === sentence)
    .flatMap((place) => place.spans);
}

function actions(app, node) {
  const { words, state } = app;
  const button = (text, click, pressed = null) => h("button", { type: "button", class: "chip", "aria-pressed": pressed, on: { click } }, text);
  return h("div", { class: "actions" },
    button(words("open_graph"), () => app.showInGraph(node)),
    button(words("path_from"), () => app.beginPath(node)),
    h("span", { class: "seg depths", role: "group", "aria-label": words("neighbourhood") }, h("span", { class: "soft", "aria-hidden": "true" }, words("neighbourhood")),
      [0, 1, 2, 3].map((depth) => button(depth ? words("depth", { n: depth }) : words("everything"), () => app.set({ depth, path: null }), String(state.depth === depth)))));
}

/** Draw the details of a node. */
export function details(app, node) {
  const { model, words, name } = app;
  const { type, label, aliases, props } = model.nodes[node];
  const places = model.evidence(node);
  return h("article", { class: "details" },
    h("header", {},
      h("p", { class: "kind" }, h("i", { class: `dot ${type}`, "aria-hidden": "true" }), [name.type(type), name.subtype(type, props.subtype)].filter(Boolean).join(" · ")),
      h("h2", { dir: "auto" }, label),
      FACTS.has(type) && h("p", {}, factLine(app, node)),
      aliases && h("p", { class: "soft", dir: "auto" }, `${words("aliases")} ${aliases.join("、")}`)),
    actions(app, node),
    app.state.path && pathBlock(app),
    places.length > 0 && evidenceBlock(app, places),
    relations(app, node),
    block(words("attributes"), null, attributes(app, node)));
}

/** The path step by step: the nodes, and between two of them how they are tied. */
function pathBlock(app) {
  const { model, words, name } = app;
  const path = pathOf(model, ...app.state.path) ?? [];
  const between = (a, b) => model.facts(a).find(({ other }) => other === b);
  return block(words("path"), path.length - 1, h("ol", { class: "path" }, path.map((node, at) => {
    const tie = at ? between(path[at - 1], node) : null;
    return h("li", {}, tie && h("span", { class: "soft" }, `${tie.isOut ? "↓" : "↑"} ${name.edge(tie.edge.type)}`), nodeLink(app, node));
  })));
}

function evidenceBlock(app, places) {
  const { words } = app;
  const list = shortened(app, places, (place) => sentenceCard(app, place));
  const step = (by) => {
    app.mention = (((app.mention ?? -1) + by) % places.length + places.length) % places.length;
    const { report, sentence } = places[app.mention];
    app.openText(report, sentence);
  };
  const tools = places.length > 1 && h("span", { class: "steps" },
    h("button", { type: "button", class: "icon", "aria-label": words("previous"), title: words("previous"), on: { click: () => step(-1) } }, "‹"),
    h("button", { type: "button", class: "icon", "aria-label": words("next"), title: words("next"), on: { click: () => step(1) } }, "›"));
  return h("section", { class: "block" }, h("h3", {}, words("sentences"), h("span", { class: "count" }, places.length), tools), list);
}

/** Draw what a section holds. */
export function groupDetails(app, group) {
  const { model, words, name } = app;
  const byType = new Map();
  for (const node of model.members[group]) {
    const { type } = model.nodes[node];
    if (!byType.has(type)) byType.set(type, []);
    byType.get(type).push(node);
  }
  const { report, section } = model.groups[group];
  const isOpen = app.isOpen(group);
  return h("article", { class: "details" },
    h("header", {}, h("p", { class: "kind" }, words("section")), h("h2", { dir: "auto" }, model.groupTitle(group, words))),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "chip", on: { click: () => app.toggleGroup(group) } }, words(isOpen ? "shut" : "open")),
      report !== null && h("button", { type: "button", class: "chip", on: { click: () => app.openText(report, app.firstSentence(report, section)) } }, words("open_text")),
      h("button", { type: "button", class: "chip", on: { click: () => app.addFilter("section", String(group)) } }, words("add_filter"))),
    [...byType].map(([type, nodes]) => block(name.type(type), nodes.length,
      shortened(app, nodes, (node) => h("div", { class: "relation" }, FACTS.has(type) ? factLink(app, node, { type: "inSection" }) : nodeLink(app, node))))));
}
