// The reading view: a report's whole text, with every mention, figure and unused number marked.

import { h, show } from "./dom.js";

/** Choose marks that do not overlap, the longer first: [{start, end, node | null, kind}] in order. */
export function marksOf(model, report) {
  const all = [];
  for (const [node, at, start, end] of model.mentions) {
    if (at === report) all.push({ start, end, node, kind: model.nodes[node].type });
  }
  model.nodes.forEach((node, number) => {
    if (node.at && node.at[0] === report) all.push({ start: node.at[1], end: node.at[2], node: number, kind: node.type });
  });
  for (const [at, start, end, reason] of model.residue) {
    if (at === report) all.push({ start, end, node: null, kind: reason });
  }
  all.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept = [];
  const taken = new Set();
  for (const mark of all) {
    let isFree = true;
    for (let at = mark.start; at < mark.end && isFree; at += 1) isFree = !taken.has(at);
    if (!isFree) continue;
    for (let at = mark.start; at < mark.end; at += 1) taken.add(at);
    kept.push(mark);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function sentenceElement(app, report, sentence, marks) {
  const { text, sentences } = app.model.reports[report];
  const [start, end] = sentences[sentence];
  const parts = [];
  let at = start;
  for (const mark of marks) {
    if (mark.start > at) parts.push(text.slice(at, mark.start));
    const words = text.slice(mark.start, mark.end);
    parts.push(mark.node === null
      ? h("span", { class: "residue-mark", title: `${app.words("residue_mark")}${app.words(`residue.${mark.kind}`)}` }, words)
      : h("span", { class: `mark ${mark.kind}`, role: "button", tabindex: "0", data: { node: String(mark.node) } }, words));
    at = mark.end;
  }
  if (at < end) parts.push(text.slice(at, end));
  return h("span", { class: "sentence", data: { sentence: String(sentence) } }, parts);
}

/** Draw the text of a report. */
export function drawReader(host, app, report) {
  const { model, words } = app;
  const { text, sections, sentences } = model.reports[report];
  const title = model.reportName(report, words);
  const marks = marksOf(model, report);
  const headings = new Map(sections.map((section, number) => [section[0], [number, section]]).filter(([, [, section]]) => section[2] > 0));
  const body = h("div", { class: "reader-text", lang: "zh", dir: "auto", tabindex: "0", role: "document", "aria-label": title }, h("h2", {}, title));
  const pick = ({ target }) => target.closest(".mark") && app.selectHere(Number(target.closest(".mark").dataset.node));
  body.addEventListener("click", pick);
  body.addEventListener("keydown", (event) => event.key === "Enter" && pick(event));
  let paragraph = null;
  let cursor = 0;
  let last = 0;
  sentences.forEach(([start, end], number) => {
    const own = [];
    while (cursor < marks.length && marks[cursor].start < end) {
      if (marks[cursor].start >= start && marks[cursor].end <= end) own.push(marks[cursor]);
      cursor += 1;
    }
    const element = sentenceElement(app, report, number, own);
    const heading = headings.get(start);
    if (heading) {
      body.append(h(`h${Math.min(5, heading[1][2] + 2)}`, { id: `section-${heading[0]}` }, element));
      paragraph = null;
    } else {
      if (paragraph === null || text.slice(last, start).includes("\n")) {
        paragraph = h("p");
        body.append(paragraph);
      }
      paragraph.append(element);
    }
    last = end;
  });
  const contents = h("nav", { class: "contents", "aria-label": words("contents") },
    model.reports.length > 1 && h("select", { "aria-label": words("report"), on: { change: (event) => app.set({ report: Number(event.target.value) }) } },
      model.byYear.map((number) => h("option", { value: String(number), selected: number === report }, model.reportName(number, words)))),
    h("ol", {}, sections.map((section, number) => section[2] > 0 && h("li", { class: `depth-${section[2]}` },
      h("button", { type: "button", class: "link", on: { click: () => body.querySelector(`#section-${number}`)?.scrollIntoView({ block: "start" }) } }, section[3])))));
  show(host, h("div", { class: "reader" }, contents, body));
  return body;
}

/** Mark the mentions of the selected node, and bring a sentence, or the first mention, into sight. */
export function point(body, { node, sentence, isStill }) {
  for (const mark of body.querySelectorAll(".mark.is-on")) mark.classList.remove("is-on");
  for (const element of body.querySelectorAll(".sentence.is-on")) element.classList.remove("is-on");
  const marks = node === null ? [] : [...body.querySelectorAll(`.mark[data-node="${node}"]`)];
  for (const mark of marks) mark.classList.add("is-on");
  const target = sentence === null ? marks[0] : body.querySelector(`[data-sentence="${sentence}"]`);
  if (sentence !== null) target?.classList.add("is-on");
  if (!isStill) target?.scrollIntoView({ block: "center" });
}
