"""Counts what is mentioned, and makes the entities of it."""

from collections import Counter
from dataclasses import dataclass, field

from kg.model import Entity
from kg.resolve.issuer import Unit
from kg.resolve.naming import Named


@dataclass(slots=True)
class _Count:
    """All that is known of one entity; changed while mentions are added."""

    named: Named
    named_year: int
    names: Counter[str] = field(default_factory=Counter)
    subtypes: Counter[str] = field(default_factory=Counter)
    years: set[int] = field(default_factory=set)
    mentions: int = 0

    def is_older(self, name: str, year: int) -> bool:
        """Tell whether a name of a year stands before the one known: the latest, then the first."""
        known = self.named.name
        return known is None or (-year, name) < (-self.named_year, known)


@dataclass(slots=True)
class Tally:
    """Collects mentions by entity; the order in which they come does not matter."""

    counts: dict[str, _Count] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def add(self, named: Named, *, name: str, subtype: str, year: int) -> None:
        """Count a mention of an entity under a name in a report of a year."""
        self.note(named, name=name, subtype=subtype, year=year)
        self.counts[named.id].mentions += 1

    def note(self, named: Named, *, name: str, subtype: str, year: int) -> None:
        """Keep an entity that stands inside another's name, without counting a mention."""
        count = self.counts.setdefault(named.id, _Count(named, year))
        if named.name is not None and count.is_older(named.name, year):
            count.named, count.named_year = named, year
        count.names[name] += 1
        count.subtypes[named.subtype or subtype] += 1
        count.years.add(year)
        if named.scope is not None:
            self.units[named.scope.id] = named.scope

    def subtype(self, entity_id: str) -> str:
        """Return the subtype of an entity as far as it is known by now."""
        return _first(self.counts[entity_id].subtypes)

    def entities(self, parents: dict[str, str]) -> list[Entity]:
        """Make the entities, sorted by id.

        Args:
            parents: Id of the division right above, by id of a division.
        """
        made = [_entity(count, parents) for count in self.counts.values()]
        known = {entity.id for entity in made}
        made += [
            Entity(
                id=unit.id,
                type="Place",
                subtype="division",
                name=unit.name,
                aliases=(),
                scope_id=parents.get(unit.id),
                code=unit.code,
                first_year=None,
                last_year=None,
                mentions=0,
            )
            for unit in self.units.values()
            if unit.id not in known
        ]
        return sorted(made, key=lambda entity: entity.id)


def _entity(count: _Count, parents: dict[str, str]) -> Entity:
    named = count.named
    name = named.name or _first(count.names)
    scope_id = parents.get(named.id) if named.code is not None else named.scope_id
    return Entity(
        id=named.id,
        type=named.type,
        subtype=_first(count.subtypes),
        name=name,
        aliases=tuple(sorted(set(count.names) - {name})),
        scope_id=scope_id,
        code=named.code,
        first_year=min(count.years),
        last_year=max(count.years),
        mentions=count.mentions,
    )


def _first(counted: Counter[str]) -> str:
    """Return the most frequent string; of equally frequent ones the shorter, then the first."""
    return min(counted, key=lambda text: (-counted[text], len(text), text))
