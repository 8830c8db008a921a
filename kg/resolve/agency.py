"""Names of bodies to entities.

Generic names get their division from the issuer, departments their full name from the table,
national bodies and companies stand by name alone.
"""

import re
from dataclasses import dataclass, replace

from kg.gazetteer import Gazetteer
from kg.resolve.agency_table import Agencies, Term, agencies
from kg.resolve.issuer import Issuer, Unit, unit_of
from kg.resolve.naming import SAME, Named, fold
from kg.resolve.place import split_division, stands_alone


@dataclass(frozen=True, slots=True)
class _Name:
    """A name on its way through the rules."""

    text: str
    plain: str
    subtype: str
    issuer: Issuer
    year: int


def resolve_agency_name(
    name: str, subtype: str, *, issuer: Issuer, year: int, gazetteer: Gazetteer, text: str = ""
) -> Named | None:
    """Resolve a name that a report uses for a body.

    Args:
        name: As it stands.
        subtype: Of the mention.
        issuer: Of the report.
        year: Of the report; a name from before a reform of government counts for it and the year
            after.
        gazetteer: Divisions.
        text: Of the report, which may tell where a division outside the issuer lies.

    Returns:
        None where a generic name has no division in the issuer's chain (市委 in a report of a
        province), and for what is no body's name.
    """
    table = agencies()
    given = _Name(name, _plain_name(name), subtype, issuer, year)
    known = _national(given, table)
    if known is not None:
        return known
    if is_no_body(name):
        return None
    inside = _inside(given, table)
    if inside is not None:
        return inside
    parted = split_division(given.plain, issuer=issuer, year=year, gazetteer=gazetteer, text=text)
    if parted is not None and not parted[1].startswith(table.alone.not_after_division):
        return _named_division(given, unit_of(parted[0]), parted[1], table)
    generic = _prefixed(given, table)
    if generic is not None:
        return generic
    if any(_is_prefixed(given.plain, surface, table) for surface in _generic_surfaces(table)):
        return None
    return _plain(given, table)


def is_no_body(name: str) -> bool:
    """Tell whether a name is a country's, a person's or a thing's (大飞机), or a mere class's."""
    plain, noise = fold(name), agencies().noise
    return plain in noise.names or plain.endswith(noise.endings) or stands_alone(plain)


def _plain_name(name: str) -> str:
    """Return a name folded, without the number of a term: 市第十五届人民代表大会."""
    return _TERM.sub("", fold(name))


_TERM = re.compile(r"第?[一二三四五六七八九十\d]+届(?=人大|人民代表大会|人民政府|政协|政府|委员会)")


def _generic_surfaces(table: Agencies) -> tuple[str, ...]:
    return tuple(prefix.surface for prefix in table.prefixes)


def _national(name: _Name, table: Agencies) -> Named | None:
    term = _pick(table.national.get(name.plain, ()), name.year)
    rule = "agency.national"
    if term is None and name.issuer.unit.level == "national":
        term = _pick(table.bare.get(name.plain, ()), name.year)
        rule = "agency.bare"
    if term is None:
        return None
    rule = "agency.renamed" if term.then else SAME if term.name == name.text else rule
    return Named("Agency", None, term.name, term.name, None, rule)


def _pick(terms: tuple[Term, ...], year: int) -> Term | None:
    """Choose what a word stands for in a year: today's meaning, else the one that was in force."""
    fit = [term for term in terms if term.until is None or year <= term.until + 1]
    now = [term for term in fit if term.until is None]
    if now:
        return now[0]
    names = {term.name for term in fit}
    return fit[0] if len(names) == 1 else None


def _inside(name: _Name, table: Agencies) -> Named | None:
    for row in table.insides:
        if not (name.plain.startswith(row.before) and name.plain.endswith(row.after)):
            continue
        middle = name.plain[len(row.before) : len(name.plain) - len(row.after)]
        units = [unit for unit in name.issuer.chain if unit.name == middle]
        for prefix in table.prefixes:
            if prefix.surface == middle:
                units += [u for u in (name.issuer.ending(prefix.endings),) if u is not None]
        if units:
            return _of(units[0], row.name, "agency.issuer")
    return None


