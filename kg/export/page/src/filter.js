// Which nodes pass the filters. A filter is {dim, value}: values of one dimension are alternatives,
// dimensions must all hold. A node that lacks a fact's dimension passes where it is tied to a fact that passes.

export const DIMENSIONS = [
  "type", "subtype", "relation", "year", "period", "place", "section", "status", "op", "stage", "verdict", "basis", "probability",
];

const OF_FACTS = new Set(["period", "op", "status", "stage", "verdict", "basis", "probability"]);

function probabilities(model, node) {
  const own = model.nodes[node].props.probability;
  if (own !== undefined) return [Number(own)];
  return model.mentionsOf[node].map((row) => row[5]).filter((value) => value !== null);
}

/** The years that a fact is about. */
function yearsOf({ period_start: start, period_end: end }) {
  if (!start) return [];
  const [from, to] = [start, end].map((text) => Number(text.slice(0, 4)));
  return Array.from({ length: to - from + 1 }, (_, at) => String(from + at));
}

/** The values that a node has in a dimension. */
export function valuesOf(model, node, dim) {
  const { type, years, group, props } = model.nodes[node];
  switch (dim) {
    case "type": return [type];
    case "subtype": return props.subtype ? [`${type}:${props.subtype}`] : [];
    case "relation": return [...new Set(model.ties[node].map((number) => model.edges[number].type))];
    case "year": return years.map(String);
    case "period": return yearsOf(props);
    case "section": return [String(group)];
    case "op": return props.op ? [props.op] : [];
    case "status": return props.status ? [props.status] : [];
    case "stage": return [props.stage, props.reached].filter(Boolean);
    case "verdict": {
      const row = model.verdictOf.get(node);
      return row ? [row.verdict] : [];
    }
    case "basis": return props.basis ? [props.basis] : [];
    case "place": {
      const places = model.ties[node]
        .map((number) => model.edges[number])
        .filter((edge) => edge.source === node && ["locatedIn", "scope", "partOf", "about", "connects"].includes(edge.type))
        .map((edge) => edge.target)
        .filter((target) => model.nodes[target].type === "Place");
      if (type === "Place") places.push(node);
      return places.map((target) => model.nodes[target].id);
    }
    default: throw new Error(`no dimension ${dim}`);
  }
}

function accepts(model, node, dim, wanted) {
  if (dim === "probability") {
    const limit = Math.min(...[...wanted].map(Number));
    const values = probabilities(model, node);
    return values.length ? Math.max(...values) >= limit : null;
  }
  const values = valuesOf(model, node, dim);
  if (!values.length && OF_FACTS.has(dim)) return null;
  return values.some((value) => wanted.has(value));
}

/** Group filters by dimension. */
export function byDimension(filters) {
  const groups = new Map();
  for (const { dim, value } of filters) {
    if (!groups.has(dim)) groups.set(dim, new Set());
    groups.get(dim).add(value);
  }
  return groups;
}

/** Return the set of node numbers that pass every filter. */
export function passing(model, filters) {
  let kept = new Set(model.nodes.keys());
  for (const [dim, wanted] of byDimension(filters)) {
    const verdicts = model.nodes.map((_, node) => accepts(model, node, dim, wanted));
    const isTied = (node) =>
      model.ties[node].some((number) => {
        const edge = model.edges[number];
        return verdicts[edge.source === node ? edge.target : edge.source] === true;
      });
    kept = new Set(
      [...kept].filter((node) => verdicts[node] === true || (verdicts[node] === null && (dim === "probability" || isTied(node)))),
    );
  }
  return kept;
}

/** Every value of a dimension with how many nodes have it, the most frequent first. */
export function choices(model, dim) {
  if (dim === "probability") return [["0.5", 0], ["0.7", 0], ["0.9", 0]];
  const counts = new Map();
  for (const node of model.nodes.keys()) {
    for (const value of valuesOf(model, node, dim)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
