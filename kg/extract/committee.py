"""Finds the committees of the party by their set forms (中共云岭市委, 自治区党委), which are bodies
wherever they stand, whatever pieces the net takes of them."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from kg.extract.subtype import subtype_of
from kg.model import Mention, Report
from kg.rules import Strict, any_of, load
from kg.text import Span

RULE: Final = "committee.form"

_TABLE: Final = "committees.toml"


class _Table(Strict):
    levels: tuple[str, ...]
    reach: int
    names: tuple[str, ...]
    not_before: tuple[str, ...]


@cache
def _form() -> re.Pattern[str]:
    table = load(_TABLE, _Table)
    levels, names, after = map(any_of, (table.levels, table.names, table.not_before))
    division = rf"[^，。、；：:“”《》（）\n的和与及向中共]{{1,{table.reach}}}?(?:{levels})"
    return re.compile(rf"(?:中共{division}委|{names})(?!{after})")


def with_committees(mentions: Sequence[Mention], report: Report) -> list[Mention]:
    """Put the committees in place of what is found of them.

    Args:
        mentions: In the order of the text, not overlapping.
        report: Of which every sentence is read.

    Returns:
        The mentions with these changes, in the order of the text. A longer name that holds a
        committee's is kept (中共云岭市委关于…的意见).
    """
    found = list(mentions)
    for index, sentence in enumerate(report.sentences):
        for match in _form().finditer(report.doc.quote(sentence.span)):
            start = sentence.span.start
            span = Span(start + match.start(), start + match.end())
            here = [m for m in found if m.sentence == index and m.span.overlaps(span)]
            if all(span.contains(m.span) for m in here):
                found = [m for m in found if m not in here]
                subtype = subtype_of(match[0], "Agency")
                found.append(Mention(span, "Agency", subtype, index, RULE))
    return sorted(found)
