"""Targets, outcomes and milestones of one report, with their edges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.gazetteer.division import other_names
from kg.ids import make_id
from kg.indicator import (
    core_indicators,
    identify,
    normalise,
    shared_row,
    without_region,
)
from kg.model import Basis, Evidence, Figure, Indicator, Milestone, Quantity, ReviewRow, Step
from kg.resolve.correcting import correct_figure, correct_step
from kg.resolve.cut import with_neighbours
from kg.resolve.head import names_two, of_branch, order_of, part_of_two, sector, with_head
from kg.resolve.manner import is_of_part, read_manner
from kg.resolve.naming import Named
from kg.resolve.owner import COUNTY, are_alike, continues, find_owner, other_regions
from kg.resolve.reading import Reading, edge, entity_at, missing, unit_at
from kg.resolve.told import Told, told_apart, told_at
from kg.text import Span

_SHARES: Final = frozenset({"percent", "percentage_point"})
_SHARE_BEFORE: Final = re.compile("(?:占(?:全[省市县区州国])?|来源于)$")
_SHARE_AFTER: Final = re.compile("中?(?:的|所)?(?:占比|比重|比例)")
_SOURCE: Final = re.compile("来源于$")
_REACH: Final = 6
_LINKS: Final = frozenset({"、", "和", "与", "及", "以及"})
_MARKS: Final = "，。；：、！？\n"


def add_figures(reading: Reading) -> None:
    """Make a target or an outcome of every quantity, with its edges."""
    quantities = reading.extraction.quantities
    owners: list[_Owned | None] = []
    for quantity in quantities:
        owners.append(_owned(reading, quantity, owners[-1] if owners else None))
    own = [quantity for quantity, owned in zip(quantities, owners, strict=True) if owned is None]
    wide = told_apart(reading, own)
    for quantity, owned in zip(quantities, owners, strict=True):
        _add_figure(reading, quantity, None if owned is None else owned.span, wide)


def _add_figure(
    reading: Reading, quantity: Quantity, owner: Span | None, wide: frozenset[Told]
) -> None:
    """Make a target or an outcome of a quantity, with its edges."""
    where = reading.evidence(quantity.span, quantity.sentence, quantity.rule)
    about = _about(reading, quantity, owner)
    words = None if quantity.indicator is None else _words(reading, quantity, quantity.indicator)
    sentence = reading.extraction.report.sentences[quantity.sentence].span
    text = reading.quote(sentence)
    figure = Figure(
        id=_figure_id(reading, quantity),
        status=quantity.status,
        indicator_id=None,
        indicator_text=words,
        kind=quantity.kind,
        op=quantity.op,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        value_text=where.quote,
        period=quantity.period,
        scope_id=about.scope_id,
        scope_basis=about.basis,
        subject_id=about.subject_id,
        subject_text=about.subject_text,
        period_basis=quantity.period_basis,
        basis=_basis(reading, quantity),
        rule=quantity.rule,
        probability=None,
        evidence=where,
        manner=read_manner(quantity, text=text, start=sentence.start),
        is_of_part=is_of_part(quantity, text=text, start=sentence.start),
    )
    corrected = correct_figure(figure, reading.names.corrector)
    if corrected is None:
        return
    full = corrected.indicator_text
    if full is not None and full == words:
        full = _completed(reading, quantity, full)
    indicator = _indicator(reading, corrected, full, wide)
    figure = replace(corrected, indicator_id=None if indicator is None else indicator.id)
    reading.figures.append(figure)
    reading.by_span[quantity.span].append(figure)
    by = (where.sentence_id,)

    def add(kind: str, target: str, basis: Basis, rule: str) -> None:
        said = by if basis == "stated" else ()
        reading.edges.append(edge(kind, figure.id, target, basis=basis, rule=rule, evidence=said))

    if indicator is not None:
        add("hasIndicator", indicator.id, figure.basis, "indicator.words")
    add("scope", about.scope_id, about.basis, about.rule)
    if about.subject_id is not None:
        add("about", about.subject_id, "stated", "figure.subject")
    _place_in_report(reading, figure.id, figure.rule, where)


def _words(reading: Reading, quantity: Quantity, span: Span) -> str:
    """Return the words of an indicator, with those that make a share of it (在生产总值中占比)."""
    text = reading.extraction.report.doc.text
    after = _SHARE_AFTER.match(text, span.end, span.end + _REACH)
    is_share = quantity.unit in _SHARES
    opening = _SHARE_BEFORE if is_share else _SOURCE
    before = opening.search(text, max(0, span.start - _REACH), span.start)
    start = span.start if before is None else before.start()
    return text[start : after.end() if is_share and after is not None else span.end]


def _figure_id(reading: Reading, quantity: Quantity) -> str:
    """Make the id of the number's place; a number said of several things (均增长7%) has their place
    too."""
    kind = "target" if quantity.status == "target" else "outcome"
    parts = [reading.extraction.report.id, str(quantity.span.start), str(quantity.span.end)]
    if reading.by_span[quantity.span]:
        about = [span for span in (quantity.indicator, quantity.subject) if span is not None]
        parts += [f"{span.start}-{span.end}" for span in about]
    return make_id(kind, *parts)


def _basis(reading: Reading, quantity: Quantity) -> Basis:
    """Tell whether the sentence itself names what is measured."""
    if quantity.indicator is None:
        return "stated"
    sentence = reading.extraction.report.sentences[quantity.sentence].span
    return "stated" if sentence.contains(quantity.indicator) else "inferred"


def _completed(reading: Reading, quantity: Quantity, words: str) -> str:
    """Return the words of an indicator with what they share with the rest of their list."""
    if names_two(words):
        order = order_of(quantity.span, _named_beside(reading, quantity), count=2)
        if order is not None:
            return part_of_two(words, order)
    if quantity.indicator is None:
        return words
    text = reading.extraction.report.doc.text
    beside = _named_beside(reading, quantity)
    if one := sector(text, quantity.indicator, quantity.span, beside):
        return one
    is_points = quantity.unit == "percentage_point"
    full = with_neighbours(text, quantity.indicator, words, is_points=is_points)
    if full != words:
        return full
    start = reading.extraction.report.sentences[quantity.sentence].span.start
    if start < quantity.indicator.start:
        words = of_branch(words, text[start : quantity.indicator.start])
    others = (indicator for _, indicator in _named_beside(reading, quantity))
    return with_head(text, quantity.indicator, words, others)


def _named_beside(reading: Reading, quantity: Quantity) -> Iterator[tuple[Span, Span]]:
    """Give every number of a figure's sentence that has an indicator, with that, in order."""
    for other in reading.extraction.quantities:
        if other.sentence == quantity.sentence and other.indicator is not None:
            yield other.span, other.indicator


