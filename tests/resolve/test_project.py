import pytest

from kg.gazetteer import Gazetteer
from kg.resolve.issuer import issuer_of
from kg.resolve.naming import Named
from kg.resolve.project import resolve_project_name
from tests.resolve.build import report


def _resolve(
    name: str, gazetteer: Gazetteer, *, region: str = "云岭市", subtype: str = "construction"
) -> Named:
    issuer = issuer_of(report("。", region=region), gazetteer)
    return resolve_project_name(name, subtype, issuer=issuer, year=2023, gazetteer=gazetteer)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        pytest.param("云栖大桥工程", "merge.ending", id="ending"),
        pytest.param("云栖大桥建设项目", "merge.ending", id="long-ending"),
        pytest.param("云岭市云栖大桥", "merge.prefix", id="full-name-before"),
        pytest.param("云岭云栖大桥", "merge.prefix", id="short-name-before"),
        pytest.param("市云栖大桥", "merge.prefix", id="city-before"),
        pytest.param("“云栖”大桥", "merge.quotes", id="quotes"),
        pytest.param("云岭市“云栖”大桥项目", "merge.quotes+prefix+ending", id="all"),
        pytest.param("云栖大桥", "name.same", id="same"),
    ],
)
def test_project_variants_are_one_and_the_rule_says_why(
    name: str, rule: str, gazetteer: Gazetteer
) -> None:
    named = _resolve(name, gazetteer)

    assert named.id == _resolve("云栖大桥", gazetteer).id
    assert named.rule == rule


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("云栖大桥", "云栖二桥", id="other-bridge"),
        pytest.param("市民中心", "民中心", id="word-that-begins-like-a-prefix"),
        pytest.param("云岭至巴黎航线", "巴黎航线", id="route-is-no-possession"),
        pytest.param("轨道交通1号线", "轨道交通2号线", id="numbers"),
    ],
)
def test_project_names_that_only_look_alike_stay_apart(
    left: str, right: str, gazetteer: Gazetteer
) -> None:
    assert _resolve(left, gazetteer).id != _resolve(right, gazetteer).id


def test_project_of_the_same_name_elsewhere_is_another(gazetteer: Gazetteer) -> None:
    here = _resolve("云栖大桥", gazetteer)

    assert here.id != _resolve("云栖大桥", gazetteer, region="望海市").id


def test_project_national_programme_is_one_and_a_designation_is_each_places_own(
    gazetteer: Gazetteer,
) -> None:
    regions = ("云岭市", "望海市")
    reform = {_resolve("放管服", gazetteer, region=r, subtype="programme").id for r in regions}
    title = {_resolve("全国文明城市", gazetteer, region=r, subtype="title").id for r in regions}

    assert len(reform) == 1
    assert len(title) == 2


def test_project_of_the_province_is_the_provinces(gazetteer: Gazetteer) -> None:
    named = _resolve("省体育中心", gazetteer)

    assert named.scope_id == "place-990000"
    assert named.id == _resolve("体育中心", gazetteer, region="云中省").id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云望高速", "云望高速公路"),
        ("1号线", "地铁1号线"),
        ("雁南新城规划", "雁南新城规划纲要（草案）"),
    ],
)
def test_project_goes_by_either_of_two_forms_that_mean_the_same(
    one: str, other: str, gazetteer: Gazetteer
) -> None:
    assert _resolve(one, gazetteer).id == _resolve(other, gazetteer).id
    assert _resolve(other, gazetteer).rule.endswith("form")


@pytest.mark.parametrize(
    ("one", "other"),
    [("云望高速公路服务区", "云望高速服务区"), ("1号线二期", "地铁2号线二期")],
)
def test_project_form_changes_nothing_inside_a_name(
    one: str, other: str, gazetteer: Gazetteer
) -> None:
    assert _resolve(one, gazetteer).id != _resolve(other, gazetteer).id
