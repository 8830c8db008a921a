"""Resolves the reports of one issuing place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.config import Config
from kg.gazetteer import NATION_CODE, Gazetteer
from kg.model import Edge, Entity, EntityMention, EntityType, Extraction, Facts, Indicator
from kg.resolve.correcting import Corrector
from kg.resolve.corrections import read_corrections
from kg.resolve.figure import add_figures, add_step
from kg.resolve.issuer import unit_of
from kg.resolve.mention import add_mention
from kg.resolve.names import Names, names_of, own_entries
from kg.resolve.naming import CORRECTED, INFERRED, SAME, fold
from kg.resolve.pair import doubtful_pairs
from kg.resolve.project import is_wide, lies_at_home
from kg.resolve.reading import Reading, edge
from kg.resolve.relation import add_relation
from kg.resolve.tally import Tally


def resolve_place(
    extractions: Sequence[Extraction], *, gazetteer: Gazetteer, config: Config
) -> Facts:
    """Tie the readings of one issuing place's reports to entities with stable ids.

    Args:
        extractions: Of the reports of one issuer; their order does not matter.
        gazetteer: Divisions and a user's own names.
        config: Threshold and corrections.

    Returns:
        Facts without ledger and lifecycles, which `kg.link.link_place` adds.

    Raises:
        ConfigError: The file of corrections is broken.
    """
    order = sorted(extractions, key=lambda e: (e.report.report_year, e.report.id))
    tally = Tally()
    entries = own_entries(gazetteer)
    corrections = () if config.corrections is None else read_corrections(config.corrections)
    corrector = Corrector(corrections)
    named = _named(order, entries, threshold=config.threshold)
    readings = [
        _read(
            each,
            names_of(each, gazetteer, corrector, entries),
            threshold=config.threshold,
            tally=tally,
            named=named,
        )
        for each in order
    ]
    facts = _united(readings, tally, _parents(tally, gazetteer))
    return replace(
        facts,
        extractions=tuple(order),
        edges=tuple(corrector.kept(facts.edges)),
        issues=() if config.corrections is None else tuple(corrector.unused(config.corrections)),
    )


def _united(readings: Sequence[Reading], tally: Tally, parents: dict[str, str]) -> Facts:
    """Put together what the readings of a place's reports hold, before corrections of edges."""
    entities = tally.entities(parents)
    mentions = list(_mentions(readings, entities))
    edges = [*(e for reading in readings for e in reading.edges), *map(_mentioned, mentions)]
    edges += _places(parents)
    edges += _located(entities, edges)
    figures = {figure.id: figure for reading in readings for figure in reading.figures}
    steps = {step.id: step for reading in readings for step in reading.steps}
    doubts = [row for reading in readings for row in reading.review]
    return Facts(
        entities=tuple(entities),
        indicators=tuple(_indicators(readings)),
        figures=tuple(figures[key] for key in sorted(figures)),
        steps=tuple(steps.values()),
        edges=tuple(edges),
        mentions=tuple(mentions),
        review=(*doubts, *doubtful_pairs(entities, mentions)),
    )


_ByType = dict[EntityType, frozenset[str]]


def _named(
    extractions: Iterable[Extraction],
    entries: Iterable[tuple[EntityType, str]],
    *,
    threshold: float,
) -> _ByType:
    """Collect the folded names of each type that mentions and a user's own table have."""
    found: dict[EntityType, set[str]] = {"Project": set(), "Agency": set(), "Place": set()}
    for kind, name in entries:
        found[kind].add(name)
    for extraction in extractions:
        quote = extraction.report.doc.quote
        for mention in extraction.mentions:
            if mention.probability is None or mention.probability >= threshold:
                found[mention.type].add(quote(mention.span))
    return {kind: frozenset(map(fold, names)) for kind, names in found.items()}


