"""Applies the corrections to names and facts of one place, and keeps which were used."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import ConfigError
from kg.model import CORRECTION_UNUSED, Edge, Figure, Issue, Step
from kg.resolve.corrections import Correction, parse_value
from kg.resolve.naming import Named, fold

Resolver = Callable[[str], Named | None]
"""Resolves a name of the type and subtype in question, without corrections."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a name stands, for corrections that choose some mentions of an entity."""

    text: str
    year: int
    file: str


@dataclass(slots=True)
class Corrector:
    """The corrections of a build, and the rows of them that found something."""

    corrections: Sequence[Correction] = ()
    used: set[int] = field(default_factory=set)

    def name(self, named: Named, seen: Seen, resolve: Resolver) -> tuple[Named, str | None]:
        """Apply what corrects the entity of a name.

        Returns:
            The corrected entity, and the rule of the correction that rejects it, or None.

        Raises:
            ConfigError: Merges go round in a circle.
        """
        rows = [c for c in self.corrections if c.type == named.type]
        visited = {named.id}
        while (row := self._next(rows, named, seen, resolve)) is not None:
            rows.remove(row)
            self.used.add(row.row)
            if row.action == "reject":
                return named, row.rule
            named = _apply(named, row, resolve)
            if row.action in {"merge", "split"}:
                if named.id in visited:
                    raise ConfigError(f"corrections: row {row.row}: {row} goes round in a circle")
                visited.add(named.id)
        return named, None

    def facts(self, fact_id: str) -> Iterator[Correction]:
        """Yield what corrects a fact, by its id, and count it as used."""
        for correction in self.corrections:
            if correction.type is None and correction.name == fact_id:
                self.used.add(correction.row)
                yield correction

    def kept(self, edges: Iterable[Edge]) -> Iterator[Edge]:
        """Yield the edges that no correction rejects."""
        rejected = {c.name: c.row for c in self.corrections if c.type is None}
        for edge in edges:
            if edge.id in rejected:
                self.used.add(rejected[edge.id])
            else:
                yield edge

    def unused(self, path: Path) -> Iterator[Issue]:
        """Yield an issue for every correction that found nothing."""
        for correction in self.corrections:
            if correction.row not in self.used:
                text = f"{path}: row {correction.row}: {correction}: there is nothing of this name"
                yield Issue(CORRECTION_UNUSED, text, str(path))

    def _next(
        self, rows: Iterable[Correction], named: Named, seen: Seen, resolve: Resolver
    ) -> Correction | None:
        for row in rows:
            chosen = row.chooses(year=seen.year, file=seen.file, text=seen.text)
            if chosen and _is_about(row, named, seen, resolve):
                return row
        return None


def _is_about(row: Correction, named: Named, seen: Seen, resolve: Resolver) -> bool:
    if row.name == named.id:
        return True
    if not _is_place(row.place, named):
        return False
    names = {named.key, fold(named.name or ""), fold(seen.text)}
    if fold(row.name) in names:
        return True
    other = resolve(row.name)
    return other is not None and other.id == named.id


def _is_place(place: str, named: Named) -> bool:
    if named.scope is None:
        return not place
    return place in {named.scope.name, named.scope.code}


def _apply(named: Named, row: Correction, resolve: Resolver) -> Named:
    if row.action == "rename":
        return replace(named, name=row.to, rule=row.rule)
    if row.action == "fix":
        return replace(named, subtype=row.value, rule=row.rule)
    known = resolve(row.to)
    if known is not None and known.scope_id == named.scope_id and known.id != named.id:
        return replace(known, name=known.name or row.to, rule=row.rule)
    return Named(named.type, named.scope, fold(row.to), row.to, None, row.rule, named.subtype)


def correct_figure(figure: Figure, corrector: Corrector) -> Figure | None:
    """Apply what corrects a target or an outcome; None where it is rejected."""
    for row in corrector.facts(figure.id):
        if row.action == "reject":
            return None
        name = {"min": "low", "max": "high", "indicator": "indicator_text"}.get(
            row.field, row.field
        )
        figure = replace(figure, **{name: parse_value(row), "rule": row.rule})
        if row.field == "period":
            figure = replace(figure, period_basis="inferred")
    return figure


def correct_step(step: Step, corrector: Corrector) -> Step | None:
    """Apply what corrects a milestone; None where it is rejected."""
    for row in corrector.facts(step.id):
        if row.action == "reject":
            return None
        step = replace(step, **{row.field: parse_value(row), "rule": row.rule})
        if row.field == "period":
            step = replace(step, period_basis="inferred")
    return step
