import assert from "node:assert/strict";
import { test } from "node:test";

import { fitted, wrapped } from "../../../../kg/export/page/src/letter.js";
import { drawRegions, isFar, spotAt } from "../../../../kg/export/page/src/region.js";

/** A canvas on which every letter is 10 wide; it keeps what is written on it. */
function makeCanvas() {
  const written = [];
  const nothing = () => {};
  return {
    written, font: "", measureText: (text) => ({ width: 10 * Array.from(text).length }), fillText: (text, x, y) => written.push([text, x, y]),
    beginPath: nothing, roundRect: nothing, fill: nothing, stroke: nothing, fillRect: nothing, arc: nothing,
  };
}

const region = (left, width, height, more = {}) => ({
  group: 1, box: [left, 0, width, height], title: "一、工作回顾", isOpen: false, isOn: false, parts: [["Project", 3]], count: "项目 3", total: "3 项",
  names: [[7, "Project", "云栖大桥"], [8, "Project", "云港"]], ...more,
});
const report = (regions) => ({ ...region(0, 400, 300), report: 0, title: "云岭市 2024", regions });
const frame = (scale) => ({ scale, project: (x, y) => [x * scale, y * scale], colours: { types: { Project: "#00f" } } });

test("a text is shortened to its room", () => {
  assert.equal(fitted(makeCanvas(), "云栖大桥工程", 40), "云栖大…");
  assert.equal(fitted(makeCanvas(), "云栖", 40), "云栖");
  assert.equal(fitted(makeCanvas(), "云栖大桥", 5), "");
});

test("lines break at a blank where there is one", () => {
  assert.deepEqual(wrapped(makeCanvas(), "云岭市 2024", 60, 2), ["云岭市", "2024"]);
  assert.deepEqual(wrapped(makeCanvas(), "云栖大桥工程", 40, 2), ["云栖大", "桥工程"]);
});

test("a card tells title, count and names, and each name can be clicked", () => {
  const canvas = makeCanvas();
  const { spots } = drawRegions(canvas, { regions: [region(0, 200, 160)], reports: [] }, frame(1));

  assert.deepEqual(canvas.written.map(([text]) => text), ["一、工作回顾", "项目 3", "云栖大桥", "云港"]);
  const [, x, y] = canvas.written[2];
  assert.equal(spotAt(spots, x, y + 5).node, 7);
  assert.equal(spotAt(spots, x, 2), null);
});

test("a card without room tells less", () => {
  const canvas = makeCanvas();

  drawRegions(canvas, { regions: [region(0, 200, 40)], reports: [] }, frame(1));

  assert.deepEqual(canvas.written.map(([text]) => text), ["一、工作回顾"]);
});

test("far away a report is one card, near by its sections are", () => {
  const regions = [region(0, 400, 150), region(0, 400, 150)];

  assert.ok(isFar(report([0, 1]), regions, 0.2));
  assert.ok(!isFar(report([0, 1]), regions, 1));
  assert.ok(!isFar(report([0, 1]), [regions[0], { ...regions[1], isOpen: true }], 0.2));
  const { spots } = drawRegions(makeCanvas(), { regions, reports: [report([0, 1])] }, frame(0.2));
  assert.equal(spotAt(spots, 10, 10).report, 0);
});

test("an open region gives its title as a place that labels keep clear of", () => {
  const { titles, spots } = drawRegions(makeCanvas(), { regions: [region(0, 200, 160, { isOpen: true })], reports: [] }, frame(1));

  assert.equal(titles.length, 1);
  assert.deepEqual(spots, []);
});

test("the title of an open region stays in sight while the region is", () => {
  const above = { scale: 1, project: (x, y) => [x - 300, y - 400], colours: { types: {} } };
  const canvas = makeCanvas();
  const { titles } = drawRegions(canvas, { regions: [region(0, 1000, 900, { isOpen: true }), region(0, 290, 390, { isOpen: true })], reports: [] }, above);

  assert.equal(titles.length, 1);
  assert.ok(titles[0].top >= 0 && titles[0].left >= 0);
});
