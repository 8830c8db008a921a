"""Computes where everything on the map stands: the nodes of a group packed without overlap near
what they are tied to, and the groups as `sheet` lays them out. No chance and no clock: equal input
gives equal places. What is drawn is not decided here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, hypot, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.export.page.sheet import HEADER, Box, lay_out

_GOLDEN: Final = np.pi * (3 - np.sqrt(5))
_CELL: Final = 5.0
_CHUNK: Final = 600
_PADDING: Final = 20.0
_ASPECT: Final = 1.3
_MARGIN: Final = 3.5
_LETTER: Final = 8.0
_LETTERS: Final = 5
"""Longest label that a place is kept free for, in full-width letters."""
_LINE: Final = 15.0
"""Room below a dot for its label."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be placed.

    Args:
        group: Where it belongs.
        radius: Of its dot.
        letters: Length of its label in full-width letters; 0 for none.
        owner: Index of the item that it stands around like a moon, or None.
    """

    group: int
    radius: float
    letters: float
    owner: int | None


@dataclass(frozen=True, slots=True)
class Map:
    """Places of all items, and the boxes of the groups; a group with no item has none."""

    positions: tuple[tuple[float, float], ...]
    boxes: tuple[Box | None, ...]


def arrange(
    items: Sequence[Item],
    links: Iterable[tuple[int, int]],
    *,
    groups: int,
    breaks: Sequence[int] = (),
    bands: Sequence[int] = (),
) -> Map:
    """Place items.

    Args:
        items: What to place, the heavier first where the order is free.
        links: Pairs of items that are tied.
        groups: How many groups there are.
        breaks: Groups with which a new report begins.
        bands: Those of them with which the reports of another place begin.

    Returns:
        Places in units of a pixel at the natural scale; the origin is the upper left corner.
    """
    moons: list[list[int]] = [[] for _ in items]
    members: list[list[int]] = [[] for _ in range(groups)]
    for index, item in enumerate(items):
        if item.owner is None:
            members[item.group].append(index)
        else:
            moons[item.owner].append(index)
    neighbours = _neighbours(items, links)
    local: dict[int, tuple[float, float]] = {}
    sizes: list[tuple[float, float] | None] = []
    for group in members:
        sizes.append(_pack(group, items, moons, neighbours, local) if group else None)
    boxes = lay_out(sizes, breaks=set(breaks), bands=set(bands))
    positions: list[tuple[float, float]] = [(0.0, 0.0)] * len(items)
    for group, box, size in zip(members, boxes, sizes, strict=True):
        if box is None or size is None:
            continue
        inset = (box.width - size[0]) / 2
        for index in group:
            x, y = local[index]
            centre = (box.left + inset + x, box.top + HEADER + y)
            positions[index] = _rounded(centre)
            for place, moon in zip(_ring(items, index, moons), moons[index], strict=True):
                positions[moon] = _rounded((centre[0] + place[0], centre[1] + place[1]))
    return Map(tuple(positions), tuple(boxes))


def _rounded(place: tuple[float, float]) -> tuple[float, float]:
    return round(place[0], 1), round(place[1], 1)


def _neighbours(items: Sequence[Item], links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Tie the items that stand on their own: a moon's links are its owner's."""
    found: list[list[int]] = [[] for _ in items]
    for left, right in links:
        a, b = _root(items, left), _root(items, right)
        if a != b and items[a].group == items[b].group:
            found[a].append(b)
            found[b].append(a)
    return found


def _root(items: Sequence[Item], index: int) -> int:
    owner = items[index].owner
    return index if owner is None else owner


def _ring(
    items: Sequence[Item], index: int, moons: Sequence[Sequence[int]]
) -> list[tuple[float, float]]:
    """Return where the moons of an item stand, seen from it: on rings around its upper side."""
    places: list[tuple[float, float]] = []
    radius = items[index].radius + 6.5
    left = len(moons[index])
    while left:
        room = max(5, int(1.5 * np.pi * radius / 9.5))
        count = min(left, room)
        for number in range(count):
            turn = -np.pi / 2 + (number - (count - 1) / 2) * 1.5 * np.pi / max(room, count)
            places.append((radius * float(np.cos(turn)), radius * float(np.sin(turn))))
        left -= count
        radius += 9.5
    return places


def _extent(
    items: Sequence[Item], index: int, moons: Sequence[Sequence[int]]
) -> tuple[float, float, float]:
    """Return half the width and half the height that an item needs, and how far its dot stands
    below the middle: its moons are above it, its label below."""
    item = items[index]
    ring = _ring(items, index, moons)
    reach = max((hypot(x, y) for x, y in ring), default=item.radius) + _MARGIN
    if not item.letters:
        return reach, reach, 0.0
    width = min(item.letters, _LETTERS) * _LETTER / 2
    below = max(reach, item.radius + _LINE)
    return max(reach, width) + _MARGIN, (reach + below) / 2 + _MARGIN, (reach - below) / 2


