// Draws the labels over the network, in screen units: no two overlap, none leaves its region or covers a dot that counts.

import { fitted, setFont, widthOf } from "./letter.js";

const CELL = 48;
const LEAST_DOT = 1.2;
const LARGE_DOT = 3;
const AIR = 2.5;
const FAINT_FROM = 0.8;
const LONGEST = { far: 132, near: 230 };

/** Things on the screen that can be asked for by place. */
class Board {
  constructor() {
    this.cells = new Map();
  }

  *keys({ left, right, top, bottom }) {
    for (let cx = Math.floor(left / CELL); cx <= Math.floor(right / CELL); cx += 1) {
      for (let cy = Math.floor(top / CELL); cy <= Math.floor(bottom / CELL); cy += 1) yield cx * 65536 + cy;
    }
  }

  add(box) {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  /** The boxes that a box overlaps; one that lies in several cells may come more than once. */
  *over(box) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) yield other;
      }
    }
  }
}

/** Where a label may stand beside its dot: what is around a fact's dot leaves room above it, else below. */
function* candidates({ x, y, reach, width, height, isMoon, bounds }) {
  const below = [x - width / 2, y + reach + 2];
  const above = [x - width / 2, y - reach - height - 1];
  const aside = [[x + reach + 3, y - height / 2], [x - reach - 3 - width, y - height / 2]];
  for (const [left, top] of isMoon ? [above, ...aside, below] : [below, above, ...aside]) {
    const shift = bounds ? Math.max(bounds.left + 2 - left, Math.min(0, bounds.right - 2 - left - width)) : 0;
    const box = { left: left + shift, right: left + shift + width, top, bottom: top + height };
    const isInside = !bounds || (box.top >= bounds.top && box.bottom <= bounds.bottom);
    yield { box, isInside };
  }
}

/** What a label would cover at a place: Infinity where it must not stand there. */
function costOf(box, own, labels, dots) {
  const { air } = own;
  const wide = { left: box.left - 2 * air, right: box.right + 2 * air, top: box.top - air, bottom: box.bottom + air };
  for (const other of labels.over(wide)) if (other !== own) return Infinity;
  let cost = 0;
  const seen = new Set();
  for (const dot of dots.over(box)) {
    if (seen.has(dot)) continue;
    seen.add(dot);
    if (!own.isForced && (dot.size >= LARGE_DOT || dot.number === own.number)) return Infinity;
    cost += dot.size * dot.size;
  }
  return cost;
}

/**
 * Choose places for labels, the more important first.
 *
 * A label has {number, x, y, reach, width, height, air, isMoon, isForced, bounds}: the screen place and radius of its dot,
 * its own size, the room it wants to other labels, and the box that it stays in or null. A forced one stands somewhere whatever it covers. `dots` are boxes with
 * `number` and `size`, `titles` boxes that stay free. Returns the labels that have room with their `box`.
 */
export function place(wanted, dots, titles = []) {
  const taken = new Board();
  const board = new Board();
  titles.forEach((box) => taken.add(box));
  dots.forEach((box) => board.add(box));
  const kept = [];
  for (const label of wanted) {
    let [least, best] = [Infinity, null];
    for (const { box, isInside } of candidates(label)) {
      if (!isInside && !label.isForced) continue;
      const cost = costOf(box, label, taken, board) + (isInside ? 0 : 1e4);
      if (cost < least) [least, best] = [cost, box];
      if (least === 0) break;
    }
    if (best === null && label.isForced) [best] = [...candidates(label)].map(({ box }) => box);
    if (best === null) continue;
    taken.add(best);
    kept.push({ ...label, box: best });
  }
  return kept;
}

function dotsOf(nodes, { project, scale, width, height }) {
  const dots = [];
  for (const { number, x, y, radius } of nodes) {
    const size = radius * scale;
    const [left, top] = project(x, y);
    if (size < LEAST_DOT || left < -size || top < -size || left > width + size || top > height + size) continue;
    dots.push({ number, size, left: left - size, right: left + size, top: top - size, bottom: top + size });
  }
  return dots;
}

function labelOf(context, node, { project, scale, width, height }) {
  const { isOn, bounds: region } = node;
  if (!isOn && (scale < node.level || (node.isFaint && (node.isMoon || scale < FAINT_FROM)))) return null;
  const [x, y] = project(node.x, node.y);
  if (x < -80 || x > width + 80 || y < -30 || y > height + 30) return null;
  const size = isOn || scale > 1.4 ? 13 : 12;
  setFont(context, size, isOn ? 600 : 400);
  const [left, top] = region ? project(region[0], region[1]) : [0, 0];
  const bounds = region ? { left, top, right: left + region[2] * scale, bottom: top + region[3] * scale } : null;
  const room = Math.min(scale > 1.2 ? LONGEST.near : LONGEST.far, bounds ? bounds.right - bounds.left - 8 : Infinity);
  const text = isOn ? node.label : fitted(context, node.label, room);
  if (text.length < Math.min(3, node.label.length)) return null;
  return {
    ...node, text, size, bounds: isOn ? null : bounds, x, y, air: scale < 0.7 ? AIR : 0, reach: node.radius * scale, width: widthOf(context, text) + 4, height: size + 3,
  };
}

/**
 * Choose the labels of nodes that have room, with their `box`, `text` and `size`.
 *
 * `nodes` holds {number, x, y, radius, label, isOn, isForced, isFaint, isMoon, level, bounds} the more important first;
 * `level` is the least scale at which a label is wanted, `bounds` the box of its region.
 */
export function chooseLabels(context, nodes, titles, frame) {
  const wanted = nodes.map((node) => labelOf(context, node, frame)).filter((label) => label !== null);
  return place(wanted, dotsOf(nodes, frame), titles);
}

/** Draw the labels that are chosen and return how many. */
export function drawLabels(context, nodes, titles, frame) {
  const kept = chooseLabels(context, nodes, titles, frame);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const { text, size, isOn, isFaint, box } of kept) {
    const x = (box.left + box.right) / 2;
    setFont(context, size, isOn ? 600 : 400);
    context.lineWidth = 3;
    context.strokeStyle = frame.colours.halo;
    context.strokeText(text, x, box.top + 1);
    context.globalAlpha = isFaint && !isOn ? 0.5 : 1;
    context.fillStyle = frame.colours.ink;
    context.fillText(text, x, box.top + 1);
    context.globalAlpha = 1;
  }
  return kept.length;
}
