"""The names of one report to entities, each name resolved once."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from kg.gazetteer import Entry, Gazetteer
from kg.gazetteer.told import Use
from kg.model import EntityType, Extraction, Mention, Report
from kg.resolve.agency import is_no_body, resolve_agency_name
from kg.resolve.correcting import Corrector, Seen
from kg.resolve.issuer import Issuer, Unit, issuer_of, unit_of
from kg.resolve.naming import SAME, Named, fold
from kg.resolve.place import locate, resolve_place_name, scope_word
from kg.resolve.project import resolve_project_name

_RESOLVERS: Final = {
    "Place": resolve_place_name,
    "Agency": resolve_agency_name,
    "Project": resolve_project_name,
}
_INTRODUCED: Final = re.compile(
    r"[”》’]?[（(](?:以下)?简称(?:为)?[:：]?[“《‘]?([^（）()“”《》‘’]{2,20})[”》’]?[)）]"
)


NO_SCOPE: Final = "no_scope"
NO_BODY: Final = "no_body"

_Key = tuple[str, EntityType, str]
"""A name with its type and subtype."""


@dataclass(slots=True)
class Names:
    """Resolves the names of one report; what was resolved is kept for the next mention of it."""

    report: Report
    issuer: Issuer
    gazetteer: Gazetteer
    corrector: Corrector
    entries: dict[tuple[EntityType, str], Entry]
    introduced: dict[tuple[EntityType, str], Named] = field(default_factory=dict)
    known: dict[_Key, Named | str] = field(default_factory=dict)

    def of(self, mention: Mention) -> Named | str:
        """Return what a mention stands for, or the reason why nothing.

        The reason is `no_scope` where the name is generic and nobody's (市委 in a report of a
        province), `no_body` where it names none (大飞机), or the rule of the correction that
        rejects it.
        """
        return self.named(self.report.doc.quote(mention.span), mention.type, mention.subtype)

    def named(self, name: str, kind: EntityType, subtype: str) -> Named | str:
        """Return what a name of a type stands for in the report, or the reason why nothing."""
        key = name, kind, subtype
        if key not in self.known:
            self.known[key] = self._correct(key)
        return self.known[key]

    def division(self, name: str, *, use: Use = "name") -> Unit | None:
        """Return the division that a name means in the report, or None."""
        found = locate(
            fold(name),
            issuer=self.issuer,
            year=self.report.report_year,
            gazetteer=self.gazetteer,
            text=self.report.doc.text,
            use=use,
        )
        return None if found is None else unit_of(found)

    def is_elsewhere(self, unit: Unit) -> bool:
        """Tell whether a division neither lies in the issuer nor holds it."""
        own = self.issuer.unit
        if unit in self.issuer.chain or own.code is None or unit.code is None:
            return unit not in self.issuer.chain
        division = self.gazetteer.by_code(unit.code, year=self.report.report_year)
        return division is None or not self.gazetteer.is_within(division, own.code)

    def scope(self, text: str) -> Unit | None:
        """Return the division that a word such as 全省 means, or None."""
        return scope_word(text, self.issuer)

    def _correct(self, key: _Key) -> Named | str:
        name, kind, subtype = key
        named = self.introduced.get((kind, fold(name))) or self._resolve(name, kind, subtype)
        if named is None:
            return NO_BODY if kind == "Agency" and is_no_body(name) else NO_SCOPE
        seen = Seen(name, self.report.report_year, self.report.file)
        corrected, rejected_by = self.corrector.name(
            named, seen, lambda other: self._resolve(other, kind, subtype)
        )
        return rejected_by or corrected

    def _resolve(self, name: str, kind: EntityType, subtype: str) -> Named | None:
        own = self._own_entry(name, kind)
        return own or self._by_rules(name, kind, subtype)

    def _own_entry(self, name: str, kind: EntityType) -> Named | None:
        """Resolve a name that the user's gazetteer has as a project, a body or a place."""
        entry = self.entries.get((kind, fold(name)))
        if entry is None:
            return None
        named = self._by_rules(entry.name, kind, entry.subtype)
        if named is None or named.code is not None:
            return named
        scope = named.scope
        if entry.parent is not None:
            division = self.gazetteer.by_code(entry.parent, year=self.report.report_year)
            scope = None if division is None else unit_of(division)
        rule = SAME if entry.name == name else "gazetteer.user"
        return replace(named, scope=scope, name=entry.name, subtype=entry.subtype, rule=rule)

    def _by_rules(self, name: str, kind: EntityType, subtype: str) -> Named | None:
        return _RESOLVERS[kind](
            name,
            subtype,
            issuer=self.issuer,
            year=self.report.report_year,
            gazetteer=self.gazetteer,
            text=self.report.doc.text,
        )


def own_entries(gazetteer: Gazetteer) -> dict[tuple[EntityType, str], Entry]:
    """Index a user's own rows by type and name; of two rows with one name the first counts."""
    return {
        (entry.type, fold(name)): entry
        for entry in reversed(gazetteer.entries)
        for name in (entry.name, *entry.aliases)
    }


def names_of(
    extraction: Extraction,
    gazetteer: Gazetteer,
    corrector: Corrector,
    entries: dict[tuple[EntityType, str], Entry],
) -> Names:
    """Prepare the names of a report: its issuer, and the short forms that it introduces itself."""
    report = extraction.report
    issuer = issuer_of(report, gazetteer)
    names = Names(report, issuer, gazetteer, corrector, entries)
    names.introduced.update(_introduced(extraction, names))
    names.known.clear()
    return names


def _introduced(extraction: Extraction, names: Names) -> dict[tuple[EntityType, str], Named]:
    """Find `X（以下简称Y）`: within this report Y is X."""
    found: dict[tuple[EntityType, str], Named] = {}
    text = extraction.report.doc.text
    ends = {mention.span.end: mention for mention in extraction.mentions}
    for match in _INTRODUCED.finditer(text):
        mention = ends.get(match.start())
        named = None if mention is None else names.of(mention)
        if mention is not None and isinstance(named, Named):
            short = Named(
                named.type,
                named.scope,
                named.key,
                named.name or text[mention.span.start : mention.span.end],
                named.code,
                "merge.introduced",
                named.subtype or mention.subtype,
            )
            found.setdefault((named.type, fold(match[1])), short)
    return found
