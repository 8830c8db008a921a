"""A source text to the cleaned `Document`: lines dropped, blanks folded, broken lines joined.

No word is rewritten: every sign of the cleaned text stands in the source, and the document's runs
say where. The only exception is the line break, which is always `\\n` here whatever the source has.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.read.mark import HEADING
from kg.read.noise import cut_watermark, noise, watermarks
from kg.text import Document, Run, Span

_BREAK: Final = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|(?:\\r\\n|\\n|\\r)+")
_BLANKS: Final = r" \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\x1f"
_WIDTHLESS: Final = r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad\x00-\x08\x0e-\x1b\x7f"
_ENTITY: Final = r"&(?:nbsp|ensp|emsp|thinsp|zwnj);?|<U\+00A0>"
_FOLD: Final = re.compile(rf"(?:[{_BLANKS}{_WIDTHLESS}]+|{_ENTITY})+")
_FIRST_BLANK: Final = re.compile(f"[{_BLANKS}]")
_NEEDS_FOLD: Final = re.compile(rf"[{_BLANKS}]{{2}}|[{_WIDTHLESS}]|{_ENTITY}")
_EDGE: Final = " \t\xa0\u1680\u202f\u205f\u3000\x1f" + "".join(map(chr, range(0x2000, 0x200B)))

_CLOSED: Final = frozenset("。！？；：!?;:…”’）)】》」』")
_OPEN: Final = frozenset("，、,（(“《‘—")
_LEADS_ON: Final = frozenset("，。、；：！？”’）》%％,;")
_STOP: Final = re.compile(r"[。！？；!?;]")
_LONG: Final = 60
"""A line this long without a full stop at its end is prose that was broken off."""
_DOUBLED: Final = 40
"""A line this long that stands twice is a copy: no report says a whole paragraph twice."""
_WIDEST: Final = 60
_WRAPPED: Final = 0.25
_GIANT: Final = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source after folding: its words, and the stretches of the source they are."""

    text: str
    stretches: tuple[tuple[int, int], ...]
    end: int
    """Where in the source its line break stands, or the source ends."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned document and its lines; a line is a paragraph, a heading or a row."""

    doc: Document
    lines: tuple[Span, ...]


def clean(source: str) -> Cleaned:
    """Clean a source text.

    Args:
        source: The decoded text.

    Returns:
        The document, with a `\\n` between lines and none at the end. Where nothing is left its text
        is empty.
    """
    lines = [line for line in _lines(source) if line.text]
    marks = watermarks([line.text for line in lines])
    if marks:
        lines = [_shorten(line, len(cut_watermark(line.text, marks))) for line in lines]
    table = noise()
    words = {line.text for line in lines}
    dropped = {text for text in words if not text or table.is_noise(text)}
    kept = [line for line in lines if line.text not in dropped]
    kept = _without_contents(kept)
    kept = _without_copies(kept)
    return _assemble(_joined(kept), source)


def _lines(source: str) -> Iterator[Line]:
    start = 0
    for found in _BREAK.finditer(source):
        yield _fold(source, start, found.start())
        start = found.end()
    yield _fold(source, start, len(source))


def _fold(source: str, start: int, end: int) -> Line:
    raw = source[start:end]
    if not _NEEDS_FOLD.search(raw):
        text = raw.strip(_EDGE)
        at = start + len(raw) - len(raw.lstrip(_EDGE))
        return Line(text, ((at, at + len(text)),) if text else (), end)
    stretches: list[tuple[int, int]] = []
    at = 0
    for found in _FOLD.finditer(raw):
        blank = _FIRST_BLANK.search(raw, found.start(), found.end())
        inside = found.start() > 0 and found.end() < len(raw)
        # of a run of blanks the first stays; of signs without width nothing does
        stop = found.start()
        if blank and inside and blank.start() == stop:
            stop += 1
        if at < stop:
            stretches.append((start + at, start + stop))
        at = found.end()
    if at < len(raw):
        stretches.append((start + at, end))
    text = "".join(source[a:b] for a, b in stretches)
    return Line(text, tuple(stretches), end)


def _shorten(line: Line, length: int) -> Line:
    """Cut a line to its first signs."""
    if length == len(line.text):
        return line
    stretches: list[tuple[int, int]] = []
    left = length
    for start, end in line.stretches:
        if left <= 0:
            break
        stretches.append((start, min(end, start + left)))
        left -= end - start
    return Line(line.text[:length], tuple(stretches), line.end)


