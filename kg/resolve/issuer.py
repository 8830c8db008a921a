"""The place whose government issued a report, and the divisions above it."""

from dataclasses import dataclass

from kg.gazetteer import NATION_CODE, Division, Gazetteer
from kg.ids import make_id
from kg.model import Level, Report


@dataclass(frozen=True, slots=True)
class Unit:
    """A division as an entity: with an id even where no table has it."""

    id: str
    name: str
    level: Level
    code: str | None


@dataclass(frozen=True, slots=True)
class Issuer:
    """The division that a report speaks for, and those it lies in, the nearest first."""

    unit: Unit
    above: tuple[Unit, ...]

    @property
    def chain(self) -> tuple[Unit, ...]:
        """The issuer and the divisions it lies in."""
        return (self.unit, *self.above)

    def ending(self, endings: tuple[str, ...]) -> Unit | None:
        """Return the nearest division of the chain whose full name ends in one of these."""
        return next((unit for unit in self.chain if unit.name.endswith(endings)), None)

    def at(self, level: Level) -> Unit | None:
        """Return the division of the chain of a level, or None."""
        return next((unit for unit in self.chain if unit.level == level), None)


def unit_of(division: Division) -> Unit:
    """Make a unit of a division of the gazetteer."""
    return Unit(f"place-{division.code}", division.name, division.level, division.code)


def issuer_of(report: Report, gazetteer: Gazetteer) -> Issuer:
    """Tell the issuer of a report by its code, else by its name.

    A region that the gazetteer does not know has no code and nothing above it but the nation.
    """
    division = _division(report, gazetteer)
    if division is not None:
        above = gazetteer.ancestors(division)
        return Issuer(unit_of(division), tuple(unit_of(each) for each in above))
    code = report.region_code
    place_id = f"place-{code}" if code else make_id("place", "", report.region)
    nation = gazetteer.by_code(NATION_CODE)
    above = () if nation is None else (nation,)
    own = Unit(place_id, report.region, report.level, code)
    return Issuer(own, tuple(unit_of(each) for each in above))


def _division(report: Report, gazetteer: Gazetteer) -> Division | None:
    year = report.report_year
    if report.region_code is not None:
        return gazetteer.by_code(report.region_code, year=year)
    found = [d for d in gazetteer.find(report.region, year=year) if d.level == report.level]
    return found[0] if len(found) == 1 else None
