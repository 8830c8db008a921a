// Texts on a canvas that have to fit: measured once, shortened, broken into lines.

export const FAMILY = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';
const MOST_KEPT = 40000;
const widths = new Map();

/** Set the font of a canvas. */
export function setFont(context, size, weight = 400) {
  context.font = `${weight} ${size}px ${FAMILY}`;
}

/** The width of a text in the font that is set; measured once for each font. */
export function widthOf(context, text) {
  const key = `${context.font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    width = context.measureText(text).width;
    if (widths.size > MOST_KEPT) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** Shorten a text so that it fits a width, with an ellipsis; nothing where not even one letter does. */
export function fitted(context, text, width) {
  if (widthOf(context, text) <= width) return text;
  const letters = Array.from(text);
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${letters.slice(0, middle).join("")}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low ? `${letters.slice(0, low).join("")}…` : "";
}

/** Break a text into at most `count` lines of a width; the last is shortened. */
export function wrapped(context, text, width, count) {
  const lines = [];
  let rest = text;
  while (rest && lines.length < count - 1 && widthOf(context, rest) > width) {
    const most = fitted(context, rest, width).replace(/…$/, "");
    if (!most) break;
    const line = most.slice(0, most.lastIndexOf(" ") + 1) || most;
    lines.push(line.trimEnd());
    rest = rest.slice(line.length);
  }
  const last = fitted(context, rest, width);
  return last ? [...lines, last] : lines;
}
