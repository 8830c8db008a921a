"""Divisions by code, name and year, and a user's own tables."""

import tomllib
from pathlib import Path

import pytest

from kg.errors import RuleFileError
from kg.gazetteer import SUBTYPES, Gazetteer
from kg.rules import data_path
from kg.schema import schema


@pytest.fixture(scope="module")
def ours() -> Gazetteer:
    return Gazetteer.load()


def _own(tmp_path: Path, text: str) -> Gazetteer:
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    return Gazetteer.load([path])


OWN = """name,type,subtype,code,parent,aliases
云溟省,Place,division,990000,,
澜川市,Place,division,990100,,澜城
锦屿区,Place,division,990102,,
澜川经济技术开发区,Place,zone,,990100,澜川经开区|经开区
澜川钢铁集团,Agency,enterprise,,990100,澜钢
"""


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("郑州市", "410100", id="full"),
        pytest.param("郑州", "410100", id="short"),
        pytest.param("内蒙古", "150000", id="region"),
        pytest.param("延边", "222400", id="autonomous"),
        pytest.param("鄂伦春", "150723", id="banner"),
        pytest.param("浦东", "310115", id="new_area"),
        pytest.param("土右旗", "150221", id="banner_of_the_table"),
        pytest.param("克州", "653000", id="prefecture_of_the_table"),
        pytest.param("石河子", "659001", id="directly_governed"),
        pytest.param("全国", "000000", id="nation"),
    ],
)
def test_find_full_and_short_names(ours: Gazetteer, name: str, code: str) -> None:
    found = ours.find(name, year=2022)

    assert [division.code for division in found] == [code]


def test_every_short_name_of_the_table_is_of_a_division(ours: Gazetteer) -> None:
    table = tomllib.loads(data_path("short_names.toml").read_text(encoding="utf-8"))
    known = {division.name for division in ours.divisions}

    assert {row["name"] for row in table["division"]} <= known


def test_find_keeps_same_names_apart(ours: Gazetteer) -> None:
    codes = {division.code for division in ours.find("朝阳区")}

    assert codes == {"110105", "220104"}
    assert [d.code for d in ours.find("朝阳区", within="110000")] == ["110105"]


def test_find_takes_the_name_of_the_year(ours: Gazetteer) -> None:
    assert [d.name for d in ours.find("荥阳", year=1989)] == ["荥阳县"]
    assert [d.name for d in ours.find("荥阳", year=2020)] == ["荥阳市"]
    assert ours.find("荥阳县", year=2020) == ()


def test_by_code_takes_the_name_of_the_year(ours: Gazetteer) -> None:
    old, new = ours.by_code("410104", year=1981), ours.by_code("410104")

    assert old is not None and old.name == "向阳回族区"
    assert new is not None and new.name == "管城回族区"
    assert ours.by_code("123456") is None


@pytest.mark.parametrize(
    ("name", "near", "code"),
    [
        pytest.param("朝阳区", "110000", "110105", id="inside"),
        pytest.param("朝阳", "210000", "211300", id="highest_level"),
        pytest.param("吉林", "220200", "220200", id="itself"),
        pytest.param("河南", "410100", "410000", id="above"),
        pytest.param("开封", "410100", "410200", id="same_province"),
        pytest.param("青岛", "410100", "370200", id="elsewhere"),
        pytest.param("鼓楼区", "410100", "410204", id="nearest_of_many"),
        pytest.param("城关区", "440100", None, id="undecided"),
        pytest.param("云溟", "410100", None, id="unknown"),
    ],
)
def test_locate_from_a_report(ours: Gazetteer, name: str, near: str, code: str | None) -> None:
    found = ours.locate(name, near=near, year=2022)

    assert (found and found.code) == code


def test_ancestors_and_children(ours: Gazetteer) -> None:
    district = ours.by_code("410103")
    assert district is not None

    assert [d.code for d in ours.ancestors(district)] == ["410100", "410000", "000000"]
    assert district in ours.children("410100", year=2022)
    assert len(ours.children("000000", year=2022)) == 34


