"""A source text to a `Report`: cleaned, divided, and told whose and of which year it is."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from kg.config import REPORT_YEARS, Config
from kg.gazetteer import Gazetteer
from kg.ids import make_id
from kg.model import Issue, Report
from kg.read.clean import clean
from kg.read.flat import find_tables
from kg.read.head import Head, iso_date, kind_of, read_head
from kg.read.issuer import (
    Issuer,
    by_region,
    issuer_of_body,
    issuer_of_head,
    issuer_of_name,
)
from kg.read.notice import has_clauses, read_notice
from kg.read.section import structure
from kg.read.source import Source
from kg.read.task import tasks_of
from kg.read.year import Told, year_of_name, year_of_text

LONGEST: Final = 4_000_000
"""Longest cleaned text that is taken as one report, in code points; the longest real one has a
twentieth of it."""

_SIGNS: Final = re.compile(
    r"工作报告|各位代表|统计公报|规划纲要|计划纲要|任务分[工解]|重点工作分工|责任分[工解]|牵头单位|责任单位"
    r"|(?:全[国省市县区州]|我[省市县区州])[^。]{0,40}(?:增长|下降|达到|完成)"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a source text came from.

    Args:
        file: The input's path as given.
        sha256: Of the file's bytes.
        hint: The words of the file's name, of which folders belong to it.
    """

    file: str
    sha256: str
    hint: str


def origin(name: str, data: bytes) -> Origin:
    """Make the origin of a file."""
    return Origin(name, hashlib.sha256(data).hexdigest(), PurePath(name).stem)


def compose(
    source: Source, origin: Origin, *, config: Config, gazetteer: Gazetteer
) -> tuple[Report | None, list[Issue]]:
    """Make a report of a source text.

    Returns:
        The report, or None where it cannot be one; and what is to be said of it either way.
    """
    place = origin.file if not source.part else f"{origin.file}, {source.part}"

    def issue(code: str, message: str) -> Issue:
        return Issue(code, f"{place}: {message}", origin.file)

    cleaned = clean(source.text)
    text = cleaned.doc.text
    if not text:
        return None, [issue("empty_text", "nothing is left of the text once it is cleaned")]
    if len(text) > LONGEST:
        fault = f"{len(text)} signs are no single report; split it into files below {LONGEST}"
        return None, [issue("too_long", fault)]
    tables = source.tables or find_tables(source.text)
    head = read_head(cleaned.doc, cleaned.lines)
    notice = read_notice(cleaned.doc, cleaned.lines, head)
    is_told = notice is not None or _SIGNS.search(text) is not None
    is_list = not is_told and has_clauses(text)
    if not (tables or is_told or is_list):
        fault = (
            "no sign of a government report (a title, a greeting, figures of 全市); leave it out"
        )
        return None, [issue("no_report", fault)]
    if notice is not None:
        head = replace(notice.head, delivered=notice.issued or head.delivered)
    sections, sentences = structure(text, cleaned.lines, body=head.end)
    titles = [section.title for section in sections if section.depth]
    dated = None if notice is None else notice.year
    year, year_issue = _year(source, origin, config, year_of_text(head, titles, text, issued=dated))
    issuer, doubts = _issuer(source, origin, head, text, config, gazetteer, year and year[0])
    issues = [issue(*fault) for fault in (year_issue, *doubts) if fault is not None]
    if year is None or issuer is None:
        return None, issues
    told = _told(source, head, year, issuer)
    level = config.level or issuer.level
    if config.level is not None:
        told["level"] = "given"
    tasks = tasks_of(tables, cleaned.doc, sentences, year=year[0])
    title = head.title or _column(source, "title") or f"{year[0]}年{issuer.region}政府工作报告"
    return (
        Report(
            id=make_id("report", origin.sha256, source.part),
            file=origin.file,
            part=source.part,
            sha256=origin.sha256,
            encoding=source.encoding,
            kind=kind_of(head, is_divided=bool(tasks) or notice is not None or is_list),
            doc=cleaned.doc,
            sections=sections,
            sentences=sentences,
            region=issuer.region,
            region_code=issuer.code,
            level=level,
            report_year=year[0],
            title=title,
            delivered=head.delivered or iso_date(_column(source, "delivered") or ""),
            speaker=head.speaker or _column(source, "speaker"),
            meeting=head.meeting,
            told=tuple(sorted(told.items())),
            tasks=tasks,
        ),
        issues,
    )