def _indicator(
    reading: Reading, figure: Figure, words: str | None, wide: frozenset[Told]
) -> Indicator | None:
    if words is None:
        return None
    shared = shared_row(words)
    if shared is not None and told_at(*shared, figure.status, figure.period) in wide:
        indicator = core_indicators()[shared[0].id]
    else:
        indicator = _identify(reading, figure, words)
    reading.indicators.append((indicator, words))
    return indicator


def _identify(reading: Reading, figure: Figure, words: str) -> Indicator:
    """Tell an indicator by its words; the region's own name before a headline one adds nothing."""
    kind, unit, part = figure.kind, figure.unit, figure.subject_text
    indicator = identify(words, kind=kind, unit=unit, part=part)
    issuer = reading.names.issuer.unit
    rest = without_region(normalise(words), _own_names(reading))
    if issuer.level == "county":
        rest = rest.removeprefix(COUNTY)
    if indicator.is_core or rest == words:
        return indicator
    plain = identify(rest, kind=kind, unit=unit, part=part)
    return plain if plain.is_core else indicator


def _own_names(reading: Reading) -> list[str]:
    """Return the names of the report's own region, the full one first."""
    unit = reading.names.issuer.unit
    division = None if unit.code is None else reading.names.gazetteer.by_code(unit.code)
    return [unit.name, *(() if division is None else other_names(division))]


