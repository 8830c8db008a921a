"""Groups the nodes of a page by the sections of their reports. Where a group stands is the business
of `layout`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.model import Facts, Report

COMMON: Final = 0
"""The group of what stands throughout the reports: the issuing place, the bodies named
everywhere."""

_SPLIT_FROM: Final = 40
"""Most facts that a section of the first depth holds before its own sections stand alone."""
_COMMON_SHARE: Final = 0.4
_COMMON_LEAST: Final = 4


@dataclass(frozen=True, slots=True)
class Group:
    """A region of the map: a section of a report, or what stands throughout.

    Args:
        report: Index of the report, or None for what stands throughout.
        section: Index of the section in the report, or None.
    """

    report: int | None
    section: int | None


def make_groups(facts: Facts) -> tuple[tuple[Group, ...], dict[str, int]]:
    """Make the groups of a page.

    Returns:
        The groups, in the order of the reports and their text, the common one first; and for the
        id of every section the index of its group.
    """
    weights = Counter(mention.evidence.section_id for mention in facts.mentions)
    weights.update(figure.evidence.section_id for figure in facts.figures)
    groups = [Group(None, None)]
    group_of: dict[str, int] = {}
    for number, report in enumerate(facts.reports):
        can_split = len(facts.reports) == 1
        for index, owner in enumerate(_owners(report, weights, can_split=can_split)):
            if owner == index:
                groups.append(Group(number, index))
            group_of[report.section_id(index)] = group_of.get(
                report.section_id(owner), len(groups) - 1
            )
    return tuple(groups), group_of


def _owners(report: Report, weights: Mapping[str, int], *, can_split: bool) -> list[int]:
    """Return for each section the one whose group it falls into; sections before theirs."""
    sections = report.sections
    tops: list[int] = []
    totals: Counter[int] = Counter()
    top = 0
    for index, section in enumerate(sections):
        if section.depth <= 1:
            top = index
        tops.append(top)
        totals[top] += weights.get(report.section_id(index), 0)
    owners: list[int] = []
    middle = 0
    for index, section in enumerate(sections):
        if section.depth <= 2:
            middle = index
        is_split = can_split and totals[tops[index]] > _SPLIT_FROM
        owners.append(middle if is_split else tops[index])
    return owners


def home(groups: Iterable[int], *, count: int) -> int:
    """Tell in which group something stands.

    Args:
        groups: The group of each of its mentions.
        count: How many groups there are.

    Returns:
        The group with most mentions, the first of equals; `COMMON` where there is no mention, or
        where it is mentioned in so many groups that it belongs to none.
    """
    seen = Counter(groups)
    if not seen or len(seen) >= max(_COMMON_LEAST, _COMMON_SHARE * (count - 1)):
        return COMMON
    return min(seen, key=lambda group: (-seen[group], group))
