// Draws the regions under the network and the labels over it, in screen units, so that letters keep their
// size at every zoom and no two labels overlap. It is given a canvas context and a projection.

const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';

/** Choose labels that do not overlap: each {x, y, width, height}, the more important first. */
export function declutter(labels, obstacles = []) {
  const cell = 48;
  const taken = new Map();
  for (const box of obstacles) {
    for (let cx = Math.floor(box.left / cell); cx <= Math.floor(box.right / cell); cx += 1) {
      for (let cy = Math.floor(box.top / cell); cy <= Math.floor(box.bottom / cell); cy += 1) {
        const key = cx * 65536 + cy;
        if (!taken.has(key)) taken.set(key, []);
        taken.get(key).push(box);
      }
    }
  }
  const kept = [];
  for (const label of labels) {
    const left = label.x - label.width / 2;
    const right = label.x + label.width / 2;
    const bottom = label.y + label.height;
    const cells = [];
    let isFree = true;
    for (let cx = Math.floor(left / cell); cx <= Math.floor(right / cell) && isFree; cx += 1) {
      for (let cy = Math.floor(label.y / cell); cy <= Math.floor(bottom / cell) && isFree; cy += 1) {
        const key = cx * 65536 + cy;
        cells.push(key);
        for (const other of taken.get(key) ?? []) {
          if (left < other.right && right > other.left && label.y < other.bottom && bottom > other.top) {
            isFree = false;
            break;
          }
        }
      }
    }
    if (!isFree && !label.isForced) continue;
    const box = { left, right, top: label.y, bottom };
    for (const key of cells) {
      if (!taken.has(key)) taken.set(key, []);
      taken.get(key).push(box);
    }
    kept.push(label);
  }
  return kept;
}

/** Shorten a text so that it fits a width, with an ellipsis. */
export function fitted(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low ? `${text.slice(0, low)}…` : "";
}

function roundRect(context, x, y, width, height, radius) {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.max(0, Math.min(radius, width / 2, height / 2)));
}

/**
 * Draw the regions.
 *
 * `regions` holds {box, title, note, isOpen, isOn, isFaint}; a closed one shows its title and note in the middle.
 * `heads` holds {left, top, width, title}: what stands over the columns of a report.
 * Returns the boxes of the titles, which labels keep clear of.
 */
export function drawRegions(context, { regions, heads }, { project, scale, colours }) {
  const titles = [];
  for (const head of heads) {
    const [x, y] = project(head.left, head.top);
    context.font = `650 13px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.fillStyle = colours.ink;
    const width = head.width * scale;
    const text = fitted(context, head.title, Math.max(width, 30));
    context.fillText(text, x + width / 2, y - 5);
  }
  for (const region of regions) {
    const [left, top, width, height] = region.box;
    const [x, y] = project(left, top);
    const [w, h] = [width * scale, height * scale];
    context.globalAlpha = region.isFaint ? 0.5 : 1;
    roundRect(context, x, y, w, h, 14 * Math.min(1, scale));
    context.fillStyle = region.isOpen ? colours.region : colours.closed;
    context.fill();
    context.lineWidth = region.isOn ? 2 : 1;
    context.strokeStyle = region.isOn ? colours.accent : colours.line;
    context.stroke();
    if (region.isOpen) titles.push(openTitle(context, region, x, y, w, h, scale, colours));
    else closedTitle(context, region, x, y, w, h, colours);
    context.globalAlpha = 1;
  }
  return titles.filter((box) => box !== null);
}

function openTitle(context, region, x, y, w, h, scale, colours) {
  if (w < 44 || h < 22) return null;
  const size = Math.max(11, Math.min(15, 26 * scale));
  context.font = `600 ${size}px ${FONT}`;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillStyle = colours.muted;
  const text = fitted(context, region.title, w - 16);
  const top = y + Math.max(4, Math.min(10, 10 * scale));
  context.fillText(text, x + 8, top);
  return { left: x + 8, right: x + 8 + context.measureText(text).width, top, bottom: top + size };
}

function closedTitle(context, region, x, y, w, h, colours) {
  if (w < 24 || h < 14) return;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const size = Math.max(10, Math.min(15, w / 9));
  context.font = `600 ${size}px ${FONT}`;
  const lines = wrapped(context, region.title, w - 12, h > 3.4 * size ? 2 : 1);
  const hasNote = h > (lines.length + 1.6) * size * 1.3;
  const step = size * 1.3;
  let at = y + h / 2 - ((lines.length + (hasNote ? 1 : 0) - 1) * step) / 2;
  context.fillStyle = colours.ink;
  for (const line of lines) {
    context.fillText(line, x + w / 2, at);
    at += step;
  }
  if (!hasNote) return;
  context.font = `${size * 0.85}px ${FONT}`;
  context.fillStyle = colours.muted;
  context.fillText(fitted(context, region.note, w - 12), x + w / 2, at);
}

/** Break a text into at most `most` lines of a width; the last is shortened. */
export function wrapped(context, text, width, most) {
  const lines = [];
  let rest = text;
  while (rest && lines.length < most - 1 && context.measureText(rest).width > width) {
    const line = fitted(context, rest, width).replace(/…$/, "");
    if (!line) break;
    lines.push(line);
    rest = rest.slice(line.length);
  }
  const last = fitted(context, rest, width);
  return last ? [...lines, last] : lines;
}

/**
 * Draw the labels of nodes that have room.
 *
 * `nodes` holds {x, y, radius, label, isOn, isFaint, level} the more important first; `level` is the
 * least scale at which a label is wanted.
 */
export function drawLabels(context, nodes, titles, { project, scale, colours, width, height }) {
  const labels = [];
  for (const node of nodes) {
    if (!node.isOn && (scale < node.level || node.isFaint)) continue;
    const [x, y] = project(node.x, node.y);
    if (x < -80 || x > width + 80 || y < -30 || y > height + 30) continue;
    const size = node.isOn ? 13 : scale > 1.4 ? 13 : 12;
    context.font = `${node.isOn ? 600 : 400} ${size}px ${FONT}`;
    const text = node.isOn ? node.label : fitted(context, node.label, scale > 1.2 ? 230 : 130);
    labels.push({
      text, x, y: y + node.radius * scale + 3, width: context.measureText(text).width + 4, height: size + 3,
      size, isOn: node.isOn, isForced: node.isForced,
    });
  }
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  const kept = declutter(labels, titles);
  for (const label of kept) {
    context.font = `${label.isOn ? 600 : 400} ${label.size}px ${FONT}`;
    context.lineWidth = 3;
    context.strokeStyle = colours.halo;
    context.strokeText(label.text, label.x, label.y);
    context.fillStyle = colours.ink;
    context.fillText(label.text, label.x, label.y);
  }
  return kept.length;
}
