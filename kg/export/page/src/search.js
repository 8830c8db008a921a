// Finds nodes by name, alias or pinyin initials. Pure.

/** Fold full-width letters, case and blanks, so that what looks alike is alike. */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

const FACTS = new Set(["Target", "Outcome", "Milestone"]);

function rank(entry, wanted) {
  let best = 0;
  for (const name of entry.names) {
    const at = name.indexOf(wanted);
    if (at < 0) continue;
    best = Math.max(best, name === wanted ? 100 : at === 0 ? 80 : 60);
  }
  if (!best && /^[a-z0-9]{2,}$/.test(wanted)) {
    const at = entry.initials.indexOf(wanted);
    if (at >= 0) best = entry.initials === wanted ? 50 : at === 0 ? 40 : 20;
  }
  if (!best) return 0;
  return best + Math.min(9, Math.log2(1 + entry.weight)) - (entry.isFact ? 15 : 0);
}

/** Return the function that finds nodes: text and a limit to node numbers, the best first. */
export function makeSearch(nodes) {
  const entries = nodes.map((node) => ({
    names: [node.label, ...(node.aliases ?? []), node.props.label_en ?? "", node.type === "Indicator" ? node.id : ""].map(fold).filter(Boolean),
    initials: node.initials,
    weight: node.weight,
    isFact: FACTS.has(node.type),
  }));
  return (text, limit = 30) => {
    const wanted = fold(text);
    if (!wanted) return [];
    const found = [];
    entries.forEach((entry, number) => {
      const score = rank(entry, wanted);
      if (score > 0) found.push([score, number]);
    });
    found.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    return found.slice(0, limit).map(([, number]) => number);
  };
}