def _place_in_report(reading: Reading, fact_id: str, rule: str, where: Evidence) -> None:
    """Tie a fact to its report and section."""
    by = (where.sentence_id,)
    add = reading.edges.append
    add(edge("states", where.report_id, fact_id, basis="stated", rule=rule, evidence=by))
    add(edge("inSection", fact_id, where.section_id, basis="inferred", rule="section.span"))


@dataclass(frozen=True, slots=True)
class _About:
    """What a figure is about, and what it covers."""

    subject_id: str | None
    subject_text: str | None
    scope_id: str
    basis: Basis
    rule: str


def _about(reading: Reading, quantity: Quantity, owner: Span | None) -> _About:
    """Tell subject and scope of a figure; a place named as its subject is both."""
    own = reading.names.issuer.unit.id
    span = quantity.subject or owner
    if span is None:
        return _About(None, None, own, "inferred", "scope.report")
    words = reading.quote(span)
    named = entity_at(reading, span, quantity.sentence)
    is_named = any(mention.span == span for mention in reading.sure.get(quantity.sentence, ()))
    if quantity.subject is None and not is_named:
        return _About(None, words, own, "inferred", "scope.report")
    if named is not None and named.type != "Place":
        return _About(named.id, None, own, "inferred", "scope.report")
    if named is not None:
        place_id, rule = named.id, "scope.subject"
    else:
        unit = unit_at(reading, words)
        if unit is None:
            return _About(None, words, own, "inferred", "scope.report")
        place_id, rule = unit.id, "scope.word"
    return _About(None if place_id == own else place_id, None, place_id, "stated", rule)


@dataclass(frozen=True, slots=True)
class _Owned:
    """The part of the region that a figure is of.

    Args:
        span: The words that name it.
        figure: The figure.
        which: Id of its indicator.
    """

    span: Span
    figure: Quantity
    which: str


def _owned(reading: Reading, quantity: Quantity, last: _Owned | None) -> _Owned | None:
    """Find the part of the region that a headline figure is of: by its own words, or that of the
    figure before it."""
    if quantity.indicator is None:
        return None
    unit = reading.names.issuer.unit
    sentence = reading.extraction.report.sentences[quantity.sentence].span
    words = reading.quote(quantity.indicator)
    which = identify(words, kind=quantity.kind, unit=quantity.unit).id
    if quantity.subject is not None:
        is_part = len(quantity.subject) > 1 and _is_part(reading, quantity.subject, quantity)
        return _Owned(quantity.subject, quantity, which) if is_part else None
    text, number = reading.quote(sentence), quantity.span.start - sentence.start
    indicator = _within(quantity.indicator, sentence)
    found = find_owner(
        text,
        number=number,
        indicator=indicator,
        which=which,
        places=[
            *_parts(reading, quantity.sentence, quantity.indicator),
            *_short_parts(reading, quantity.indicator, sentence.start),
        ],
        has_levels=unit.level != "county",
        others=other_regions(unit.name, unit.level),
    )
    if found is not None:
        return _Owned(found.moved(sentence.start), quantity, which)
    if last is None:
        return None
    if last.figure.sentence != quantity.sentence:
        goes = _goes_on(reading, last, quantity) and are_alike(
            reading.quote(last.span), last.which, which
        )
        return _Owned(last.span, quantity, which) if goes else None
    since = last.figure.span.end - sentence.start
    same = last.figure.indicator == quantity.indicator or _is_listed(reading, last, quantity)
    if not same and not continues(text, since, number=number, indicator=indicator):
        return None
    goes = same or are_alike(reading.quote(last.span), last.which, which)
    return _Owned(last.span, quantity, which) if goes else None


