"""Clauses that name who does what (牵头, 负责, 责任单位)."""

from collections.abc import Sequence

from kg.model import Mention, Quantity, Relation, Report


def find_duties(
    report: Report, mentions: Sequence[Mention], quantities: Sequence[Quantity]
) -> list[Relation]:
    return []