@pytest.mark.parametrize("word", ["合作", "朝阳", "上街", "建设", "和平", "解放", "资源", "郊区"])
def test_ordinary_words_need_context(ours: Gazetteer, word: str) -> None:
    assert ours.needs_context(word) or not ours.find(word)


def test_surfaces_are_unique_and_marked(ours: Gazetteer) -> None:
    surfaces = {surface.text: surface for surface in ours.surfaces()}

    assert len(surfaces) == len(list(ours.surfaces()))
    assert surfaces["合作"].needs_context and surfaces["合作"].is_short
    assert not surfaces["郑州"].needs_context
    assert surfaces["郑州市"].codes == ("410100",) and not surfaces["郑州市"].is_short
    assert "全国" not in surfaces and "中国" not in surfaces


def test_every_parent_is_known(ours: Gazetteer) -> None:
    lost = [d for d in ours.divisions if d.parent is not None and ours.by_code(d.parent) is None]

    assert lost == []


def test_own_table_adds_an_invented_city(tmp_path: Path) -> None:
    gazetteer = _own(tmp_path, OWN)

    city = gazetteer.locate("澜川", near="990102")
    assert city is not None and (city.code, city.level) == ("990100", "city")
    assert [d.code for d in gazetteer.find("澜城")] == ["990100"]
    assert [d.name for d in gazetteer.children("990100")] == ["锦屿区"]
    assert [d.code for d in gazetteer.ancestors(city)] == ["990000", "000000"]


def test_own_table_adds_zones_and_bodies(tmp_path: Path) -> None:
    surfaces = {surface.text: surface for surface in _own(tmp_path, OWN).surfaces()}

    zone, body = surfaces["澜川经开区"], surfaces["澜钢"]
    assert (zone.type, zone.subtype) == ("Place", "zone")
    assert body.entry is not None and body.entry.name == "澜川钢铁集团"
    assert surfaces["澜川"].codes == ("990100",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("name,type,sort\n甲,Place,zone\n", "unknown column 'sort'", id="column"),
        pytest.param("name\n甲\n", "columns name and type are needed", id="no_type"),
        pytest.param("name,type,subtype\n甲,Thing,zone\n", "row 2: type 'Thing'", id="type"),
        pytest.param("name,type,subtype\n甲,Place,hill\n", "row 2: subtype 'hill'", id="subtype"),
        pytest.param("name,type,subtype\n,Place,zone\n", "row 2: name is empty", id="name"),
        pytest.param(
            "name,type,subtype,code\n甲市,Place,division,99\n", "row 2: code '99'", id="code"
        ),
        pytest.param(
            "name,type,subtype,code\n甲市,Place,division,\n", "a division has a code", id="no_code"
        ),
        pytest.param("name,type,subtype\n甲,Place\n", "row 2: has not as many", id="short_row"),
        pytest.param(
            "name,type,code,parent\n甲市,Place,990100,980000\n",
            "row 2: no other division has the code 980000",
            id="parent",
        ),
    ],
)
def test_own_table_is_checked(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(RuleFileError, match=r"own\.csv") as caught:
        _own(tmp_path, text)

    assert fault in str(caught.value)


def test_own_table_must_be_there_and_be_text(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes("name,type\n甲,Place\n".encode("gb18030"))

    with pytest.raises(RuleFileError, match="cannot be read"):
        Gazetteer.load([tmp_path / "absent.csv"])
    with pytest.raises(RuleFileError, match="not UTF-8"):
        Gazetteer.load([bad])


def test_subtypes_are_those_of_the_schema() -> None:
    nodes = {node.name: node for node in schema().node}

    for kind, subtypes in SUBTYPES.items():
        assert tuple(code.id for code in nodes[kind].subtypes) == subtypes


def test_divisions_that_lie_in_each_other_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    rows = "甲州,Place,division,990000,990100,\n乙市,Place,division,990100,990000,\n"
    path.write_text(f"name,type,subtype,code,parent,aliases\n{rows}", encoding="utf-8")

    with pytest.raises(RuleFileError, match=r"own\.csv: row 2: 甲州 lies in itself"):
        Gazetteer.load([path])
