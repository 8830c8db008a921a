"""Names of projects to entities: one scope, one normal form, the reason of every merge named."""

import re
from functools import cache
from typing import Final

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.resolve.issuer import Issuer, Unit
from kg.resolve.naming import SAME, Named, fold
from kg.rules import Strict, load

_SIGNS: Final = re.compile(r"[、·,()\[\]]|(?<!\d)-|-(?!\d)")
"""Signs that names stand with and without; a dash between numbers (2021-2035) tells them apart."""


class _Ending(Strict):
    words: tuple[str, ...]
    keep: int


class _Category(Strict):
    words: tuple[str, ...]


class _Own(Strict):
    words: tuple[str, ...]
    keep: int
    not_before: tuple[str, ...]
    stop: tuple[str, ...]


class _National(Strict):
    beginnings: tuple[str, ...]
    subtypes: tuple[str, ...]
    names: tuple[str, ...]


class _Above(Strict):
    prefixes: tuple[str, ...]


class _Wide(Strict):
    beginnings: tuple[str, ...]


class _Home(Strict):
    project: tuple[str, ...]
    agency: tuple[str, ...]
    place: tuple[str, ...]


class _Form(Strict):
    pattern: str
    instead: str


class _Table(Strict):
    ending: _Ending
    category: _Category
    own: _Own
    national: _National
    above: _Above
    wide: _Wide
    home: _Home
    form: tuple[_Form, ...]


@cache
def _table() -> _Table:
    return load("projects.toml", _Table)


@cache
def _national_names() -> frozenset[str]:
    return frozenset(_strip_ending(_SIGNS.sub("", fold(name))) for name in _table().national.names)


def is_wide(name: str) -> bool:
    """Tell whether a project's name says that it is wider than the place that names it (全省…)."""
    return fold(name).startswith(_table().wide.beginnings)


def lies_at_home(kind: EntityType, subtype: str) -> bool:
    """Tell whether things of a type and subtype lie where their scope is, unless it is said."""
    home = _table().home
    return subtype in {"Project": home.project, "Agency": home.agency, "Place": home.place}[kind]


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(form.pattern), form.instead) for form in _table().form)


def _plain_form(name: str) -> str:
    """Write a name in the one form of those that mean the same thing (高速公路: 高速)."""
    for pattern, instead in _forms():
        name = pattern.sub(instead, name)
    return name


def resolve_project_name(
    name: str, subtype: str, *, issuer: Issuer, year: int, gazetteer: Gazetteer, text: str = ""
) -> Named:
    """Resolve a name that a report uses for a project.

    The id is made of the name's normal form: without quotation marks, brackets, dashes and commas
    between words, without the issuer's own name before it, without 项目 or 工程 after it. What was
    taken off is the rule (`merge.prefix+ending`).
    """
    del year, gazetteer, text
    plain = _SIGNS.sub("", fold(name)) or fold(name)
    merges = [] if plain == name else ["quotes"]
    bare = _strip_ending(plain)
    if _is_national(plain, bare, subtype):
        merges += [] if bare == plain else ["ending"]
        return _named(None, bare, merges)
    unit, without = _strip_owner(plain, issuer)
    merges += [] if without == plain else ["prefix"]
    bare = _strip_ending(without)
    merges += [] if bare == without else ["ending"]
    key = _plain_form(bare)
    merges += [] if key == bare else ["form"]
    return _named(unit, key, merges)


def _named(unit: Unit | None, key: str, merges: list[str]) -> Named:
    rule = f"merge.{'+'.join(merges)}" if merges else SAME
    return Named("Project", unit, key, None, None, rule)


def _is_national(plain: str, bare: str, subtype: str) -> bool:
    national = _table().national
    if plain in _national_names() or bare in _national_names():
        return True
    return subtype in national.subtypes and plain.startswith(national.beginnings)


def _strip_owner(plain: str, issuer: Issuer) -> tuple[Unit, str]:
    """Take the name of the division that a project belongs to off its front."""
    own = _table().own
    if plain.startswith(own.stop):
        return issuer.unit, plain
    for prefix in _table().above.prefixes:
        unit = issuer.ending((prefix,)) if plain.startswith(prefix) else None
        if unit is not None and len(plain) - len(prefix) >= own.keep:
            return unit, plain.removeprefix(prefix)
    for head in (*own.words, issuer.unit.name, _short(issuer.unit.name), issuer.unit.name[-1]):
        rest = plain.removeprefix(head)
        is_owner = len(head) > 1 or head in {"市", "县"}
        if rest == plain or len(rest) < own.keep or not is_owner:
            continue
        if not rest.startswith(own.not_before):
            return issuer.unit, rest
    return issuer.unit, plain


def _short(name: str) -> str:
    return name[:-1] if len(name) > 2 else name


def _strip_ending(plain: str) -> str:
    ending = _table().ending
    for word in ending.words:
        if plain.endswith(word) and len(plain) - len(word) >= ending.keep:
            return plain.removesuffix(word)
    return plain