def _goes_on(reading: Reading, last: _Owned, quantity: Quantity) -> bool:
    """Tell whether a sentence goes on about the part of the region that the figure at the end of
    the one before is of (…完成生产总值9亿元；实现财政收入1亿元)."""
    sentences = reading.extraction.report.sentences
    before, own = sentences[last.figure.sentence].span, sentences[quantity.sentence].span
    is_next = last.figure.sentence + 1 == quantity.sentence
    is_list = reading.quote(before).endswith("；")
    return is_next and is_list and reading.quote(own).startswith(("完成", "实现"))


def _is_listed(reading: Reading, last: _Owned, quantity: Quantity) -> bool:
    """Tell whether an indicator follows that of the figure before in one list."""
    before, indicator = last.figure.indicator, quantity.indicator
    if before is None or indicator is None or before.end >= indicator.start:
        return False
    return reading.quote(Span(before.end, indicator.start)) in _LINKS


def _is_part(reading: Reading, subject: Span, quantity: Quantity) -> bool:
    """Tell whether the figures after one of this subject can be of it too: of a project or a body
    they are not."""
    named = entity_at(reading, subject, quantity.sentence)
    return named is None or named.type == "Place"


def _within(span: Span, sentence: Span) -> Span | None:
    """Return a span of the document as one of its sentence, None where it lies in another."""
    return span.moved(-sentence.start) if sentence.contains(span) else None


def _parts(reading: Reading, sentence: int, indicator: Span) -> list[Span]:
    """Return where a sentence names zones and divisions other than the report's own region, and
    any place right before an indicator."""
    start = reading.extraction.report.sentences[sentence].span.start
    own = reading.names.issuer.unit.id
    found = []
    for mention in reading.sure.get(sentence, ()):
        is_part = mention.subtype in {"division", "zone"} or mention.span.end == indicator.start
        if mention.type == "Place" and is_part:
            named = reading.names.of(mention)
            if isinstance(named, Named) and named.id != own:
                found.append(mention.span.moved(-start))
    return found


def _short_parts(reading: Reading, indicator: Span, start: int) -> list[Span]:
    """Return the short name of a division of the region that opens a clause or follows another
    one, right before an indicator (松溪经济总量突破百亿元); the sentence starts at `start`."""
    unit, gazetteer = reading.names.issuer.unit, reading.names.gazetteer
    if unit.code is None:
        return []
    text = reading.extraction.report.doc.text
    names = {division.short for division in gazetteer.children(unit.code)}
    found = []
    for name in sorted(names):
        at = indicator.start - len(name)
        if len(name) < 2 or at < start or not text.startswith(name, at):
            continue
        if at == start or text[at - 1] in _MARKS:
            found.append(Span(at, indicator.start).moved(-start))
    return found


def add_step(reading: Reading, milestone: Milestone) -> None:
    """Make a step of a milestone, with its edges, or a row for review where no project is there."""
    where = reading.evidence(milestone.cue, milestone.sentence, milestone.rule)
    named = entity_at(reading, milestone.project, milestone.sentence)
    if named is None or named.type != "Project":
        name = reading.quote(milestone.project)
        reason = missing(reading, [milestone.project], milestone.sentence)
        reading.doubt(ReviewRow("relation", name, where.quote, "hasMilestone", reason, None, where))
        return
    report = reading.extraction.report
    identity = make_id("milestone", report.id, named.id, milestone.stage, str(milestone.cue.start))
    step = correct_step(
        Step(
            id=identity,
            project_id=named.id,
            stage=milestone.stage,
            status=milestone.status,
            period=milestone.period,
            period_basis=milestone.period_basis,
            basis="stated",
            rule=milestone.rule,
            evidence=where,
        ),
        reading.names.corrector,
    )
    if step is None:
        return
    reading.steps.append(step)
    by = (where.sentence_id,)
    reading.edges.append(
        edge("hasMilestone", named.id, step.id, basis="stated", rule=step.rule, evidence=by)
    )
    _place_in_report(reading, step.id, step.rule, where)
