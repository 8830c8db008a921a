"""Computes where everything on the map stands: groups in the order of reading, from left to right
as the columns of a newspaper, and in each its nodes packed without overlap near what they are tied
to. No chance and no clock: equal input gives equal places. What is drawn is not decided here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, hypot, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

_GOLDEN: Final = np.pi * (3 - np.sqrt(5))
_STEP: Final = 11.0
_CHUNK: Final = 96
_PADDING: Final = 26.0
_HEADER: Final = 40.0
_GAP: Final = 30.0
_ASPECT: Final = 1.3
_LETTER: Final = 11.5
_LINE: Final = 20.0
_LETTERS: Final = 9
"""Longest label that a place is kept free for, in full-width letters."""


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
class Box:
    """The rectangle of a group, its header included."""

    left: float
    top: float
    width: float
    height: float


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
) -> Map:
    """Place items.

    Args:
        items: What to place, the heavier first where the order is free.
        links: Pairs of items that are tied.
        groups: How many groups there are.
        breaks: Groups before which a new column begins.

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
    boxes = _columns(sizes, breaks=set(breaks))
    positions: list[tuple[float, float]] = [(0.0, 0.0)] * len(items)
    for group, box, size in zip(members, boxes, sizes, strict=True):
        if box is None or size is None:
            continue
        inset = (box.width - size[0]) / 2
        for index in group:
            x, y = local[index]
            centre = (box.left + inset + x, box.top + _HEADER + y)
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
    radius = items[index].radius + 9.0
    left = len(moons[index])
    while left:
        room = max(5, int(1.5 * np.pi * radius / 11.0))
        count = min(left, room)
        for number in range(count):
            turn = -np.pi / 2 + (number - (count - 1) / 2) * 1.5 * np.pi / max(room, count)
            places.append((radius * float(np.cos(turn)), radius * float(np.sin(turn))))
        left -= count
        radius += 11.0
    return places


def _extent(
    items: Sequence[Item], index: int, moons: Sequence[Sequence[int]]
) -> tuple[float, float]:
    """Return half the width and half the height that an item needs."""
    item = items[index]
    ring = _ring(items, index, moons)
    reach = max((hypot(x, y) for x, y in ring), default=item.radius) + 5.0
    if not item.letters:
        return reach, reach
    width = min(item.letters, _LETTERS) * _LETTER / 2
    return max(reach, width) + 2.0, reach + _LINE / 2


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
    extents = np.array([_extent(items, index, moons) for index in order])
    placed = np.zeros((len(order), 2))
    spiral = _spiral(extents)
    number = {index: at for at, index in enumerate(order)}
    for at, index in enumerate(order):
        near = [number[n] for n in neighbours[index] if number.get(n, at) < at]
        wish = placed[near].mean(axis=0) if near else np.zeros(2)
        placed[at] = _free_spot(wish, extents[at], placed[:at], extents[:at], spiral)
    low = (placed - extents).min(axis=0) - _PADDING / 2
    size = (placed + extents).max(axis=0) + _PADDING / 2 - low
    for at, index in enumerate(order):
        local[index] = (float(placed[at, 0] - low[0]), float(placed[at, 1] - low[1]))
    return float(size[0]), float(size[1])


def _spiral(extents: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return offsets that cover a plane evenly from the middle outwards, wide enough for all."""
    area = float((4 * extents[:, 0] * extents[:, 1]).sum())
    count = ceil(6 * area / (_STEP * _STEP * _ASPECT)) + 400
    steps = np.arange(count)
    radius, turn = _STEP * np.sqrt(steps), steps * _GOLDEN
    spiral: NDArray[np.float64] = np.column_stack(
        (radius * np.cos(turn) * _ASPECT, radius * np.sin(turn))
    )
    return spiral


def _free_spot(
    wish: NDArray[np.float64],
    extent: NDArray[np.float64],
    placed: NDArray[np.float64],
    extents: NDArray[np.float64],
    spiral: NDArray[np.float64],
) -> NDArray[np.float64]:
    if not len(placed):
        return wish
    reach = extents + extent
    for start in range(0, len(spiral), _CHUNK):
        spots = spiral[start : start + _CHUNK] + wish
        gaps = np.abs(spots[:, None, :] - placed[None, :, :])
        free = ((gaps[:, :, 0] >= reach[:, 0]) | (gaps[:, :, 1] >= reach[:, 1])).all(axis=1)
        if free.any():
            spot: NDArray[np.float64] = spots[int(free.argmax())]
            return spot
    below = float((placed[:, 1] + extents[:, 1]).max()) + float(extent[1])
    return np.array((float(wish[0]), below))


def _columns(sizes: Sequence[tuple[float, float] | None], *, breaks: set[int]) -> list[Box | None]:
    """Set groups below each other in columns, and the columns from left to right."""
    area = sum((w + _GAP) * (h + _HEADER + _GAP) for w, h in filter(None, sizes))
    tallest = max((h + _HEADER for _, h in filter(None, sizes)), default=0.0)
    limit = max(sqrt(area / 1.25), tallest)
    columns: list[list[int]] = [[]]
    filled = 0.0
    for index, size in enumerate(sizes):
        if size is None:
            continue
        height = size[1] + _HEADER + _GAP
        if columns[-1] and (index in breaks or filled + height > limit + _GAP):
            columns.append([])
            filled = 0.0
        columns[-1].append(index)
        filled += height
    return _boxes(sizes, columns)


def _boxes(
    sizes: Sequence[tuple[float, float] | None], columns: Sequence[Sequence[int]]
) -> list[Box | None]:
    boxes: list[Box | None] = [None] * len(sizes)
    left = 0.0
    for column in columns:
        top = 0.0
        widest = max((size[0] for size in map(sizes.__getitem__, column) if size), default=0.0)
        for index in column:
            size = sizes[index]
            if size is None:
                continue
            boxes[index] = Box(left, top, widest, size[1] + _HEADER)
            top += size[1] + _HEADER + _GAP
        left += widest + _GAP
    return boxes
