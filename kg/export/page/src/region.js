// Draws the regions under the network, in screen units so that letters keep their size at every zoom: sections that
// are open as frames, those that are shut as cards that say what is in them, and far away one card for a whole report.

import { fitted, setFont, widthOf, wrapped } from "./letter.js";

const EDGE = 8;
const PAD = 9;
const ROW = 17;
const NARROW = 110;
const LEAST = { width: 64, height: 30 };

function roundRect(context, x, y, width, height, radius) {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.max(0, Math.min(radius, width / 2, height / 2)));
}

const onScreen = ([left, top, width, height], { project, scale }) => [...project(left, top), width * scale, height * scale];

/** Tell whether the sections of a report are shut and most too small on the screen to be read. */
export function isFar(report, regions, scale) {
  const own = report.regions.map((number) => regions[number]);
  if (own.some((region) => region.isOpen)) return false;
  const small = own.filter(({ box: [, , width, height] }) => width * scale < 1.5 * LEAST.width || height * scale < 1.4 * LEAST.height);
  return 2 * small.length > own.length;
}

/**
 * Draw the regions of a scene, where `regions` holds {box, title, parts, names, isOpen, isOn} and `reports`
 * {box, title, parts, names, regions: their numbers}; `parts` is [[type, count]], `names` [[node, type, label]].
 *
 * Returns {titles, spots}: the boxes of titles, which labels keep clear of, and what can be clicked: {left, top,
 * right, bottom} with a `node` or the number of a `report`.
 */
export function drawRegions(context, scene, frame) {
  const drawn = { titles: [], spots: [] };
  const far = new Set();
  for (const report of scene.reports) {
    const isCard = isFar(report, scene.regions, frame.scale);
    if (isCard) report.regions.forEach((number) => far.add(number));
    const at = onScreen(report.box, frame);
    if (isCard) {
      fill(context, at, { isOpen: false, isOn: false }, frame);
      drawn.spots.push({ left: at[0], top: at[1], right: at[0] + at[2], bottom: at[1] + at[3], report: report.report });
      drawCard(context, report, at, frame, drawn.spots);
    } else drawHead(context, report, at, frame);
  }
  scene.regions.forEach((region, number) => {
    if (far.has(number)) return;
    const at = onScreen(region.box, frame);
    fill(context, at, region, frame);
    if (region.isOpen) openTitle(context, region, at, frame, drawn.titles);
    else drawCard(context, region, at, frame, drawn.spots);
  });
  return drawn;
}

function fill(context, [x, y, w, h], { isOpen, isOn }, { scale, colours }) {
  roundRect(context, x, y, w, h, isOpen ? 14 * Math.min(1, scale) : 7);
  context.fillStyle = isOpen ? colours.region : colours.closed;
  context.fill();
  context.lineWidth = isOn ? 2 : 1;
  context.strokeStyle = isOn ? colours.accent : colours.line;
  context.stroke();
}

/** Write a report's name over its sections. */
function drawHead(context, { title }, [x, y, w], { colours }) {
  setFont(context, 13, 650);
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.fillStyle = colours.ink;
  context.fillText(fitted(context, title, Math.max(w, 30)), x + 2, y - 4);
}

function openTitle(context, region, [x, y, w, h], { scale, colours }, titles) {
  if (w < 44 || h < 22) return;
  const size = Math.max(11, Math.min(15, 26 * scale));
  setFont(context, size, 600);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillStyle = colours.muted;
  const left = Math.max(x + 8, EDGE); // a title stays in sight while its region is
  const top = Math.max(y + Math.max(4, Math.min(10, 10 * scale)), EDGE);
  if (left > x + w - 44 || top > y + h - 22) return;
  const text = fitted(context, region.title, x + w - left - 8);
  context.fillText(text, left, top);
  titles.push({ left, right: left + widthOf(context, text), top, bottom: top + size });
}

/** Write on a card: its title, a bar of what is in it by type, how much that is, and as many names as have room. */
function drawCard(context, { title, parts, names, count, total }, [x, y, w, h], { colours }, spots) {
  if (w < 22 || h < 13) return;
  const size = Math.min(Math.max(11, Math.min(14, w / 11)), h - 4);
  const pad = Math.min(PAD, w / 9);
  const inner = w - 2 * pad;
  setFont(context, size, 600);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillStyle = colours.ink;
  const lines = wrapped(context, title, inner, h > 84 ? 2 : 1);
  let at = h < size + 2 * pad ? y + (h - size) / 2 : y + pad;
  for (const line of lines) {
    context.fillText(line, x + pad, at);
    at += size * 1.3;
  }
  if (at + 22 > y + h) return;
  at = drawBar(context, parts, x + pad, at + 3, inner, colours) + 5;
  setFont(context, 11);
  context.fillStyle = colours.muted;
  if (at + 12 > y + h) return;
  context.fillText(fitted(context, inner < NARROW ? total : count, inner), x + pad, at);
  at += 20;
  setFont(context, 12);
  for (const [node, type, label] of names) {
    if (at + 13 > y + h - 4 || inner < 40) break;
    drawName(context, label, colours.types[type], x + pad, at, inner, colours);
    spots.push({ left: x, right: x + w, top: at - 2, bottom: at + ROW - 2, node });
    at += ROW;
  }
}

function drawBar(context, parts, x, y, width, colours) {
  const whole = parts.reduce((sum, [, count]) => sum + count, 0);
  let left = x;
  for (const [type, count] of parts) {
    const wide = (width * count) / whole;
    context.fillStyle = colours.types[type];
    context.fillRect(left, y, Math.max(0.5, wide - 1), 5);
    left += wide;
  }
  return y + 5;
}

function drawName(context, label, colour, x, y, width, colours) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x + 3.5, y + 6.5, 3.5, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = colours.ink;
  context.fillText(fitted(context, label, width - 12), x + 12, y);
}

/** What of the spots is at a point of the screen: the innermost, or null. */
export function spotAt(spots, x, y) {
  return spots.findLast(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom) ?? null;
}
