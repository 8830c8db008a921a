// What of the model is seen in a state: which nodes pass, which groups are open, what the map shows. Pure.

import { passing } from "./filter.js";

/** Tell whether all groups of a page are open when it is opened. */
export function opensAtOnce(model) {
  return model.drawn <= model.network.limit;
}

/** Tell whether a group is open; that of the selected node always is. */
export function isOpen(model, state, group) {
  if (state.node !== null && model.nodes[state.node].group === group) return true;
  return state.open === null ? opensAtOnce(model) : state.open.includes(group);
}

/** The groups that are open, whatever is selected. */
export function openGroups(model, state) {
  return state.open ?? (opensAtOnce(model) ? model.groups.map((_, group) => group) : []);
}

/** What `open` of a state becomes so that some nodes are to be seen. */
export function openedFor(model, state, nodes) {
  if (opensAtOnce(model) && state.open === null) return null;
  return [...new Set([...openGroups(model, state), ...nodes.map((node) => model.nodes[node].group)])].sort((a, b) => a - b);
}

/** A shortest path, over edges that say something where there is one; null where there is none. */
export function pathOf(model, from, to) {
  return model.path(from, to, (edge) => !model.isQuiet(edge)) ?? model.path(from, to);
}

/** The nodes that pass the filters and the years. */
export function keptOf(model, state) {
  const kept = passing(model, state.filters);
  if (!state.years) return kept;
  const [from, to] = state.years;
  return new Set([...kept].filter((node) => {
    const { years } = model.nodes[node];
    return !years.length || years.some((year) => year >= from && year <= to);
  }));
}

/** What is to be seen of the nodes that are kept: {seen, focus}; a focus of null means everything. */
export function seenOf(model, state, kept) {
  const around = state.node !== null && state.depth ? model.around([state.node], state.depth, (edge) => !model.isQuiet(edge)) : null;
  const seen = new Set([...kept].filter((node) => {
    const { type, group, minor } = model.nodes[node];
    return (!minor || node === state.node) && !state.hidden.includes(type) && isOpen(model, state, group) && (around === null || around.has(node));
  }));
  const path = state.path ? pathOf(model, ...state.path) : null;
  for (const node of path ?? []) seen.add(node);
  return { seen, focus: path ? new Set(path) : state.node === null ? null : model.around([state.node], 1) };
}

/** What a view draws. */
export function sceneOf({ model, state, kept, seen, focus, words, name }) {
  const isFiltered = kept.size < model.nodes.length;
  const only = new Set(state.filters.filter((each) => each.dim === "relation").map((each) => each.value));
  const regions = [];
  model.groups.forEach((group, number) => {
    if (!group.box) return;
    const inside = isFiltered ? model.members[number].filter((node) => kept.has(node)) : model.members[number];
    if (isFiltered && !inside.length) return;
    const isShown = isOpen(model, state, number);
    regions.push({
      group: number, box: group.box, title: model.groupTitle(number, words, true), note: isShown ? "" : note(model, name, inside),
      isOpen: isShown, isOn: state.group === number, isFaint: false,
    });
  });
  return {
    seen, focus, selected: state.node, regions, heads: headsOf(model, regions),
    edgeSeen: (edge) => !state.hidden.includes(edge.type) && (!only.size || only.has(edge.type)),
  };
}

/** The year, and with several issuers the region, over the columns of each report. */
function headsOf(model, regions) {
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

function note(model, name, nodes) {
  const counts = new Map();
  for (const node of nodes) counts.set(model.nodes[node].type, (counts.get(model.nodes[node].type) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([type, count]) => `${name.type(type)} ${count}`).join(" · ");
}

/**
 * The node to go to from a place of the map; null where there is none. With a step [x, y] it is that neighbour of
 * the selected node which lies most in its direction; without one, whatever is nearest to the place.
 */
export function toward({ model, state, seen }, places, [x, y], step) {
  const all = step === null ? seen : [...model.around([state.node], 1)].filter((node) => node !== state.node && seen.has(node));
  let best = [Infinity, null];
  for (const node of all) {
    const [right, down] = [places[node][0] - x, places[node][1] - y];
    const far = Math.hypot(right, down);
    const share = step === null ? 1 : (right * step[0] + down * step[1]) / (far || 1);
    if (share < 0.38) continue;
    const cost = far / share;
    if (cost < best[0] || (cost === best[0] && node < best[1])) best = [cost, node];
  }
  return best[1];
}
