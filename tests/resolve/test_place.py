from dataclasses import replace

import pytest

from kg.gazetteer import Gazetteer
from kg.resolve.issuer import issuer_of
from kg.resolve.naming import Named
from kg.resolve.place import place_subtype, resolve_place_name, scope_word
from tests.resolve.build import report


def _resolve(
    name: str, region: str, gazetteer: Gazetteer, *, subtype: str = "division", text: str = ""
) -> Named:
    issuer = issuer_of(report("。", region=region), gazetteer)
    return resolve_place_name(
        name, subtype, issuer=issuer, year=2023, gazetteer=gazetteer, text=text
    )


@pytest.mark.parametrize(
    ("name", "region", "code"),
    [
        pytest.param("云岭", "望海市", "990100", id="short-name"),
        pytest.param("雁南", "云岭市", "990102", id="own-district"),
        pytest.param("雁南", "望海市", "990221", id="own-county-of-the-same-name"),
        pytest.param("雁南", "雁南区", "990102", id="itself"),
        pytest.param("西安", "云岭市", "610100", id="city-elsewhere"),
        pytest.param("海淀区", "云岭市", "110108", id="full-name-elsewhere"),
        pytest.param("福建平潭", "云岭市", "350128", id="after-its-province"),
        pytest.param("云中", "松溪县", "990000", id="province-above"),
    ],
)
def test_place_division_is_the_one_nearest_to_the_issuer(
    name: str, region: str, code: str, gazetteer: Gazetteer
) -> None:
    assert _resolve(name, region, gazetteer).id == f"place-{code}"


@pytest.mark.parametrize("name", ["朝阳", "平潭", "七里河", "黑河", "港口区"])
def test_place_elsewhere_of_which_nothing_is_told_is_the_issuers_own(
    name: str, gazetteer: Gazetteer
) -> None:
    named = _resolve(name, "云岭市", gazetteer, text=f"整治{name}片区。")

    assert (named.code, named.name or named.key) == (None, name)
    assert named.rule == "place.ambiguous"
    assert named.scope is not None
    assert named.scope.name == "云岭市"


def test_place_elsewhere_is_told_by_the_text(gazetteer: Gazetteer) -> None:
    told = _resolve("平潭", "云岭市", gazetteer, text="与福建平潭合作，推动平潭产品入市。")

    assert told.code == "350128"


def test_place_ambiguous_short_name_gets_no_code(gazetteer: Gazetteer) -> None:
    named = _resolve("雁南", "云中省", gazetteer)

    assert named.code is None
    assert named.rule == "place.ambiguous"


def test_place_real_short_name_is_told_by_the_issuer(gazetteer: Gazetteer) -> None:
    codes = []
    for code, region in (("220100", "长春市"), ("110000", "北京市"), ("210000", "辽宁省")):
        made = replace(report("。"), region=region, region_code=code)
        issuer = issuer_of(made, gazetteer)
        named = resolve_place_name(
            "朝阳", "division", issuer=issuer, year=2023, gazetteer=gazetteer
        )
        codes.append(named.code)

    assert codes == ["220104", "110105", "211300"]


@pytest.mark.parametrize(
    ("name", "region", "year", "code"),
    [
        pytest.param("襄樊", "420000", 2008, "420600", id="old-name-of-one-code"),
        pytest.param("襄阳", "420000", 2012, "420600", id="new-name-of-one-code"),
        pytest.param("江都", "321000", 2008, "321088", id="county-city-before"),
        pytest.param("江都", "321000", 2014, "321012", id="district-after"),
        pytest.param("江都市", "321000", 2014, "321088", id="abolished-under-its-full-name"),
        pytest.param("东陵区", "210100", 2017, "210112", id="renamed-under-its-old-name"),
        pytest.param("浑南区", "210100", 2010, None, id="not-founded-yet"),
        pytest.param("莱芜", "370000", 2017, "371200", id="city-before"),
        pytest.param("莱芜", "370000", 2022, "370116", id="merged-after"),
    ],
)
def test_place_is_the_division_of_the_reports_year(
    name: str, region: str, year: int, code: str | None
) -> None:
    real = Gazetteer.load()
    home = real.by_code(region, year=year)
    assert home is not None
    made = replace(report("。"), region=home.name, region_code=region, report_year=year)

    named = resolve_place_name(
        name, "division", issuer=issuer_of(made, real), year=year, gazetteer=real
    )

    assert named.code == code


def test_place_zone_belongs_to_the_issuer_with_or_without_its_name(gazetteer: Gazetteer) -> None:
    bare = _resolve("高新区", "云岭市", gazetteer, subtype="zone")
    full = _resolve("云岭高新区", "云岭市", gazetteer, subtype="zone")
    seen_from_above = _resolve("云岭市高新区", "云中省", gazetteer, subtype="zone")
    other = _resolve("高新区", "望海市", gazetteer, subtype="zone")

    assert bare.id == full.id == seen_from_above.id
    assert other.id != bare.id


def test_place_river_of_the_nation_is_one_and_a_hill_is_the_issuers(gazetteer: Gazetteer) -> None:
    rivers = {_resolve("黄河", r, gazetteer, subtype="natural").id for r in ("云岭市", "望海市")}
    hills = {_resolve("凤凰山", r, gazetteer, subtype="natural").id for r in ("云岭市", "望海市")}

    assert len(rivers) == 1
    assert len(hills) == 2


def test_place_alias_of_a_region_is_the_region(gazetteer: Gazetteer) -> None:
    short = _resolve("长三角地区", "云岭市", gazetteer, subtype="zone")

    assert short.id == _resolve("长三角", "望海市", gazetteer, subtype="zone").id
    assert short.name == "长三角"


def test_place_abroad_is_one_whoever_names_it(gazetteer: Gazetteer) -> None:
    ids = {_resolve("巴黎", r, gazetteer, subtype="foreign").id for r in ("云岭市", "望海市")}

    assert len(ids) == 1


@pytest.mark.parametrize(
    ("word", "region", "expected"),
    [
        ("全省", "云岭市", "云中省"),
        ("全国", "云岭市", "全国"),
        ("全市", "云岭市", "云岭市"),
        ("全区", "雁南区", "雁南区"),
        ("企业", "云岭市", None),
    ],
)
def test_scope_word_means_a_division_of_the_issuers_chain(
    word: str, region: str, expected: str | None, gazetteer: Gazetteer
) -> None:
    unit = scope_word(word, issuer_of(report("。", region=region), gazetteer))

    assert (None if unit is None else unit.name) == expected


@pytest.mark.parametrize(
    ("name", "subtype"),
    [
        ("净月开发区", "zone"),
        ("红花湖", "natural"),
        ("大明镇", "division"),
        ("湘江大道", "site"),
        ("巴黎", "foreign"),
        ("印尼", "foreign"),
        ("京津冀", "zone"),
        ("科研", None),
        ("核心区", None),
        ("大道", None),
    ],
)
def test_place_subtype_is_told_by_the_table_or_the_ending(name: str, subtype: str | None) -> None:
    assert place_subtype(name) == subtype
