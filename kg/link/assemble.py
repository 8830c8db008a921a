"""Puts the facts of many places together.

A pure union: what several places name (国务院, a national programme) becomes one thing, whatever
the order of the parts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.link.lifecycle import merge_lifecycles, step_order
from kg.model import (
    CORRECTION_UNUSED,
    Basis,
    Edge,
    Entity,
    EntityMention,
    Extraction,
    Facts,
    Figure,
    Indicator,
    Issue,
    LedgerRow,
    ReviewRow,
    Step,
)

Item = TypeVar("Item")
Identified = TypeVar("Identified", Figure, Step, LedgerRow)


def assemble(parts: Iterable[Facts], *, issues: Sequence[Issue] = ()) -> Facts:
    """Unite the linked facts of places into those of a build.

    Args:
        parts: What `link_place` made of each place, in any order.
        issues: What else went wrong on the way.

    Returns:
        Facts that do not depend on the order of the parts. A correction that found nothing is an
        issue only where it found nothing in every place.
    """
    parts = list(parts)
    extractions = sorted((e for part in parts for e in part.extractions), key=extraction_key)
    reports = [extraction.report for extraction in extractions]
    steps = _by_id(step for part in parts for step in part.steps)
    order = step_order(reports, steps)
    place = {report.id: index for index, report in enumerate(reports)}
    return Facts(
        extractions=tuple(extractions),
        entities=_merged((e for part in parts for e in part.entities), _id, merge_entities),
        indicators=_merged((i for part in parts for i in part.indicators), _id, _merge_indicators),
        figures=_by_id(figure for part in parts for figure in part.figures),
        steps=steps,
        edges=merge_edges(edge for part in parts for edge in part.edges),
        mentions=tuple(
            sorted(
                (mention for part in parts for mention in part.mentions),
                key=lambda mention: (place[mention.evidence.report_id], *mention_key(mention)),
            )
        ),
        ledger=_by_id(row for part in parts for row in part.ledger),
        lifecycles=_merged(
            (lifecycle for part in parts for lifecycle in part.lifecycles),
            lambda lifecycle: lifecycle.project_id,
            lambda group: merge_lifecycles(group, order),
        ),
        review=tuple(sorted({row for part in parts for row in part.review}, key=review_key)),
        issues=_issues(parts, issues),
    )


def extraction_key(extraction: Extraction) -> tuple[str, str, int, str]:
    """Return where an extraction stands among others: by place, year and report."""
    report = extraction.report
    region = "" if report.region_code else report.region
    return report.region_code or "", region, report.report_year, report.id


def mention_key(mention: EntityMention) -> tuple[int, int, str, str]:
    """Return where a mention stands in its report."""
    span = mention.evidence.span
    return span.start, span.end, mention.entity_id, mention.rule


def review_key(row: ReviewRow) -> tuple[str, str, str, str, str, str, int]:
    """Return where a row stands among those for review: by kind, names and place."""
    where = row.evidence
    return (
        row.what,
        row.left,
        row.right,
        row.detail,
        row.reason,
        where.report_id if where else "",
        where.span.start if where else -1,
    )


def merge_entities(group: Sequence[Entity]) -> Entity:
    """Put together what several places know of one entity; the name most mentioned stands.

    Of equally frequent names the one last heard of, then the first in code-point order; likewise
    for the subtype. A division goes by the name that it had last.
    """
    ranked = sorted(group, key=_standing)
    first = ranked[0]
    names = {name for entity in group for name in (entity.name, *entity.aliases)}
    subtypes: Counter[str] = Counter()
    for entity in ranked:
        subtypes[entity.subtype] += entity.mentions
    return Entity(
        id=first.id,
        type=first.type,
        subtype=min(subtypes, key=lambda subtype: (-subtypes[subtype], subtype)),
        name=first.name,
        aliases=tuple(sorted(names - {first.name})),
        scope_id=first.scope_id,
        code=first.code,
        first_year=min((e.first_year for e in group if e.first_year is not None), default=None),
        last_year=max((e.last_year for e in group if e.last_year is not None), default=None),
        mentions=sum(entity.mentions for entity in group),
    )


def _standing(entity: Entity) -> tuple[int, int, int, str, str]:
    year = -(entity.last_year or 0)
    is_division = entity.code is not None
    return year if is_division else 0, -entity.mentions, year, entity.name, entity.subtype


def merge_edges(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Make one edge of each statement, with all its evidence, sorted by id.

    It is stated if any reading states it; the rule is then the first of those that do.
    """
    return _merged(edges, _id, _merge_edge)


def _merge_edge(group: Sequence[Edge]) -> Edge:
    basis: Basis = "stated" if any(edge.basis == "stated" for edge in group) else "inferred"
    first = min((edge for edge in group if edge.basis == basis), key=lambda edge: edge.rule)
    sure = [edge.probability for edge in group if edge.probability is not None]
    return Edge(
        id=first.id,
        type=first.type,
        source=first.source,
        target=first.target,
        basis=basis,
        rule=first.rule,
        evidence=tuple(sorted({sentence for edge in group for sentence in edge.evidence})),
        probability=max(sure, default=None),
        verdict=min((e.verdict for e in group if e.verdict is not None), default=None),
    )


def _merge_indicators(group: Sequence[Indicator]) -> Indicator:
    first = min(group, key=lambda indicator: (len(indicator.name), indicator.name))
    names = {name for indicator in group for name in (indicator.name, *indicator.aliases)}
    unit = first.unit if len({indicator.unit for indicator in group}) == 1 else ""
    return replace(first, unit=unit, aliases=tuple(sorted(names - {first.name})))


def _issues(parts: Sequence[Facts], issues: Sequence[Issue]) -> tuple[Issue, ...]:
    counted = Counter(issue for part in parts for issue in set(part.issues))
    kept = {
        issue
        for issue, count in counted.items()
        if issue.code != CORRECTION_UNUSED or count == len(parts)
    }
    return tuple(sorted(kept | set(issues), key=_issue_key))


def _issue_key(issue: Issue) -> tuple[str, str, str, int]:
    return issue.file, issue.code, issue.message, issue.span.start if issue.span else -1


def _id(item: Entity | Indicator | Edge) -> str:
    return item.id


def _by_id(items: Iterable[Identified]) -> tuple[Identified, ...]:
    return tuple(sorted(items, key=lambda item: item.id))


def _merged(
    items: Iterable[Item],
    key: Callable[[Item], str],
    merge: Callable[[Sequence[Item]], Item],
) -> tuple[Item, ...]:
    first: dict[str, Item] = {}
    groups: dict[str, list[Item]] = {}  # of the few that come more than once
    for item in items:
        name = key(item)
        known = first.setdefault(name, item)
        if known is not item:
            groups.setdefault(name, [known]).append(item)
    return tuple(merge(groups[name]) if name in groups else first[name] for name in sorted(first))
