"""Finds the names of regions, rivers and countries that tables know; what of them is a mention is
decided in `kg.extract.entity`."""

from functools import cache
from typing import Final

import ahocorasick_rs

from kg.extract.gazetteer import Words
from kg.gazetteer.region import region_names
from kg.model import Mention, Report
from kg.text import Span

RULE: Final = "gazetteer.region"

_DASHES: Final = frozenset("—-－–")


@cache
def _matcher() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        list(region_names()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


def _is_linked(text: str, start: int, end: int) -> bool:
    """Tell whether a dash joins a name to another (郑州—卢森堡“双枢纽”战略)."""
    return text[start - 1 : start] in _DASHES or text[end : end + 1] in _DASHES


def find_regions(report: Report) -> list[Mention]:
    """Find the names of places that are one whoever names them (京津冀, 黄河, 德国).

    Args:
        report: Of which every sentence is read.

    Returns:
        In the order of the text, not overlapping; names that do not begin and end where words do,
        and those joined to another by a dash, are left out.
    """
    subtypes = list(region_names().items())
    found: list[Mention] = []
    for index, sentence in enumerate(report.sentences):
        text = report.doc.quote(sentence.span)
        words = Words()
        for which, start, end in _matcher().find_matches_as_indexes(text):
            if words.part(text, start, end) and not _is_linked(text, start, end):
                span = Span(sentence.span.start + start, sentence.span.start + end)
                found.append(Mention(span, "Place", subtypes[which][1], index, RULE))
    return found
