import pytest

from kg.gazetteer import Gazetteer
from kg.resolve.agency import resolve_agency_name
from kg.resolve.agency_table import agencies
from kg.resolve.issuer import issuer_of
from tests.resolve.build import report


def _resolve(
    name: str, region: str, gazetteer: Gazetteer, *, year: int = 2023, subtype: str = ""
) -> tuple[str | None, str | None, str] | None:
    issuer = issuer_of(report("。", region=region, year=year), gazetteer)
    named = resolve_agency_name(
        name, subtype or "party-government", issuer=issuer, year=year, gazetteer=gazetteer
    )
    if named is None:
        return None
    scope = None if named.scope is None else named.scope.name
    return named.name or named.key, scope, named.rule


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        pytest.param("市委", "云岭市", ("中共云岭市委员会", "云岭市"), id="own"),
        pytest.param("市委", "雁南区", ("中共云岭市委员会", "云岭市"), id="of-the-city-above"),
        pytest.param("市委", "栖霞市", ("中共栖霞市委员会", "栖霞市"), id="county-level-city"),
        pytest.param("市政府", "云岭市", ("云岭市人民政府", "云岭市"), id="government"),
        pytest.param("市人民政府", "云岭市", ("云岭市人民政府", "云岭市"), id="government-long"),
        pytest.param("省委", "云岭市", ("中共云中省委员会", "云中省"), id="province"),
        pytest.param("省政府", "松溪县", ("云中省人民政府", "云中省"), id="province-of-county"),
        pytest.param("县委", "松溪县", ("中共松溪县委员会", "松溪县"), id="county"),
        pytest.param("区政府", "雁南区", ("雁南区人民政府", "雁南区"), id="district"),
        pytest.param("国务院", "云岭市", ("国务院", None), id="national"),
        pytest.param("党中央", "云岭市", ("中共中央", None), id="national-alias"),
        pytest.param(
            "市发展改革委", "云岭市", ("云岭市发展和改革委员会", "云岭市"), id="department"
        ),
        pytest.param("发改委", "云岭市", ("云岭市发展和改革委员会", "云岭市"), id="bare"),
        pytest.param("发改委", "全国", ("国家发展和改革委员会", None), id="bare-national"),
        pytest.param("国家发改委", "云岭市", ("国家发展和改革委员会", None), id="of-the-nation"),
        pytest.param("省住建厅", "云岭市", ("云中省住房和城乡建设厅", "云中省"), id="dept-above"),
        pytest.param("云岭市住建局", "云中省", ("云岭市住房和城乡建设局", "云岭市"), id="named"),
        pytest.param("云岭市委", "云中省", ("中共云岭市委员会", "云岭市"), id="named-organ"),
        pytest.param("中共云岭市委", "云岭市", ("中共云岭市委员会", "云岭市"), id="with-party"),
        pytest.param("市委宣传部", "云岭市", ("中共云岭市委员会宣传部", "云岭市"), id="part"),
        pytest.param("市政府办公室", "云岭市", ("云岭市人民政府办公室", "云岭市"), id="office"),
        pytest.param("团市委", "云岭市", ("共青团云岭市委员会", "云岭市"), id="inside"),
        pytest.param("市农科院", "云岭市", ("云岭市农科院", "云岭市"), id="not-in-the-table"),
        pytest.param("财政局", "云岭市", ("云岭市财政局", "云岭市"), id="bare-local"),
        pytest.param("低空经济局", "云岭市", ("云岭市低空经济局", "云岭市"), id="bare-unknown"),
        pytest.param("高新区管委会", "云岭市", ("高新区管委会", "云岭市"), id="zone-committee"),
        pytest.param(
            "中山大学附属第一医院", "云岭市", ("中山大学附属第一医院", None), id="college"
        ),
        pytest.param("市十五届人大", "云岭市", ("云岭市人民代表大会", "云岭市"), id="term"),
        pytest.param("工会", "全国", ("中华全国总工会", None), id="bare-organ-of-the-nation"),
        pytest.param("工会", "云岭市", ("云岭市总工会", "云岭市"), id="bare-organ"),
        pytest.param("财政部", "云岭市", ("财政部", None), id="ministry"),
        pytest.param("市民政局", "云岭市", ("云岭市民政局", "云岭市"), id="not-of-citizens"),
        pytest.param("县民政局", "松溪县", ("松溪县民政局", "松溪县"), id="of-a-county"),
        pytest.param("市市场监管局", "云岭市", ("云岭市市场监督管理局", "云岭市"), id="market"),
        pytest.param(
            "市政协", "云岭市", ("中国人民政治协商会议云岭市委员会", "云岭市"), id="cppcc"
        ),
        pytest.param("市城管委", "云岭市", ("云岭市城市管理委员会", "云岭市"), id="urban-affairs"),
        pytest.param("市教体局", "云岭市", ("云岭市教育体育局", "云岭市"), id="two-in-one"),
        pytest.param("市经信局", "云岭市", ("云岭市经济和信息化局", "云岭市"), id="of-today"),
        pytest.param("中国民主同盟", "云岭市", ("中国民主同盟", None), id="a-party"),
        pytest.param("市场监管总局", "云岭市", ("国家市场监督管理总局", None), id="not-of-a-city"),
    ],
)
def test_agency_gets_its_division_and_full_name(
    name: str, region: str, expected: tuple[str, str | None], gazetteer: Gazetteer
) -> None:
    resolved = _resolve(name, region, gazetteer)

    assert resolved is not None
    assert resolved[:2] == expected


