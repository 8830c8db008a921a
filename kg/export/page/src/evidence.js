// A sentence as evidence: in full, its quote marked, with where it stands and what can be done with it.

import { copyText, h } from "./dom.js";

/** Cut a sentence into marked and plain pieces; spans are offsets into the report's text. */
export function pieces(text, start, spans) {
  const parts = [];
  let at = 0;
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const [left, right] = [Math.max(at, from - start), Math.min(text.length, to - start)];
    if (right <= left) continue;
    if (left > at) parts.push([text.slice(at, left), false]);
    parts.push([text.slice(left, right), true]);
    at = right;
  }
  if (at < text.length) parts.push([text.slice(at), false]);
  return parts;
}

/** Make the card of a sentence. */
export function sentenceCard(app, { report, sentence, spans }) {
  const { model, words } = app;
  const text = model.sentenceText(report, sentence);
  const [start] = model.reports[report].sentences[sentence];
  const heading = model.headings(report, sentence).join(" / ");
  const cite = h("button", { type: "button", class: "link" }, words("cite"));
  cite.addEventListener("click", () => copyText(model.citation(report, sentence, words), cite, words("cited")));
  return h("figure", { class: "evidence", data: { sentence: `${report}:${sentence}` } },
    h("blockquote", { dir: "auto" }, pieces(text, start, spans).map(([piece, isMarked]) => (isMarked ? h("mark", {}, piece) : piece))),
    h("figcaption", {},
      h("span", { class: "where", dir: "auto" }, [model.reportName(report, words), heading].filter(Boolean).join(" · ")),
      h("span", { class: "tools" }, h("button", { type: "button", class: "link", on: { click: () => app.openText(report, sentence) } }, words("open_text")), cite)));
}
