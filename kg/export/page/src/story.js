// What a report says at a glance: its headline figures, what became of the year before, who is tied to most. Pure.

const WEIGHT = { growth: 3, rate: 2, amount: 1 };
const YEAR = /^\d{4}$/;

/** Tell whether a fact is of whole years, or of no time that is said. */
export function isOfYears({ period_start: start, period_end: end }) {
  return !start || (YEAR.test(start) && YEAR.test(end));
}

export const VERDICTS = ["missed", "met", "reported", "not_reported"];

/** The headline figures of a report: core indicators about the whole place, each once, in the order of the text;
 * of several for one indicator that of the year that the report plans, or looks back on, before one of a term. */
export function headlines(model, type, report) {
  const found = new Map();
  const year = String(model.reports[report].year - Number(type === "Outcome"));
  const isOwn = ({ period_start: start, period_end: end }) => [start, end].every((time) => time?.startsWith(year));
  const score = (node) => (isOwn(node.props) ? 8 : 0) + (isOfYears(node.props) ? 4 : 0) + (WEIGHT[node.props.kind] ?? 0) - node.at[1] / 1e7;
  model.nodes.forEach((node, number) => {
    if (node.type !== type || node.at[0] !== report) return;
    const { indicator, subject, scope } = model.ends(number);
    if (indicator === null || !model.nodes[indicator].props.is_core || subject !== null) return;
    if (scope !== null && model.issuers.size && !model.issuers.has(scope)) return;
    const best = found.get(indicator);
    if (best === undefined || score(node) > score(model.nodes[best])) found.set(indicator, number);
  });
  return [...found.values()].sort((a, b) => model.nodes[a].at[1] - model.nodes[b].at[1]);
}

/** How many nodes of a type a report speaks of. */
export function countIn(model, type, report) {
  let count = 0;
  model.nodes.forEach((node, number) => {
    if (node.type !== type) return;
    count += Number(node.at ? node.at[0] === report : model.mentionsOf[number].some((mention) => mention[1] === report));
  });
  return count;
}

/** The projects of a report, or of all of them with null, that have most ties and mentions: [[node, weight]]. */
export function connected(model, report, count = 10) {
  const weight = (node) => model.ties[node].filter((number) => !model.isQuiet(model.edges[number])).length + model.nodes[node].weight;
  return [...model.nodes.keys()]
    .filter((node) => model.nodes[node].type === "Project" && (report === null || model.mentionsOf[node].some((mention) => mention[1] === report)))
    .map((node) => [node, weight(node)]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, count);
}

/** The rows of the ledger that a report decides: those of its place for the year before. */
export function decided(model, report) {
  const { year } = model.reports[report];
  const place = model.issuerOf[report];
  return model.ledger.filter((row) => row.verdict !== "pending" && row.year === year - 1 && (place === null || row.place === place));
}

/** How often each verdict was given, by year, for the place of a report: [{year, counts: Map, total}]. */
export function verdictsByYear(model, report) {
  const years = new Map();
  for (const row of model.ledger) {
    if (row.verdict === "pending" || (model.issuerOf[report] !== null && row.place !== model.issuerOf[report])) continue;
    if (!years.has(row.year)) years.set(row.year, { year: row.year, counts: new Map(), total: 0 });
    const each = years.get(row.year);
    each.counts.set(row.verdict, (each.counts.get(row.verdict) ?? 0) + 1);
    each.total += 1;
  }
  return [...years.values()].sort((a, b) => a.year - b.year);
}

/** Targets paired with an outcome, those of core indicators first, missed before met before not comparable. */
export function compared(model, rows) {
  const isCore = (row) => Number(Boolean(model.nodes[row.indicator].props.is_core));
  return rows.filter((row) => row.outcome !== null).sort((a, b) =>
    isCore(b) - isCore(a) || VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict)
    || model.nodes[b.indicator].weight - model.nodes[a.indicator].weight || model.nodes[a.target].at[1] - model.nodes[b.target].at[1]);
}

/** What a report no longer speaks of though the one before did: targets, the core ones first, and projects. */
export function dropped(model, report) {
  const { year, region } = model.reports[report];
  const isCore = (node) => Number(Boolean(model.nodes[model.ends(node).indicator]?.props.is_core));
  const targets = decided(model, report).filter((row) => row.verdict === "not_reported").map((row) => row.target);
  targets.sort((a, b) => isCore(b) - isCore(a) || model.nodes[a].at[1] - model.nodes[b].at[1]);
  const before = new Set(model.reports.flatMap((each, number) => (each.region === region && each.year === year - 1 ? [number] : [])));
  const projects = [...model.nodes.keys()].filter((node) => {
    const { props } = model.nodes[node];
    return props.is_silent && props.last_year === year - 1 && model.mentionsOf[node].some((mention) => before.has(mention[1]));
  });
  projects.sort((a, b) => model.nodes[b].weight - model.nodes[a].weight || a - b);
  return { targets, projects };
}