def _without_contents(lines: list[Line]) -> list[Line]:
    """Drop a table of contents without page numbers: headings after 目录 that come again below."""
    title = noise().contents_title
    at = next((i for i, line in enumerate(lines[:60]) if title.fullmatch(line.text)), None)
    if at is None:
        return lines
    later = {line.text for line in lines[at + 1 :]}
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.text] = counts.get(line.text, 0) + 1
    stop = at + 1
    while stop < len(lines) and lines[stop].text in later and counts[lines[stop].text] > 1:
        counts[lines[stop].text] -= 1
        stop += 1
    return lines[:at] + lines[stop:]


def _without_copies(lines: list[Line]) -> list[Line]:
    """Drop what repeats: the second copy of a text, with the short lines that stand in it."""
    lines = [_shorten(line, _first_copy(line.text)) for line in lines]
    seen: set[str] = set()
    copied: list[bool] = []
    for line in lines:
        copied.append(line.text in seen)
        seen.add(line.text)
    if not any(
        is_copy and len(line.text) >= _DOUBLED for is_copy, line in zip(copied, lines, strict=True)
    ):
        return lines
    kept: list[Line] = []
    long = [
        is_copy for is_copy, line in zip(copied, lines, strict=True) if len(line.text) >= _DOUBLED
    ]
    drops = long[-1]  # whether the next long line is a copy; at the end, the last one
    for is_copy, line in zip(reversed(copied), reversed(lines), strict=True):
        if len(line.text) >= _DOUBLED:
            drops = is_copy
        if not (is_copy and drops):
            kept.append(line)
    return kept[::-1]


def _first_copy(text: str) -> int:
    """Return where a text without paragraphs begins anew, or its length."""
    if len(text) < _GIANT:
        return len(text)
    again = text.find(text[:_LONG], _LONG)
    is_copy = again > 0 and text.startswith(text[again : again + _GIANT // 2])
    return again if is_copy else len(text)


def _joined(lines: list[Line]) -> Iterator[list[Line]]:
    """Group lines into paragraphs: what was broken in mid-sentence is one again."""
    width = _width(lines)
    group: list[Line] = []
    for line in lines:
        if group and not _runs_on(group[-1].text, line.text, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _width(lines: Sequence[Line]) -> int:
    """Return how wide the lines of a hard-wrapped text are; 0 where it is not wrapped."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) >= 12)
    if len(lengths) < 20:
        return 0
    width = lengths[len(lengths) * 9 // 10]
    if width > _WIDEST:
        return 0
    full = [line for line in lines if len(line.text) >= width * 0.85]
    broken = sum(line.text[-1] not in _CLOSED for line in full)
    return width if broken >= _WRAPPED * len(lengths) else 0


def _runs_on(first: str, second: str, width: int) -> bool:
    if first[-1] in _CLOSED or _is_row(first) or _is_row(second) or HEADING.match(second):
        return False
    if first[-1] in _OPEN or second[0] in _LEADS_ON:
        return len(first) >= 12
    if width:
        return len(first) >= width * 0.85
    last = _STOP.split(first)[-1].strip()
    is_heading = HEADING.match(last) or last.startswith("附")
    return len(first) >= _LONG and not is_heading and second[0] not in "附名"


def _is_row(text: str) -> bool:
    """Tell whether a line looks like a row of a table."""
    return "\t" in text or text.count(" ") * 3 >= len(text) > 6


def _assemble(groups: Iterable[Sequence[Line]], source: str) -> Cleaned:
    parts: list[str] = []
    runs: list[Run] = []
    lines: list[Span] = []
    size = 0

    def add(text: str, at: int) -> None:
        nonlocal size
        if not runs or runs[-1].source + size - runs[-1].start != at:
            runs.append(Run(size, at))
        parts.append(text)
        size += len(text)

    end = -1
    for group in groups:
        if end >= 0:
            add("\n", end)
        start = size
        for line in group:
            for first, last in line.stretches:
                add(source[first:last], first)
        lines.append(Span(start, size))
        end = group[-1].end
    return Cleaned(Document("".join(parts), tuple(runs) or (Run(0, 0),)), tuple(lines))
