"""Where each sentence of a report stands and what times hold in it, which tells status and period
of what it states (`kg.extract.context_sentence`)."""

from dataclasses import replace

from kg.extract.context_sentence import PART, SentenceContext
from kg.extract.part import read_parts
from kg.extract.stretch import Stretch, carry, carry_to_part, is_address
from kg.extract.when import Time, find_times, half_width, tells_early
from kg.model import Report


def read_contexts(report: Report) -> list[SentenceContext]:
    """Tell of each sentence where it stands and what times it names, in their order."""
    found: list[SentenceContext] = []
    stretch = Stretch()
    last, opens = 0, True
    parts = read_parts(report)
    if any(part.is_plan and part.year > report.report_year for part in parts):
        # The report is filed under the year that it reviews.
        report = replace(report, report_year=report.report_year + 1)
        parts = read_parts(report)
    told_in = report.report_year - tells_early(report.doc.text)
    for part, sentence in zip(parts, report.sentences, strict=True):
        text = half_width(report.doc.quote(sentence.span))
        own = find_times(text, year=part.year, report_year=report.report_year, told_in=told_in)
        path = report.sections[sentence.section].path
        opens = opens or "\n" in report.doc.text[last : sentence.span.start]
        # Of a year and a term in one title (2020年和过去五年) what it names first is told first.
        heard = own[:1] if path and text.strip() == half_width(path[-1]) else own
        part = stretch.place(part, heard, text, path, opens=opens)
        last, opens = sentence.span.end, is_address(text)
        carried = _carried(found[-1], text) if found else ()
        found.append(SentenceContext(part, sentence.span.start, text, carried + own, stretch.told))
    return found


def _carried(before: SentenceContext, text: str) -> tuple[Time, ...]:
    """Return the times of the sentence before that hold in a sentence too."""
    if before.text.endswith(("；", ";")):
        return carry(before.times, before.text)
    return carry_to_part(before.times) if text.startswith(PART) else ()
