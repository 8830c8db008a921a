"""Two real reports of one city, read, extracted, resolved and linked."""

from pathlib import Path

import pytest

from kg.config import Config
from kg.model import Facts
from kg.pipeline import facts_of, read_all


@pytest.fixture(scope="module")
def real(shared: Path) -> tuple[Facts, Facts]:
    """Return the facts of the reports of two years, and of the same in the other order."""
    paths = [shared / "reports" / f"city_郑州市_{year}.txt" for year in (2024, 2025)]
    config = Config(jobs=1)
    results, issues = read_all(paths, config=config)
    return (
        facts_of(results, issues, config=config),
        facts_of(results[::-1], issues, config=config),
    )


def test_real_facts_do_not_depend_on_the_order(real: tuple[Facts, Facts]) -> None:
    assert real[0] == real[1]


def test_real_ids_are_unique_and_every_end_exists(real: tuple[Facts, Facts]) -> None:
    facts = real[0]
    nodes = [thing.id for thing in (*facts.entities, *facts.indicators, *facts.figures)]
    nodes += [step.id for step in facts.steps]
    for report in facts.reports:
        nodes.append(report.id)
        nodes += [report.section_id(i) for i in range(len(report.sections))]
        nodes += [report.sentence_id(i) for i in range(len(report.sentences))]

    assert len(nodes) == len(set(nodes))
    assert {end for edge in facts.edges for end in (edge.source, edge.target)} <= set(nodes)
    assert len({edge.id for edge in facts.edges}) == len(facts.edges)


def test_real_evidence_quotes_what_stands_there(real: tuple[Facts, Facts]) -> None:
    facts = real[0]
    reports = {report.id: report for report in facts.reports}
    found = [thing.evidence for thing in (*facts.figures, *facts.steps, *facts.mentions)]

    assert found
    for evidence in found:
        assert reports[evidence.report_id].doc.quote(evidence.span) == evidence.quote


def test_real_headline_target_meets_its_outcome(real: tuple[Facts, Facts]) -> None:
    facts = real[0]
    figures = {figure.id: figure for figure in facts.figures}
    rows = [
        row
        for row in facts.ledger
        if row.indicator_id == "gdp" and row.year == 2024 and row.outcome_id is not None
    ]

    growth = [row for row in rows if figures[row.target_id].kind == "growth"]
    assert {(figures[r.target_id].value_text, r.verdict) for r in growth} == {("7%", "missed")}
    assert all(row.place_id == "place-410100" for row in growth)


def test_real_generic_bodies_are_the_issuers(real: tuple[Facts, Facts]) -> None:
    facts = real[0]
    names = {entity.id: entity.name for entity in facts.entities}
    read = {m.evidence.quote: names[m.entity_id] for m in facts.mentions}

    assert read["市委"] == "中共郑州市委员会"
    assert read["省委"] == "中共河南省委员会"