@pytest.mark.parametrize(
    "name",
    ["中国", "大飞机", "王明总理", "钠离子电池", "德国", "长江", "市委决策部署", "新格局", "集团"],
)
def test_agency_reading_of_what_is_no_body_is_refused(name: str, gazetteer: Gazetteer) -> None:
    assert _resolve(name, "云岭市", gazetteer, subtype="enterprise") is None


@pytest.mark.parametrize(
    ("name", "region"),
    [
        pytest.param("市委", "云中省", id="a-province-has-many-cities"),
        pytest.param("县政府", "云岭市", id="a-city-has-many-counties"),
        pytest.param("省委", "全国", id="the-nation-has-many-provinces"),
    ],
)
def test_agency_that_could_be_any_of_many_is_not_resolved(
    name: str, region: str, gazetteer: Gazetteer
) -> None:
    assert _resolve(name, region, gazetteer) is None


def test_agency_former_name_means_the_body_of_today(gazetteer: Gazetteer) -> None:
    then = _resolve("市环保局", "云岭市", gazetteer, year=2016)
    now = _resolve("市生态环境局", "云岭市", gazetteer, year=2023)

    assert then == ("云岭市生态环境局", "云岭市", "agency.renamed")
    assert now is not None
    assert now[:2] == then[:2]


def test_agency_former_name_long_after_the_reform_is_a_body_of_its_own(
    gazetteer: Gazetteer,
) -> None:
    assert _resolve("市环保局", "云岭市", gazetteer, year=2024) == (
        "云岭市环保局",
        "云岭市",
        "agency.issuer",
    )


def test_agency_company_is_one_whoever_names_it(gazetteer: Gazetteer) -> None:
    names = {
        _resolve("晨星科技", region, gazetteer, subtype="enterprise")
        for region in ("云岭市", "望海市")
    }

    assert names == {("晨星科技", None, "name.same")}


def test_agency_local_company_with_a_generic_name_stays_in_its_city(gazetteer: Gazetteer) -> None:
    scopes = {
        _resolve("城投集团", region, gazetteer, subtype="enterprise")
        for region in ("云岭市", "望海市")
    }

    assert {scope for _, scope, _ in filter(None, scopes)} == {"云岭市", "望海市"}


def test_agency_table_gives_each_surface_its_own_row() -> None:
    table = agencies()

    for surface, terms in table.departments.items():
        now = [term for term in terms if term.until is None]
        assert len(now) <= 1, surface
    assert set(table.national).isdisjoint(table.departments)
