from itertools import permutations

import pytest

from kg.link import assemble
from kg.model import CORRECTION_UNUSED, Edge, Entity, Facts, Indicator, Issue


def _entity(name: str, *, mentions: int, year: int, code: str | None = None) -> Facts:
    kind = "Place" if code else "Project"
    subtype = "division" if code else "programme"
    entity = Entity("x", kind, subtype, name, (), None, code, year, year, mentions)
    return Facts(entities=(entity,))


def _all_orders(parts: list[Facts]) -> Facts:
    results = [assemble(order) for order in permutations(parts)]
    assert all(result == results[0] for result in results)
    return results[0]


def test_assemble_calls_an_entity_by_its_most_frequent_name() -> None:
    facts = _all_orders(
        [
            _entity("放管服", mentions=3, year=2020),
            _entity("“放管服”改革", mentions=1, year=2024),
            _entity("放管服改革", mentions=1, year=2022),
        ]
    )

    (entity,) = facts.entities
    assert (entity.name, entity.aliases) == ("放管服", ("“放管服”改革", "放管服改革"))
    assert (entity.first_year, entity.last_year, entity.mentions) == (2020, 2024, 5)


def test_assemble_calls_a_division_by_its_latest_name() -> None:
    facts = _all_orders(
        [
            _entity("襄樊市", mentions=9, year=2009, code="420600"),
            _entity("襄阳市", mentions=1, year=2012, code="420600"),
        ]
    )

    assert facts.entities[0].name == "襄阳市"


@pytest.mark.parametrize(
    ("units", "unit"),
    [(("item", "item"), "item"), (("item", "metre"), ""), (("item", "metre", ""), "")],
)
def test_assemble_gives_an_indicator_a_unit_only_where_all_agree(
    units: tuple[str, ...], unit: str
) -> None:
    parts = [
        Facts(indicators=(Indicator("i", "道路", "", each, "none", False, (f"{i}路",)),))
        for i, each in enumerate(units)
    ]

    (indicator,) = _all_orders(parts).indicators

    assert indicator.unit == unit
    assert len(indicator.aliases) == len(units)


def test_assemble_makes_one_edge_of_each_statement() -> None:
    parts = [
        Facts(edges=(Edge("e", "partOf", "a", "b", "inferred", "division.code"),)),
        Facts(edges=(Edge("e", "partOf", "a", "b", "stated", "relation.z", ("s2",), 0.6),)),
        Facts(edges=(Edge("e", "partOf", "a", "b", "stated", "relation.y", ("s1",), 0.9),)),
    ]

    (edge,) = _all_orders(parts).edges

    assert edge == Edge("e", "partOf", "a", "b", "stated", "relation.y", ("s1", "s2"), 0.9)


def test_assemble_keeps_an_unused_correction_only_where_no_place_used_it() -> None:
    nobody = Issue(CORRECTION_UNUSED, "row 2", "c.csv")
    other = Issue(CORRECTION_UNUSED, "row 3", "c.csv")
    parts = [Facts(issues=(nobody, other)), Facts(issues=(nobody,))]

    assert _all_orders(parts).issues == (nobody,)


def test_assemble_of_nothing_is_nothing() -> None:
    assert assemble([]) == Facts()
