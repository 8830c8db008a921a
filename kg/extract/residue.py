"""Numbers and quoted names that no fact uses, each with the reason: nothing disappears."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import rjieba

from kg.extract.quantity_shape import Measure, find_measures, wide_marks
from kg.extract.quantity_sift import sift
from kg.extract.when import PLAN
from kg.model import Mention, Milestone, Quantity, Report, Residue, ResidueReason
from kg.rules import Strict, load
from kg.text import Span

_WINDOW: Final = 24
_QUOTED: Final = re.compile(r"“[^“”\n]{1,40}”|《[^《》\n]{1,60}》")
_PLAN: Final = re.compile(PLAN)
_NUMERALS: Final = frozenset("零〇一二三四五六七八九十百千万亿两")
_SURE: Final = frozenset({"slogan", "ordinal", "date", "unlinked"})
_MARKS: Final = frozenset({"list_mark", "ordinal", "date"})


class ResidueRow(Strict):
    """A row of `residue.toml`; see its head for what the keys mean."""

    reason: ResidueReason
    before: str
    number: str = ""
    after: str


class ResidueTable(Strict):
    """The whole of `residue.toml`."""

    row: tuple[ResidueRow, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    reason: ResidueReason
    before: re.Pattern[str]
    number: re.Pattern[str] | None
    after: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row.reason,
            re.compile(f"(?:{row.before})$"),
            re.compile(row.number) if row.number else None,
            re.compile(row.after),
        )
        for row in load("residue.toml", ResidueTable).row
    )


def find_residue(
    report: Report,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    milestones: Sequence[Milestone],
) -> list[Residue]:
    """List what no fact uses.

    Args:
        report: The document.
        mentions: Its entities: a number inside one is part of a name.
        quantities: Its facts with numbers; what their indicators hold is used too.
        milestones: Its facts of projects; a project is a mention, so they use nothing more.

    Returns:
        Numbers and quoted names in the order of the text, each in the sentence it stands in; what
        stands between sentences is not listed.
    """
    spans = [sentence.span for sentence in report.sentences]
    starts = [span.start for span in spans]
    names = _Cover([mention.span for mention in mentions])
    used = _Cover([quantity.span for quantity in quantities])
    named = _Cover([q.indicator for q in quantities if q.indicator is not None])
    found = []
    for span, reason in sorted((*_numbers(report, names, used), *_quoted(report, names, used))):
        index = bisect_right(starts, span.start) - 1
        if index >= 0 and spans[index].contains(span):
            if reason == "unexplained" and named.covers(span):
                reason = "name"
            found.append(Residue(span, index, reason))
    return found


class _Cover:
    """Spans to look others up in."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(set(spans))
        self.starts = [span.start for span in self.spans]

    def covers(self, span: Span) -> bool:
        """Tell whether one of the spans holds or overlaps this one."""
        at = bisect_right(self.starts, span.end - 1)
        return any(self.spans[i].overlaps(span) for i in range(max(0, at - 4), at))


def _numbers(report: Report, names: _Cover, used: _Cover) -> Iterator[tuple[Span, ResidueReason]]:
    text = wide_marks(report.doc.text)
    for measure in find_measures(text):
        if used.covers(measure.span):
            continue
        numeral = _numeral(measure)
        if names.covers(measure.span):
            yield numeral, "name"
            continue
        reason = explain(text, measure)
        if reason in _MARKS or not _is_word(text, numeral, measure):
            yield numeral, reason


def _numeral(measure: Measure) -> Span:
    """Return the span of the number alone; of a range or a rank, the whole."""
    if measure.shape != "number":
        return measure.span
    start = measure.span.start + measure.is_negative
    return Span(start, start + len(measure.numeral))


def _is_word(text: str, span: Span, measure: Measure) -> bool:
    """Tell whether Chinese numerals are part of a word that is no number (统一, 进一步)."""
    if not measure.is_spoken or measure.shape != "number":
        return False
    start = max(0, span.start - 6)
    cursor = start
    for word, tag in rjieba.tag(text[start : span.end + 6]):
        if cursor <= span.start < cursor + len(word):
            return tag[0] not in "mtqx" and not all(sign in _NUMERALS for sign in word)
        cursor += len(word)
    return False


def explain(text: str, measure: Measure) -> ResidueReason:
    """Tell why a number is in no fact; `unexplained` where nothing is known of it."""
    span = _numeral(measure)
    before = text[max(0, span.start - _WINDOW) : span.start]
    number = re.sub(r"[ ,，]", "", text[span.start : span.end])
    after = text[span.end : span.end + _WINDOW]
    sifted = sift(text, measure)
    if sifted in _SURE:
        return sifted
    for rule in _rules():
        if rule.number is not None and not rule.number.fullmatch(number):
            continue
        if rule.after.match(after) and rule.before.search(before):
            return rule.reason
    return sifted if sifted is not None else "unlinked"


def _quoted(report: Report, names: _Cover, used: _Cover) -> Iterator[tuple[Span, ResidueReason]]:
    for match in _QUOTED.finditer(report.doc.text):
        inner = Span(match.start() + 1, match.end() - 1)
        if not names.covers(inner) and not used.covers(inner):
            yield inner, "date" if _PLAN.fullmatch(match[0][1:-1]) else "unlinked"
