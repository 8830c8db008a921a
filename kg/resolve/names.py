"""The names of one report to entities, each name resolved once."""

import re
from dataclasses import dataclass, field
from typing import Final

from kg.gazetteer import Gazetteer
from kg.model import EntityType, Extraction, Mention, Report
from kg.resolve.agency import resolve_agency_name
from kg.resolve.issuer import Issuer, Unit, issuer_of, unit_of
from kg.resolve.naming import Named, fold
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


@dataclass(slots=True)
class Names:
    """Resolves the names of one report; what was resolved is kept for the next mention of it."""

    report: Report
    issuer: Issuer
    gazetteer: Gazetteer
    introduced: dict[tuple[EntityType, str], Named]
    known: dict[tuple[str, EntityType, str], Named | None] = field(default_factory=dict)

    def of(self, mention: Mention) -> Named | None:
        """Return what a mention stands for, or None where its name is generic and nobody's."""
        return self.named(self.report.doc.quote(mention.span), mention.type, mention.subtype)

    def named(self, name: str, kind: EntityType, subtype: str) -> Named | None:
        """Return what a name of a type stands for in the report, or None."""
        key = name, kind, subtype
        if key not in self.known:
            self.known[key] = self.introduced.get((kind, fold(name))) or self._resolve(*key)
        return self.known[key]

    def division(self, name: str) -> Unit | None:
        """Return the division that a name means in the report, or None."""
        plain = fold(name)
        found = locate(
            plain, issuer=self.issuer, year=self.report.report_year, gazetteer=self.gazetteer
        )
        return None if found is None else unit_of(found)

    def scope(self, text: str) -> Unit | None:
        """Return the division that a word such as 全省 means, or None."""
        return scope_word(text, self.issuer)

    def _resolve(self, name: str, kind: EntityType, subtype: str) -> Named | None:
        return _RESOLVERS[kind](
            name,
            subtype,
            issuer=self.issuer,
            year=self.report.report_year,
            gazetteer=self.gazetteer,
        )


def names_of(extraction: Extraction, gazetteer: Gazetteer) -> Names:
    """Prepare the names of a report: its issuer, and the short forms that it introduces itself."""
    names = Names(extraction.report, issuer_of(extraction.report, gazetteer), gazetteer, {})
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
        if mention is not None and named is not None:
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
