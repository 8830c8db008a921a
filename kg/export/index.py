"""The facts by id, and how one value stands in a cell of a table.

What a table's columns are is said in `tables`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from kg.model import Entity, Evidence, Facts, Figure, Indicator, Report
from kg.text import Span

Value = str | int | float | bool | Decimal | Sequence[str] | None
Row = tuple[Value, ...]

_FORMULA: Final = re.compile(r"[=@＝＠\t\r]|[-+－＋].*[(|!（]", re.DOTALL)


def cell(value: Value) -> str:
    """Write one value.

    Decimals have no exponent and no idle zeros, probabilities four digits. A text that begins with
    `=`, `@`, a tab or a carriage return, or with `+` or `-` and holds `(`, `|` or `!`, would be run
    by a spreadsheet: an apostrophe is put before it. Names such as +文旅 and numbers stay as
    they are.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else "|".join(value)
    return f"'{text}" if _FORMULA.match(text) else text


def plain(value: Decimal) -> str:
    """Write a decimal without exponent and without zeros at the end of its fraction."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Index:
    """The facts by id, for rows that join several of them."""

    facts: Facts

    @cached_property
    def reports(self) -> dict[str, tuple[int, Report]]:
        """Reports with their place in the order of the build."""
        return {report.id: (i, report) for i, report in enumerate(self.facts.reports)}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Entities by id."""
        return {entity.id: entity for entity in self.facts.entities}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Targets and outcomes by id."""
        return {figure.id: figure for figure in self.facts.figures}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self.facts.indicators}

    @cached_property
    def sentences(self) -> dict[str, tuple[Report, int]]:
        """Report and index of every sentence, by its node's id."""
        return {
            report.sentence_id(index): (report, index)
            for report in self.facts.reports
            for index in range(len(report.sentences))
        }

    def place(self, evidence: Evidence) -> tuple[int, int, int]:
        """Return where evidence stands among all others."""
        return self.reports[evidence.report_id][0], evidence.span.start, evidence.span.end

    def name(self, entity_id: str | None) -> str | None:
        """Return an entity's name."""
        return None if entity_id is None else self.entities[entity_id].name

    def text(self, sentence_id: str) -> str:
        """Return the words of a sentence."""
        report, index = self.sentences[sentence_id]
        return report.doc.quote(report.sentences[index].span)

    def head(self, report_id: str) -> Row:
        """Return id, file and year of a report."""
        report = self.reports[report_id][1]
        return report.id, report.file, report.report_year

    def where(self, report_id: str, sentence_id: str, span: Span) -> Row:
        """Return section, sentence, and the span's place in the source."""
        report, index = self.sentences[sentence_id]
        source = report.doc.source_span(span)
        section = report.section_of(index).name
        return section, self.text(sentence_id), source.start, source.end

    def evidence(self, evidence: Evidence) -> Row:
        """Return `where` of evidence."""
        return self.where(evidence.report_id, evidence.sentence_id, evidence.span)