def _column(source: Source, field: str) -> str | None:
    return next((value for name, value in source.told if name == field and value), None)


_Fault = tuple[str, str]


def _year(
    source: Source, origin: Origin, config: Config, told: Told | None
) -> tuple[Told | None, _Fault | None]:
    if config.year is not None:
        return (config.year, "given"), None
    column = _column(source, "report_year")
    stated = column[:4] if column is not None and column[:4].isdecimal() else ""
    if told is None and stated and int(stated) in REPORT_YEARS:
        told = int(stated), "file.column"
    named = year_of_name(source.hint or origin.hint)
    told = told or named
    if told is None:
        fault = "neither the text nor the file's name tells its year; give it with --year"
        return None, ("no_year", fault)
    is_whole = not source.part or source.hint  # a row is not what the file is named for
    same = {told[0], told[0] - 1} if told[1] == "text.bulletin" else {told[0]}
    if is_whole and named is not None and named[0] not in same:
        fault = f"the text tells the year {told[0]}, the file's name {named[0]}; the text counts"
        return told, ("year_differs", fault)
    return told, None


def _issuer(
    source: Source,
    origin: Origin,
    head: Head,
    text: str,
    config: Config,
    gazetteer: Gazetteer,
    year: int | None,
) -> tuple[Issuer | None, list[_Fault]]:
    if config.region is not None:
        given = by_region(config.region, gazetteer, year=year, rule="given")
        if given is None:
            fault = f"no division is called {config.region!r}; give --region a full name or a code"
            return None, [("unknown_region", fault)]
        return given, _doubts(given)
    found = issuer_of_head(head, text, gazetteer, year=year)
    column = _column(source, "region")
    if found is None and column is not None:
        found = by_region(column, gazetteer, year=year, rule="file.column")
    named = issuer_of_name(source.hint or origin.hint, text, gazetteer, year=year)
    if found is not None and found.rivals and named is not None:
        # a name of two places, and the file's name tells which
        match = [d for d in found.rivals if named.code in (d.code, d.parent)]
        if len(match) == 1:
            found = replace(found, code=match[0].code, rivals=())
    told = found or named or issuer_of_body(text, gazetteer, year=year)
    doubts = _doubts(told)
    is_whole = not source.part or source.hint
    if is_whole and told is found and named is not None and _are_apart(found, named, gazetteer):
        told_name = found.region if found else ""
        fault = f"the text tells {told_name}, the file's name {named.region}; the text counts"
        doubts.append(("region_differs", fault))
    return told, doubts


def _are_apart(one: Issuer | None, other: Issuer, gazetteer: Gazetteer) -> bool:
    """Tell whether two issuers are places of which neither lies in the other."""
    if one is None or one.code is None or other.code is None:
        return False
    first, second = gazetteer.by_code(one.code), gazetteer.by_code(other.code)
    if first is None or second is None:
        return False
    return not (gazetteer.is_within(first, second.code) or gazetteer.is_within(second, first.code))


def _doubts(issuer: Issuer | None) -> list[_Fault]:
    if issuer is None:
        fault = "neither the text nor the file's name tells whose it is; give it with --region"
        return [("no_region", fault)]
    if issuer.rivals:
        codes = ", ".join(division.code for division in issuer.rivals)
        fault = f"{issuer.region} is the name of several divisions ({codes}); give one to --region"
        return [("ambiguous_region", fault)]
    return []


def _told(source: Source, head: Head, year: Told, issuer: Issuer) -> dict[str, str]:
    told = {"region": issuer.rule, "level": issuer.rule, "report_year": year[1]}
    found = {"title": head.title, "delivered": head.delivered, "speaker": head.speaker}
    for field, value in found.items():
        if value is not None:
            told[field] = "text.head"
        elif _column(source, field) is not None:
            told[field] = "file.column"
    if head.meeting is not None:
        told["meeting"] = "text.head"
    told.setdefault("title", "made")
    return told
