"""The table of bodies' names (`data/agencies.toml`), checked, with its indexes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import RuleFileError
from kg.rules import Strict, load


class Prefix(Strict):
    """A character that says whose a body is."""

    surface: str
    endings: tuple[str, ...]


class _Stop(Strict):
    words: tuple[str, ...]


class _Organ(Strict):
    name: str
    surfaces: tuple[str, ...]
    is_bare: bool = True


class Inside(Strict):
    """A name whose prefix stands between two of its own words (团市委)."""

    name: str
    before: str
    after: str


class Part(Strict):
    """An organ that stands before the name of one of its departments (市委宣传部)."""

    surface: str
    name: str


class _Former(Strict):
    name: str
    aliases: tuple[str, ...]
    until: int


class _Department(Strict):
    name: str
    aliases: tuple[str, ...]
    former: tuple[_Former, ...] = ()


class _National(Strict):
    name: str
    aliases: tuple[str, ...]
    bare: tuple[str, ...] = ()
    former: tuple[_Former, ...] = ()


class Alone(Strict):
    """What names are unique in the nation, and which companies' names are not."""

    not_after_division: tuple[str, ...]
    within: tuple[str, ...]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    subtypes: tuple[str, ...]
    generic: tuple[str, ...]


class Bare(Strict):
    """How the names of the issuer's own departments end."""

    endings: tuple[str, ...]
    but_not: tuple[str, ...]


class Noise(Strict):
    """What names, and which endings, are no body's."""

    names: frozenset[str]
    endings: tuple[str, ...]


class _Table(Strict):
    prefix: tuple[Prefix, ...]
    stop: _Stop
    organ: tuple[_Organ, ...]
    inside: tuple[Inside, ...]
    part: tuple[Part, ...]
    department: tuple[_Department, ...]
    bare: Bare
    national: tuple[_National, ...]
    noise: Noise
    alone: Alone


@dataclass(frozen=True, slots=True)
class Term:
    """What a word stands for: a name (a template with `{place}` for organs), and until when.

    Args:
        name: The name today.
        then: What the body was called when the word was in use; None where it is so today.
        until: Last year of a former name, else None.
    """

    name: str
    then: str | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Agencies:
    """The indexes of the table. A former name can stand for several bodies of today."""

    prefixes: tuple[Prefix, ...]
    stop_words: tuple[str, ...]
    organs: Mapping[str, str]
    bare_organs: frozenset[str]
    insides: tuple[Inside, ...]
    parts: tuple[Part, ...]
    departments: Mapping[str, tuple[Term, ...]]
    national: Mapping[str, tuple[Term, ...]]
    bare: Mapping[str, tuple[Term, ...]]
    own: Bare
    noise: Noise
    alone: Alone


@cache
def agencies() -> Agencies:
    """Load the table.

    Raises:
        RuleFileError: It is broken, or a word stands for two things.
    """
    table = load("agencies.toml", _Table)
    organs = _unique(((s, organ.name) for organ in table.organ for s in organ.surfaces), "organ")
    return Agencies(
        prefixes=tuple(sorted(table.prefix, key=lambda prefix: -len(prefix.surface))),
        stop_words=table.stop.words,
        organs=organs,
        bare_organs=frozenset(s for o in table.organ if o.is_bare for s in o.surfaces),
        insides=table.inside,
        parts=tuple(sorted(table.part, key=lambda part: -len(part.surface))),
        departments=_terms(table.department, "department"),
        national=_terms(table.national, "national"),
        bare=_group(((b, Term(n.name)) for n in table.national for b in n.bare), "national"),
        own=table.bare,
        noise=table.noise,
        alone=table.alone,
    )


def _unique(pairs: Iterator[tuple[str, str]], row: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for surface, name in pairs:
        if found.setdefault(surface, name) != name:
            raise RuleFileError(f"agencies.toml: {row}: {surface!r} stands for two names")
    return found


def _terms(
    rows: tuple[_Department, ...] | tuple[_National, ...], row: str
) -> Mapping[str, tuple[Term, ...]]:
    def pairs() -> Iterator[tuple[str, Term]]:
        for each in rows:
            for surface in (each.name, *each.aliases):
                yield surface, Term(each.name)
            for former in each.former:
                for surface in (former.name, *former.aliases):
                    yield surface, Term(each.name, former.name, former.until)

    return _group(pairs(), row)


def _group(pairs: Iterator[tuple[str, Term]], row: str) -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for surface, term in pairs:
        terms = found.setdefault(surface, [])
        if term.until is None and any(other.until is None for other in terms):
            raise RuleFileError(f"agencies.toml: {row}: {surface!r} stands for two names")
        terms.append(term)
    return {surface: tuple(terms) for surface, terms in found.items()}
