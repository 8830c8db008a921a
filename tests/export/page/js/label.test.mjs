import assert from "node:assert/strict";
import { test } from "node:test";

import { place } from "../../../../kg/export/page/src/label.js";

const label = (number, x, y, more = {}) => ({ number, x, y, reach: 5, width: 40, height: 15, air: 0, isMoon: false, isForced: false, bounds: null, ...more });
const dot = (number, x, y, size) => ({ number, size, left: x - size, right: x + size, top: y - size, bottom: y + size });
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("a label stands below its dot, one of a fact above it", () => {
  const [own, moon] = place([label(0, 100, 100), label(1, 300, 100, { isMoon: true })], []);

  assert.ok(own.box.top > 105);
  assert.ok(moon.box.bottom < 95);
});

test("no two labels overlap, the more important one is kept", () => {
  const wanted = Array.from({ length: 30 }, (_, at) => label(at, 100 + 7 * at, 100 + (at % 3)));
  const kept = place(wanted, []);

  assert.equal(kept[0].number, 0);
  assert.ok(kept.length > 1 && kept.length < 30);
  kept.forEach((one, at) => kept.slice(0, at).forEach((other) => assert.ok(!overlap(one.box, other.box))));
});

test("a label does not cover a large dot, and goes round it", () => {
  const big = dot(9, 100, 118, 10);
  const [kept] = place([label(0, 100, 100)], [dot(0, 100, 100, 5), big]);

  assert.ok(!overlap(kept.box, big));
});

test("where there is no place without a large dot there is no label, unless it is forced", () => {
  const around = [[0, 18], [0, -18], [28, 0], [-28, 0]].map(([right, down], at) => dot(at + 1, 100 + right, 100 + down, 9));

  assert.equal(place([label(0, 100, 100)], around).length, 0);
  assert.equal(place([label(0, 100, 100, { isForced: true })], around).length, 1);
});

test("a label stays in its region", () => {
  const bounds = { left: 90, right: 200, top: 0, bottom: 200 };
  const [kept] = place([label(0, 95, 100, { bounds })], []);

  assert.ok(kept.box.left >= bounds.left && kept.box.right <= bounds.right);
});

test("titles stay free", () => {
  const title = { left: 60, right: 140, top: 106, bottom: 122 };
  const [kept] = place([label(0, 100, 100)], [], [title]);

  assert.ok(!overlap(kept.box, title));
});

test("a label that is pushed back into its region does not cover its own dot", () => {
  const bounds = { left: 0, right: 110, top: 90, bottom: 110 };

  assert.deepEqual(place([label(0, 105, 100, { bounds })], [dot(0, 105, 100, 5)]).map(({ box }) => box.right <= 100), [true]);
  assert.deepEqual(place([label(0, 105, 100, { bounds, width: 104 })], [dot(0, 105, 100, 5)]), []);
});
