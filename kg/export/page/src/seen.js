// What of the model is seen in a state: which nodes pass, which groups are open, what the map shows. Pure.

import { passing } from "./filter.js";

/** Tell whether all groups are open unless the reader says otherwise: where few enough nodes are left to draw. */
export function opensAtOnce(model, kept) {
  return (kept?.size ?? model.drawn) <= model.network.limit || model.drawn <= model.network.limit;
}

/** Tell whether a group is open; that of the selected node always is. `kept` are the nodes that pass the filters. */
export function isOpen(model, state, group, kept) {
  if (state.node !== null && model.nodes[state.node].group === group) return true;
  return state.open === null ? opensAtOnce(model, kept) : state.open.includes(group);
}

/** The groups that are open, whatever is selected. */
export function openGroups(model, state, kept) {
  return state.open ?? (opensAtOnce(model, kept) ? model.groups.map((_, group) => group) : []);
}

/** What `open` of a state becomes so that some nodes are to be seen. */
export function openedFor(model, state, nodes, kept) {
  if (opensAtOnce(model, kept) && state.open === null) return null;
  return [...new Set([...openGroups(model, state, kept), ...nodes.map((node) => model.nodes[node].group)])].sort((a, b) => a - b);
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
    return (!minor || node === state.node) && !state.hidden.includes(type) && isOpen(model, state, group, kept) && (around === null || around.has(node));
  }));
  const path = state.path ? pathOf(model, ...state.path) : null;
  for (const node of path ?? []) seen.add(node);
  return { seen, path, focus: path ? new Set(path) : state.node === null ? null : around ?? model.around([state.node], 1) };
}

/** What a view draws. */
export function sceneOf({ model, state, kept, seen, focus, path, words, name }) {
  const isFiltered = kept.size < model.nodes.length;
  const only = new Set(state.filters.filter((each) => each.dim === "relation").map((each) => each.value));
  const near = state.node !== null && state.depth ? new Set([...seen].map((node) => model.nodes[node].group)) : null;
  const regions = [];
  model.groups.forEach((group, number) => {
    if (!group.box) return;
    const inside = isFiltered ? model.members[number].filter((node) => kept.has(node)) : model.members[number];
    if ((isFiltered && !inside.length) || (near && !near.has(number))) return;
    const isShown = isOpen(model, state, number, kept);
    const counts = isShown ? new Map() : countsOf(model, inside);
    regions.push({
      group: number, box: group.box, title: model.groupTitle(number, words, true), isOpen: isShown, isOn: state.group === number,
      counts, parts: [...counts], ...said(counts, name, words), names: isShown ? [] : namesOf(model, model.ranked[number], kept),
    });
  });
  return {
    seen, focus, path, selected: state.node, regions, reports: reportsOf(model, regions, name, words),
    edgeSeen: (edge) => !state.hidden.includes(edge.type) && (!only.size || only.has(edge.type)),
  };
}

const NAMES = 24;

function countsOf(model, nodes) {
  const counts = new Map();
  for (const node of nodes) counts.set(model.nodes[node].type, (counts.get(model.nodes[node].type) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

function namesOf(model, ranked, kept) {
  const names = [];
  for (const node of ranked) {
    if (names.length === NAMES) break;
    if (kept.has(node)) names.push([node, model.nodes[node].type, model.nodes[node].label]);
  }
  return names;
}

/** How much there is of what, at length and in brief. */
function said(counts, name, words) {
  return {
    count: [...counts].map(([type, count]) => `${name.type(type)} ${count}`).join(" · "),
    total: words("things", { n: [...counts.values()].reduce((sum, count) => sum + count, 0) }),
  };
}

/** Every report's sections in one: its box, its name, what is in it. */
function reportsOf(model, regions, name, words) {
  if (model.reports.length < 2) return [];
  const reports = new Map();
  regions.forEach(({ group, box, counts, names }, number) => {
    const { report } = model.groups[group];
    if (report === null) return;
    const { year, region } = model.reports[report];
    const each = reports.get(report) ?? { report, box, title: model.manyRegions ? `${region} ${year}` : String(year), regions: [], counts: new Map(), names: [] };
    each.box = around(each.box, box);
    each.regions.push(number);
    for (const [type, count] of counts) each.counts.set(type, (each.counts.get(type) ?? 0) + count);
    each.names.push(...names);
    reports.set(report, each);
  });
  return [...reports.values()].map((each) => {
    const counts = new Map([...each.counts].sort((a, b) => b[1] - a[1]));
    const isFirst = ([, type]) => Number(type !== "Project");
    const names = each.names.sort((a, b) => isFirst(a) - isFirst(b) || model.weights[b[0]] - model.weights[a[0]] || a[0] - b[0]).slice(0, NAMES);
    return { ...each, parts: [...counts], ...said(counts, name, words), names };
  });
}

/** The smallest box around two. */
function around([left, top, width, height], [x, y, w, h]) {
  const [l, t] = [Math.min(left, x), Math.min(top, y)];
  return [l, t, Math.max(left + width, x + w) - l, Math.max(top + height, y + h) - t];
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