def _read(
    extraction: Extraction, names: Names, *, threshold: float, tally: Tally, named: _ByType
) -> Reading:
    """Tie the readings of one report to entities, counting their mentions in `tally`."""
    reading = Reading(extraction, names, threshold, tally, named)
    _report(reading)
    for mention in extraction.mentions:
        add_mention(reading, mention)
    add_figures(reading)
    for milestone in extraction.milestones:
        add_step(reading, milestone)
    for relation in extraction.relations:
        add_relation(reading, relation)
    return reading


def _report(reading: Reading) -> None:
    report, unit = reading.extraction.report, reading.names.issuer.unit
    reading.tally.units[unit.id] = unit
    rule = dict(report.told).get("region", "report.region")
    reading.edges.append(edge("covers", report.id, unit.id, basis="inferred", rule=rule))


def _parents(tally: Tally, gazetteer: Gazetteer) -> dict[str, str]:
    """Add the divisions above every division of the tally, and say which lies right in which."""
    parents: dict[str, str] = {}
    codes = {named.code for named in (c.named for c in tally.counts.values()) if named.code}
    codes |= {unit.code for unit in tally.units.values() if unit.code}
    for code in sorted(codes):
        division = gazetteer.by_code(code)
        if division is None:
            continue
        chain = [unit_of(each) for each in (division, *gazetteer.ancestors(division))]
        for below, above in pairwise(chain):
            parents[below.id] = above.id
            tally.units.setdefault(above.id, above)
    return parents


def _places(parents: dict[str, str]) -> Iterator[Edge]:
    for below, above in sorted(parents.items()):
        yield edge("partOf", below, above, basis="inferred", rule="division.code")


def _mentioned(mention: EntityMention) -> Edge:
    """Make the edge of the evidence layer; it is inferred where context told whose the name is."""
    is_told = mention.resolution.startswith(INFERRED)
    return edge(
        "mentions",
        mention.evidence.sentence_id,
        mention.entity_id,
        basis="inferred" if is_told else "stated",
        rule=mention.resolution,
        evidence=(mention.evidence.sentence_id,),
        probability=mention.probability,
    )


_NATION = f"place-{NATION_CODE}"


def _located(entities: Iterable[Entity], edges: Iterable[Edge]) -> Iterator[Edge]:
    """Infer where things lie of which no sentence says it; to lie in the nation says nothing."""
    said = {each.source for each in edges if each.type == "locatedIn"}
    for entity in entities:
        if entity.id in said or not lies_at_home(entity.type, entity.subtype):
            continue
        if is_wide(entity.name):
            continue
        if entity.scope_id is not None and entity.scope_id != _NATION:
            yield edge(
                "locatedIn", entity.id, entity.scope_id, basis="inferred", rule="scope.report"
            )


def _mentions(readings: Iterable[Reading], entities: Iterable[Entity]) -> Iterator[EntityMention]:
    """Yield the mentions; one under its entity's own name needed no resolution.

    A name that is its own normal form, but not what the entity is called, is a variant.
    """
    names = {entity.id: entity.name for entity in entities}
    for reading in readings:
        for mention in reading.mentions:
            rule = mention.resolution
            if names[mention.entity_id] == mention.evidence.quote:
                rule = rule if rule.startswith(CORRECTED) else SAME
            elif rule == SAME:
                rule = "merge.variant"
            yield mention if rule == mention.resolution else replace(mention, resolution=rule)


def _indicators(readings: Iterable[Reading]) -> Iterator[Indicator]:
    """Make one indicator of each id, with all the words that it was read under.

    What is counted in several units (道路 in pieces and in kilometres) has none of its own.
    """
    seen: dict[str, set[Indicator]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for indicator, text in reading.indicators:
            seen[indicator.id].add(indicator)
            words[indicator.id] |= {text, indicator.name}
    for key in sorted(seen):
        first = min(seen[key], key=lambda each: (len(each.name), each.name, each.unit))
        units = {each.unit for each in seen[key]}
        yield replace(
            first,
            unit=first.unit if len(units) == 1 else "",
            aliases=tuple(sorted(words[key] - {first.name})),
        )
