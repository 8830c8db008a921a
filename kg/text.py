"""A document's text, spans of it, and the way back to its source. No word of a text is ever
rewritten here.

Offsets are Unicode code points, half-open. `Document.text` is the cleaned text that everything else
points into; `Document.runs` says where each stretch of it stands in the decoded source.
"""

from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

CLAUSE_STOPS: Final = "，。；：！？,;:!?\n"
"""Signs that part clauses."""


def clause_start(text: str, at: int, stops: Container[str] = CLAUSE_STOPS) -> int:
    """Return where the clause of a place begins."""
    while at > 0 and text[at - 1] not in stops:
        at -= 1
    return max(at, 0)


def clause_end(text: str, at: int, stops: Container[str] = CLAUSE_STOPS) -> int:
    """Return where the clause of a place ends."""
    while at < len(text) and text[at] not in stops:
        at += 1
    return at


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of code points.

    Raises:
        ValueError: The stretch is empty or starts below zero.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or negative span [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> "Span":
        """Return the stretch so many code points later, or earlier where `by` is negative."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """A stretch of cleaned text that stands in the source, code point for code point, from
    `source` on."""

    start: int
    source: int


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned text and the map back to the source it was cleaned from.

    Args:
        text: The cleaned text.
        runs: Sorted by `start`; the first starts at 0. Each holds until the next one starts.
            A text that was not cleaned has the single run `Run(0, 0)`.

    Raises:
        ValueError: The runs are out of order, go backwards in the source, or do not start at 0.
    """

    text: str
    runs: tuple[Run, ...] = (Run(0, 0),)

    def __post_init__(self) -> None:
        if not self.runs or self.runs[0].start != 0:
            raise ValueError("the first run of a document must start at 0")
        for left, right in zip(self.runs, self.runs[1:], strict=False):
            if right.start <= left.start or right.source < left.source + right.start - left.start:
                raise ValueError(f"runs out of order: {left} before {right}")

    def quote(self, span: Span) -> str:
        """Return the words of a span.

        Raises:
            ValueError: The span ends beyond the text.
        """
        if span.end > len(self.text):
            raise ValueError(f"span [{span.start}, {span.end}) beyond a text of {len(self.text)}")
        return self.text[span.start : span.end]

    def source_span(self, span: Span) -> Span:
        """Return where a span of the cleaned text stands in the decoded source.

        What cleaning dropped between the two ends (a blank, a line break) lies inside the result.
        """
        return Span(self._source(span.start), self._source(span.end - 1) + 1)

    def _source(self, offset: int) -> int:
        run = self.runs[bisect_right(self.runs, offset, key=lambda run: run.start) - 1]
        return run.source + offset - run.start