def _order(group: Sequence[int], neighbours: Sequence[Sequence[int]]) -> list[int]:
    """Walk from the heaviest through what is tied to it, so that kin are placed one after
    another."""
    inside, done, order = set(group), set(), []
    for seed in group:
        queue = [seed]
        while queue:
            index = queue.pop(0)
            if index in done:
                continue
            done.add(index)
            order.append(index)
            queue.extend(sorted(n for n in set(neighbours[index]) if n in inside - done))
    return order


def _pack(
    group: Sequence[int],
    items: Sequence[Item],
    moons: Sequence[Sequence[int]],
    neighbours: Sequence[Sequence[int]],
    local: dict[int, tuple[float, float]],
) -> tuple[float, float]:
    """Place the members of a group, seen from its upper left corner, and return its size."""
    order = _order(group, neighbours)
    needs = np.array([_extent(items, index, moons) for index in order])
    extents, sunk = needs[:, :2], needs[:, 2]
    board = _Board(extents)
    placed = np.zeros((len(order), 2))
    number = {index: at for at, index in enumerate(order)}
    for at, index in enumerate(order):
        near = [number[n] for n in neighbours[index] if number.get(n, at) < at]
        wish = placed[near].mean(axis=0) if near else np.zeros(2)
        placed[at] = board.place(float(wish[0]), float(wish[1]), *map(float, extents[at]))
    low = (placed - extents).min(axis=0) - _PADDING / 2
    size = (placed + extents).max(axis=0) + _PADDING / 2 - low
    for at, index in enumerate(order):
        local[index] = (float(placed[at, 0] - low[0]), float(placed[at, 1] + sunk[at] - low[1]))
    return float(size[0]), float(size[1])


class _Board:
    """A field of cells on which rectangles are placed without overlap."""

    def __init__(self, extents: NDArray[np.float64]) -> None:
        cells = np.ceil(extents / _CELL)
        half = ceil(1.2 * sqrt(float((4 * cells[:, 0] * cells[:, 1]).sum())) + 3 * cells.max())
        self._middle = half
        self._taken = np.zeros((2 * half + 1, 2 * half + 1), dtype=np.int32)
        self._sums = np.zeros((2 * half + 2, 2 * half + 2), dtype=np.int32)
        steps = np.arange(ceil(3 * half * half))
        radius, turn = np.sqrt(steps), steps * _GOLDEN
        self._right = np.rint(radius * np.cos(turn) * _ASPECT).astype(np.int32)
        self._down = np.rint(radius * np.sin(turn)).astype(np.int32)

    def place(
        self, x: float, y: float, half_width: float, half_height: float
    ) -> tuple[float, float]:
        """Take the free rectangle whose middle is nearest to a point, and return that middle."""
        wide, high = ceil(half_width / _CELL), ceil(half_height / _CELL)
        column, row = round(x / _CELL) + self._middle, round(y / _CELL) + self._middle
        start, size = 0, _CHUNK
        while start < len(self._right):
            spot = self._free(slice(start, start + size), column, row, wide, high)
            if spot is not None:
                return self._take(*spot, wide, high)
            start, size = start + size, 2 * size
        raise ValueError(f"no room for a rectangle of {half_width} by {half_height}")

    def _free(
        self, chunk: slice, column: int, row: int, wide: int, high: int
    ) -> tuple[int, int] | None:
        """Return the upper left corner of the first spot of a chunk that is free, or None."""
        across, down = self._right[chunk] + column, self._down[chunk] + row
        limit = len(self._taken)
        inside = (across >= wide) & (down >= high) & (across + wide < limit) & (down + high < limit)
        across, down = across[inside], down[inside]
        open_ = self._taken[down, across] == 0  # a free spot has a free middle; most have none
        left, top = across[open_] - wide, down[open_] - high
        right, foot, sums = left + 2 * wide, top + 2 * high, self._sums
        used = sums[foot, right] - sums[top, right] - sums[foot, left] + sums[top, left]
        free = np.flatnonzero(used == 0)
        return (int(left[free[0]]), int(top[free[0]])) if free.size else None

    def _take(self, left: int, top: int, wide: int, high: int) -> tuple[float, float]:
        self._taken[top : top + 2 * high, left : left + 2 * wide] = 1
        sums = self._sums[top + 1 :, left + 1 :]  # of all that stands above and to the left
        down = np.minimum(np.arange(1, sums.shape[0] + 1, dtype=np.int32), 2 * high)
        across = np.minimum(np.arange(1, sums.shape[1] + 1, dtype=np.int32), 2 * wide)
        sums[: 2 * high] += np.multiply.outer(down[: 2 * high], across)
        sums[2 * high :] += across * np.int32(2 * high)
        middle = self._middle
        return float((left + wide - middle) * _CELL), float((top + high - middle) * _CELL)