def _prefixed(name: _Name, table: Agencies) -> Named | None:
    """Resolve 市委, 市政府办公室, 市发展改革委, 省住建厅 and their like."""
    for prefix in table.prefixes:
        if not _is_prefixed(name.plain, prefix.surface, table):
            continue
        unit = name.issuer.ending(prefix.endings)
        if unit is None:
            continue
        rest = name.plain.removeprefix(prefix.surface)
        known = _known(unit, rest, name.year, table)
        if known is not None:
            return replace(known, rule="agency.issuer") if known.rule == SAME else known
        if prefix.surface in _SURE:
            return _of(unit, "{place}" + rest, "agency.issuer")
    return None


_SURE = ("市", "省", "自治区")
"""Prefixes that are one whatever follows; 区 and 县 begin other words too."""


def _is_prefixed(plain: str, surface: str, table: Agencies) -> bool:
    if not plain.startswith(surface) or len(plain) <= len(surface):
        return False
    if plain in table.departments:
        return False
    rest = plain.removeprefix(surface)
    if rest in table.organs or rest in table.departments:  # 市民政局 is nothing of 市民
        return True
    return not plain.startswith(table.stop_words) and (
        surface in _SURE or any(rest.startswith(part.surface) for part in table.parts)
    )


def _known(unit: Unit, rest: str, year: int, table: Agencies) -> Named | None:
    """Name the organ or department of a division that the rest of a name stands for."""
    if rest in table.organs:
        return _of(unit, table.organs[rest], SAME)
    term = _pick(table.departments.get(rest, ()), year)
    if term is not None:
        rule = "agency.renamed" if term.then else SAME
        return _of(unit, "{place}" + term.name, rule)
    for part in table.parts:
        if rest.startswith(part.surface) and len(rest) - len(part.surface) > 1:
            return _of(unit, part.name + rest.removeprefix(part.surface), SAME)
    return None


def _named_division(name: _Name, unit: Unit, rest: str, table: Agencies) -> Named:
    """Resolve a name that begins with a division: 郑州市委, 河南省教育厅, 郑州银行."""
    for candidate in (rest, rest.removeprefix(unit.name[-1])):
        known = _known(unit, candidate, name.year, table) if candidate else None
        if known is not None:
            is_same = known.name == name.text
            rule = known.rule if known.rule != SAME else SAME if is_same else "agency.alias"
            return replace(known, rule=rule)
    if _is_alone(name, table):
        return _alone(name)
    rule = SAME if name.plain == name.text else "merge.quotes"
    return Named("Agency", unit, name.plain, None, None, rule)


def _plain(name: _Name, table: Agencies) -> Named:
    """Resolve a name without a division: a bare department, a company, an institute."""
    unit = name.issuer.unit
    term = _pick(table.departments.get(name.plain, ()), name.year)
    if term is not None:
        return _of(unit, "{place}" + term.name, "agency.bare")
    if name.plain in table.bare_organs:
        return _of(unit, table.organs[name.plain], "agency.bare")
    if _is_alone(name, table):
        return _alone(name)
    if _is_own_department(name, table):
        return _of(unit, "{place}" + name.plain, "agency.bare")
    rule = SAME if name.plain == name.text else "merge.quotes"
    return Named("Agency", unit, name.plain, None, None, rule)


def _is_own_department(name: _Name, table: Agencies) -> bool:
    is_local = name.issuer.unit.level != "national" and name.subtype == "party-government"
    plain, own = name.plain, table.own
    return is_local and plain.endswith(own.endings) and not plain.endswith(own.but_not)


def _is_alone(name: _Name, table: Agencies) -> bool:
    plain, alone = name.plain, table.alone
    if plain in alone.generic:
        return False
    return (
        plain.startswith(alone.beginnings)
        or plain.endswith(alone.endings)
        or any(word in plain for word in alone.within)
        or name.subtype in alone.subtypes
    )


def _alone(name: _Name) -> Named:
    rule = SAME if name.plain == name.text else "merge.quotes"
    return Named("Agency", None, name.plain, None, None, rule)


def _of(unit: Unit, template: str, rule: str) -> Named:
    full = template.format(place=unit.name)
    return Named("Agency", unit, full, full, None, rule)
