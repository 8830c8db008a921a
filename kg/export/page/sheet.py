"""Lays the groups of a page out on its sheet: the sections of a report below each other in columns,
as in a newspaper, the reports of a place beside each other by year, and places in rows. What stands
in a group is the business of `layout`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Final

HEADER: Final = 34.0
"""Height of the head of a group, in which its title stands."""

_GAP: Final = 16.0
_REPORT_GAP: Final = 44.0
_SHAPE_OF_ONE: Final = 1.4
_SHAPE_OF_MANY: Final = 1.54
"""Width over height of the map in a common window, which is lower where years are chosen below."""
_SHARES: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3)
_WIDTHS: Final = (0.8, 0.95, 1.1, 1.25, 1.4, 1.6, 1.8, 2.2, 3.0)
_ROW_GAP: Final = 0.035
_LEAST_ROW_GAP: Final = 32.0
"""Room above a row of reports, of the side of the whole, and at the least: their names stand
there."""
_ROW_COST: Final = 0.04
"""How much worse each further row is: years are compared more easily side by side."""
_LEAST_WIDTH: Final = 0.1
"""Least width of a report, of the side of the whole: its name has to fit."""

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """The rectangle of a group, its header included."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns of a report, seen from its upper left corner."""

    boxes: tuple[tuple[int, Box], ...]
    width: float
    height: float
    begins_band: bool


def lay_out(sizes: Sequence[Size | None], *, breaks: set[int], bands: set[int]) -> list[Box | None]:
    """Lay groups out: of several heights and widths those whose whole is closest to the shape of a
    window.

    Args:
        sizes: Width and height of each group without its header; None for one that holds nothing.
        breaks: Groups with which a new report begins.
        bands: Those of them with which the reports of another place begin.

    Returns:
        A box for each group that holds something.
    """
    side = sqrt(sum((w + _GAP) * (h + HEADER + _GAP) for w, h in filter(None, sizes)))
    tallest = max((h + HEADER for _, h in filter(None, sizes)), default=0.0)
    best: list[Box | None] = [None] * len(sizes)
    least = float("inf")
    shape = _SHAPE_OF_MANY if breaks else _SHAPE_OF_ONE
    for share in _SHARES:
        blocks = list(_blocks(sizes, max(side * share, tallest), side, breaks, bands))
        for wide in _WIDTHS if len(blocks) > 1 else _WIDTHS[-1:]:
            laid = _rows(blocks, wide * side, max(_LEAST_ROW_GAP, _ROW_GAP * side))
            badness = _badness(laid, shape) * (1 + _ROW_COST * _breaks_of(laid))
            if badness < least:
                best, least = [None] * len(sizes), badness
                for index, box in laid:
                    best[index] = box
    return best


def _badness(boxes: Sequence[tuple[int, Box]], shape: float) -> float:
    """Tell how far the whole is from the shape of a window."""
    width = max((box.left + box.width for _, box in boxes), default=1.0)
    height = max((box.top + box.height for _, box in boxes), default=1.0)
    return max(width / shape, height)


def _breaks_of(boxes: Sequence[tuple[int, Box]]) -> int:
    """Count how often a row of reports is followed by another: the next begins on the left."""
    return sum(1 for (_, one), (_, two) in pairwise(boxes) if two.left == 0.0 < one.left)


def _blocks(
    sizes: Sequence[Size | None],
    limit: float,
    side: float,
    breaks: set[int],
    bands: set[int],
) -> Iterator[_Block]:
    least = _LEAST_WIDTH * side if breaks else 0.0
    ends = [0, *sorted(breaks - {0}), len(sizes)]
    for start, end in pairwise(ends):
        columns = _fill(sizes, range(start, end), limit)
        boxes = tuple(_boxes(sizes, columns))
        if boxes:
            width = max(box.left + box.width for _, box in boxes)
            if width < least:
                boxes = tuple(_widened(boxes, least / width))
                width = least
            height = max(box.top + box.height for _, box in boxes)
            yield _Block(boxes, width, height, start in bands)


def _widened(boxes: Sequence[tuple[int, Box]], factor: float) -> Iterator[tuple[int, Box]]:
    for index, box in boxes:
        yield index, Box(box.left * factor, box.top, box.width * factor, box.height)


def _fill(sizes: Sequence[Size | None], groups: range, limit: float) -> list[list[int]]:
    columns: list[list[int]] = [[]]
    filled = 0.0
    for index in groups:
        size = sizes[index]
        if size is None:
            continue
        height = size[1] + HEADER + _GAP
        if columns[-1] and filled + height > limit + _GAP:
            columns.append([])
            filled = 0.0
        columns[-1].append(index)
        filled += height
    return columns


def _boxes(
    sizes: Sequence[Size | None], columns: Sequence[Sequence[int]]
) -> Iterator[tuple[int, Box]]:
    left = 0.0
    for column in columns:
        top = 0.0
        there = [(index, size) for index in column if (size := sizes[index]) is not None]
        widest = max((size[0] for _, size in there), default=0.0)
        for index, size in there:
            yield index, Box(left, top, widest, size[1] + HEADER)
            top += size[1] + HEADER + _GAP
        left += widest + _GAP


def _rows(blocks: Sequence[_Block], wide: float, gap: float) -> list[tuple[int, Box]]:
    """Set reports beside each other in rows of a width; those of a place that fit into a row are
    not torn apart."""
    laid: list[tuple[int, Box]] = []
    left = top = height = 0.0
    for at, block in enumerate(blocks):
        need = _band_width(blocks, at) if block.begins_band else block.width
        is_full = left + block.width > wide or (need <= wide and left + need > wide)
        if left and is_full:
            left, top, height = 0.0, top + height + gap, 0.0
        elif left and block.begins_band:
            left += gap / 2
        for index, box in block.boxes:
            laid.append((index, Box(left + box.left, top + box.top, box.width, box.height)))
        left += block.width + _REPORT_GAP
        height = max(height, block.height)
    return laid


def _band_width(blocks: Sequence[_Block], start: int) -> float:
    """Return the width of the reports of a place, from its first on."""
    width = blocks[start].width
    for block in blocks[start + 1 :]:
        if block.begins_band:
            break
        width += _REPORT_GAP + block.width
    return width
