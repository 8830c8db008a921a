"""Kinds of projects, bodies and places by the noun their name ends in."""

import pytest

from kg.extract.subtype import _Table, subtype_of
from kg.model import EntityType
from kg.rules import load
from kg.schema import schema


@pytest.mark.parametrize(
    ("name", "kind", "subtype"),
    [
        pytest.param("云栖大桥", "Project", "construction", id="bridge"),
        pytest.param("轨道交通4、5号线", "Project", "construction", id="line"),
        pytest.param("雁南装备产业园", "Project", "industry", id="park"),
        pytest.param("云栖数据交易中心", "Project", "platform", id="exchange"),
        pytest.param("国企改革三年行动", "Project", "programme", id="action"),
        pytest.param("三个一批", "Project", "programme", id="slogan"),
        pytest.param("云栖都市圈发展规划", "Project", "plan", id="plan"),
        pytest.param("第七届云栖电商大会", "Project", "event", id="conference"),
        pytest.param("国家燃料电池汽车示范城市", "Project", "title", id="designation"),
        pytest.param("市委", "Agency", "party-government", id="committee"),
        pytest.param("省发展改革委", "Agency", "party-government", id="department"),
        pytest.param("云栖大学", "Agency", "institution", id="university"),
        pytest.param("雁南集团", "Agency", "enterprise", id="company"),
        pytest.param("市总工会", "Agency", "association", id="union"),
        pytest.param("航空港区", "Place", "zone", id="zone"),
        pytest.param("雁河", "Place", "natural", id="river"),
        pytest.param("云栖广场", "Place", "site", id="square"),
        pytest.param("哈萨克斯坦", "Place", "foreign", id="country"),
        pytest.param("云栖市", "Place", "division", id="city"),
    ],
)
def test_subtype_of_reads_the_ending(name: str, kind: EntityType, subtype: str) -> None:
    assert subtype_of(name, kind) == subtype


def test_subtype_of_takes_a_quoted_name_without_an_ending_for_a_programme() -> None:
    assert subtype_of("雁南先锋", "Project", is_quoted=True) == "programme"
    assert subtype_of("雁南先锋", "Project") == "industry"


def test_every_subtype_of_the_table_is_the_schemas() -> None:
    nodes = {node.name: {subtype.id for subtype in node.subtypes} for node in schema().node}

    assert all(row.id in nodes[row.type] for row in load("subtypes.toml", _Table).subtype)


def test_no_ending_stands_in_two_rows_of_a_type() -> None:
    seen: dict[tuple[str, str], str] = {}
    twice = [
        (ending, seen[row.type, ending], row.id)
        for row in load("subtypes.toml", _Table).subtype
        for ending in row.endings
        if seen.setdefault((row.type, ending), row.id) != row.id
    ]

    assert twice == []
