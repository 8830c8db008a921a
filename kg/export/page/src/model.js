// The data of the page with indexes over it: who is tied to whom, what is said where. Knows no element.

/** Find the last index whose value, by `at`, is not above `wanted`; -1 where there is none. */
export function lastBelow(list, wanted, at) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(list[middle]) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export class Model {
  constructor(data) {
    Object.assign(this, data);
    this.index = new Map(this.nodes.map((node, number) => [node.id, number]));
    this.ties = this.nodes.map(() => []);
    this.edges.forEach((edge, number) => {
      this.ties[edge.source].push(number);
      if (edge.target !== edge.source) this.ties[edge.target].push(number);
    });
    this.mentionsOf = this.nodes.map(() => []);
    for (const mention of this.mentions) this.mentionsOf[mention[0]].push(mention);
    this.verdictOf = new Map(this.ledger.map((row) => [row.target, row]));
    this.drawn = this.nodes.filter((node) => !node.minor).length;
    this.years = [...new Set(this.reports.map((report) => report.year))].sort();
    this.manyRegions = new Set(this.reports.map((report) => report.region)).size > 1;
    this.members = this.groups.map(() => []);
    this.nodes.forEach((node, number) => this.members[node.group].push(number));
    this.weights = Float64Array.from(this.nodes, ({ weight }, node) => weight + this.ties[node].length); // how much it is tied to and spoken of
    this.ranked = this.members.map((members) => this.byRank(members));
    this.issuers = new Set(
      this.edges.filter((edge) => edge.type === "covers").map((edge) => edge.target),
    );
    const issuers = new Map(this.edges.filter((edge) => edge.type === "covers").map((edge) => [this.nodes[edge.source].id, edge.target]));
    this.issuerOf = this.reports.map((report) => issuers.get(report.id) ?? null);
    this.byYear = [...this.reports.keys()].sort((a, b) => this.reports[b].year - this.reports[a].year || a - b);
  }

  /** The place that a fact is of: its scope, else the issuer of its report; null where neither is known. */
  placeOf(node) {
    return this.ends(node).scope ?? this.issuerOf[this.nodes[node].at[0]];
  }

  /** The name of a node in a language: indicators have an English one too. */
  nameOf(node, language) {
    const { label, props } = this.nodes[node];
    return (language === "en" && props.label_en) || label;
  }

  /** Names of what stands in a group: projects first, then other entities, the most spoken of first. */
  byRank(members) {
    const projects = [];
    const others = [];
    for (const node of members) {
      const { type, minor } = this.nodes[node];
      if (type === "Project") projects.push(node);
      else if (!minor && (type === "Agency" || type === "Indicator" || type === "Place")) others.push(node);
    }
    const byWeight = (a, b) => this.weights[b] - this.weights[a] || a - b;
    return [...projects.sort(byWeight), ...others.sort(byWeight)];
  }

  /** Tell whether an edge says so little that it is drawn only beside a selected end. */
  isQuiet(edge) {
    if (edge.type === "scope" || edge.type === "covers" || edge.type === "follows") return true;
    return edge.basis === "inferred" && this.issuers.has(edge.target) && edge.type !== "answeredBy";
  }

  /** The index of the sentence that an offset stands in. */
  sentenceAt(report, offset) {
    return Math.max(0, lastBelow(this.reports[report].sentences, offset, (row) => row[0]));
  }

  sentenceText(report, sentence) {
    const [start, end] = this.reports[report].sentences[sentence];
    return this.reports[report].text.slice(start, end);
  }

  /** The headings over a sentence, the outermost first. */
  headings(report, sentence) {
    const { sections, sentences } = this.reports[report];
    const titles = [];
    let at = sentences[sentence][2];
    let depth = Infinity;
    while (at >= 0 && sections[at][2] > 0) {
      if (sections[at][2] < depth) {
        titles.unshift(sections[at][3]);
        depth = sections[at][2];
      }
      at -= 1;
    }
    return titles;
  }

  groupTitle(group, words, isShort = false) {
    const { report, section } = this.groups[group];
    if (report === null) return words("common");
    const title = this.reports[report].sections[section][3] || words("opening");
    if (this.reports.length < 2 || isShort) return title;
    return `${this.manyRegions ? `${this.reports[report].region} ` : ""}${this.reports[report].year} ${title}`;
  }

  /** The name of a report: whose and of which year, for titles are often no more than the kind; another kind's own title. */
  reportName(report, words) {
    const { kind, region, year, title } = this.reports[report];
    return kind === "report" || !title ? words("report_name", { r: region, y: year }) : title;
  }

  /** Every sentence that speaks of a node: report, sentence, and the spans in the text that do. */
  evidence(node) {
    const found = new Map();
    const add = (report, sentence, span) => {
      const key = `${report}:${sentence}`;
      if (!found.has(key)) found.set(key, { report, sentence, spans: [] });
      const spans = found.get(key).spans;
      if (span && !spans.some(([start, end]) => start === span[0] && end === span[1])) spans.push(span);
    };
    const own = this.nodes[node].at;
    if (own) add(own[0], this.sentenceAt(own[0], own[1]), [own[1], own[2]]);
    for (const [, report, start, end] of this.mentionsOf[node]) {
      add(report, this.sentenceAt(report, start), [start, end]);
    }
    if (this.nodes[node].type === "Indicator") {
      for (const number of this.ties[node]) {
        const at = this.nodes[this.edges[number].source].at;
        if (at) add(at[0], this.sentenceAt(at[0], at[1]), [at[1], at[2]]);
      }
    }
    return [...found.values()].sort((a, b) => a.report - b.report || a.sentence - b.sentence);
  }

  /** The facts of a node: its edges with the node at the other end, the fuller kinds first. */
  facts(node) {
    return this.ties[node].map((number) => {
      const edge = this.edges[number];
      const isOut = edge.source === node;
      return { edge, isOut, other: isOut ? edge.target : edge.source };
    });
  }

  /** The nodes within `depth` steps of some nodes, over edges that `follows` accepts. */
  around(starts, depth, follows = () => true) {
    const found = new Set(starts);
    let border = [...starts];
    for (let step = 0; step < depth; step += 1) {
      const next = [];
      for (const node of border) {
        for (const number of this.ties[node]) {
          const edge = this.edges[number];
          if (!follows(edge)) continue;
          const other = edge.source === node ? edge.target : edge.source;
          if (!found.has(other)) {
            found.add(other);
            next.push(other);
          }
        }
      }
      border = next;
    }
    return found;
  }

  /** A shortest path between two nodes, both included; null where there is none. */
  path(from, to, follows = () => true) {
    const before = new Map([[from, null]]);
    let border = [from];
    while (border.length && !before.has(to)) {
      const next = [];
      for (const node of border) {
        for (const number of this.ties[node]) {
          const edge = this.edges[number];
          if (!follows(edge)) continue;
          const other = edge.source === node ? edge.target : edge.source;
          if (before.has(other)) continue;
          before.set(other, node);
          next.push(other);
        }
      }
      border = next;
    }
    if (!before.has(to)) return null;
    const path = [];
    for (let node = to; node !== null; node = before.get(node)) path.unshift(node);
    return path;
  }

  /** What a figure is about: its indicator, subject and scope, as node numbers or null. */
  ends(node) {
    const ends = { indicator: null, subject: null, scope: null };
    for (const number of this.ties[node]) {
      const edge = this.edges[number];
      if (edge.source !== node) continue;
      if (edge.type === "hasIndicator") ends.indicator = edge.target;
      if (edge.type === "about") ends.subject = edge.target;
      if (edge.type === "scope") ends.scope = edge.target;
    }
    return ends;
  }

  /** A fact as it is cited: quote, report, section, date. */
  citation(report, sentence, words) {
    const place = this.headings(report, sentence).join(" / ");
    const when = this.reports[report].delivered;
    return `“${this.sentenceText(report, sentence)}”${words("cited_as", { c: [this.reportName(report, words), place, when].filter(Boolean).join(words("comma")) })}`;
  }
}
