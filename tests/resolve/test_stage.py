import os
import pickle
import subprocess
import sys
from collections import defaultdict
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.config import Config
from kg.gazetteer import Gazetteer
from kg.graph import to_networkx
from kg.link import assemble, link_place
from kg.model import Entity, EntityType, Extraction, Facts
from kg.resolve import resolve_place
from kg.schema import schema
from tests.resolve import build
from tests.resolve.build import Builder


def facts_of(extractions: list[Extraction], gazetteer: Gazetteer, **options: object) -> Facts:
    """Resolve, link and assemble, place by place, in the order given."""
    config = Config(**options)  # type: ignore[arg-type]
    places: dict[str, list[Extraction]] = defaultdict(list)
    for extraction in extractions:
        places[extraction.report.region].append(extraction)
    parts = [
        link_place(resolve_place(group, gazetteer=gazetteer, config=config))
        for group in places.values()
    ]
    return assemble(parts)


def _named(facts: Facts, name: str) -> list[Entity]:
    return [entity for entity in facts.entities if name in (entity.name, *entity.aliases)]


def test_facts_of_a_place_are_plain_values_that_travel(gazetteer: Gazetteer) -> None:
    part = resolve_place(build.extractions()[:2], gazetteer=gazetteer, config=Config())

    assert pickle.loads(pickle.dumps(part)) == part


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(5)))
def test_facts_do_not_depend_on_the_order_of_the_reports(
    order: list[int], gazetteer: Gazetteer
) -> None:
    given_order = list(build.extractions())

    assert facts_of([given_order[i] for i in order], gazetteer) == facts_of(given_order, gazetteer)


def test_assemble_does_not_depend_on_the_order_of_the_places(gazetteer: Gazetteer) -> None:
    parts = [
        link_place(resolve_place([each], gazetteer=gazetteer, config=Config()))
        for each in build.extractions()[:3]
    ]

    assert len({repr(assemble(order)) for order in permutations(parts)}) == 1


def test_facts_are_the_same_in_a_process_with_another_hash_seed(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    code = (
        "import hashlib, sys; from pathlib import Path;"
        "from tests.resolve import build; from tests.resolve.test_stage import facts_of;"
        "g = build.gazetteer(Path(sys.argv[1]));"
        "print(hashlib.sha256(repr(facts_of(list(build.extractions()), g)).encode()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }

    assert len(digests) == 1


def test_entities_of_the_nation_are_one_over_all_places(gazetteer: Gazetteer) -> None:
    facts = facts_of(list(build.extractions()), gazetteer)

    (council,) = _named(facts, "国务院")
    (reform,) = _named(facts, "放管服")
    assert council.mentions == 2
    assert (reform.first_year, reform.last_year, reform.mentions) == (2023, 2024, 4)


def test_entities_of_the_same_name_in_two_places_stay_apart(gazetteer: Gazetteer) -> None:
    facts = facts_of(list(build.extractions()), gazetteer)

    bridges = _named(facts, "云栖大桥")
    assert {bridge.scope_id for bridge in bridges} == {"place-990100", "place-990200"}
    assert all(bridge.mentions == 2 for bridge in bridges)


def test_entity_keeps_the_variants_of_its_name(gazetteer: Gazetteer) -> None:
    facts = facts_of(list(build.extractions())[:2], gazetteer)

    (bridge,) = _named(facts, "云栖大桥")
    assert {bridge.name, *bridge.aliases} == {"云栖大桥", "云岭市云栖大桥工程"}
    rules = {m.evidence.quote: m.resolution for m in facts.mentions if m.entity_id == bridge.id}
    assert rules == {"云栖大桥": "name.same", "云岭市云栖大桥工程": "merge.prefix+ending"}


def test_report_introduces_its_own_short_forms(gazetteer: Gazetteer) -> None:
    made = (
        Builder("建设云岭国际算力中心（以下简称“云算”）。\n云算投入运营。")
        .project("云岭国际算力中心")
        .project("云算", nth=1)
        .build()
    )

    facts = facts_of([made], gazetteer)

    (centre,) = _named(facts, "云算")
    assert centre.mentions == 2
    assert "merge.introduced" in {m.resolution for m in facts.mentions}


def test_user_gazetteer_gives_names_aliases_and_scope(gazetteer: Gazetteer) -> None:
    made = [
        Builder("云港开工。").project("云港", subtype="industry").build(),
        Builder("数据港投产。", region="松溪县").project("数据港", subtype="industry").build(),
    ]

    facts = facts_of(made, gazetteer)

    (port,) = _named(facts, "云岭数据港")
    assert port.scope_id == "place-990100"
    assert port.subtype == "platform"
    assert port.aliases == ("云港", "数据港")


def test_mention_below_the_threshold_goes_to_review(gazetteer: Gazetteer) -> None:
    made = (
        Builder("建设云栖大桥，推进雁南产业园。")
        .mention("云栖大桥", "Project", "construction", probability=0.49)
        .mention("雁南产业园", "Project", "industry", probability=0.5)
        .relation("雁南产业园", "partOf", "云栖大桥")
        .build()
    )

    facts = facts_of([made], gazetteer, threshold=0.5)

    assert not _named(facts, "云栖大桥")
    assert _named(facts, "雁南产业园")
    assert [(row.what, row.left, row.reason) for row in facts.review] == [
        ("mention", "云栖大桥", "below_threshold"),
        ("relation", "雁南产业园", "entity_in_review"),
    ]


def test_relation_below_the_threshold_goes_to_review(gazetteer: Gazetteer) -> None:
    made = (
        Builder("市委支持云栖大桥。")
        .mention("市委", "Agency", "party-government")
        .project("云栖大桥")
        .relation("市委", "participatesIn", "云栖大桥", probability=0.2)
        .build()
    )

    facts = facts_of([made], gazetteer, threshold=0.3)

    assert "participatesIn" not in {edge.type for edge in facts.edges}
    assert [row.reason for row in facts.review] == ["below_threshold"]


def test_generic_name_that_is_nobodys_goes_to_review(gazetteer: Gazetteer) -> None:
    made = (
        Builder("各地市委要重视。", region="云中省")
        .mention("市委", "Agency", "party-government")
        .build()
    )

    facts = facts_of([made], gazetteer)

    assert [(row.left, row.reason) for row in facts.review] == [("市委", "no_scope")]


def test_figure_of_a_district_has_its_scope_and_that_of_the_report_is_inferred(
    gazetteer: Gazetteer,
) -> None:
    made = (
        Builder("地区生产总值增长6%，其中雁南区增长8%，主城区增长9%，全省增长5%。")
        .mention("雁南区", "Place", "division")
        .quantity("6%", "6")
        .quantity("8%", "8", subject="雁南区")
        .quantity("9%", "9", subject="主城区")
        .quantity("5%", "5", subject="全省")
        .build()
    )

    facts = facts_of([made], gazetteer)

    scopes = {
        f.value_text: (f.scope_id, f.scope_basis, f.subject_id, f.subject_text)
        for f in facts.figures
    }
    assert scopes == {
        "6%": ("place-990100", "inferred", None, None),
        "8%": ("place-990102", "stated", "place-990102", None),
        "9%": ("place-990100", "inferred", None, "主城区"),
        "5%": ("place-990000", "stated", "place-990000", None),
    }
    about = {edge.target for edge in facts.edges if edge.type == "about"}
    assert about == {"place-990102", "place-990000"}


def test_figures_of_one_number_said_of_two_things_are_two(gazetteer: Gazetteer) -> None:
    made = (
        Builder("城镇、农村居民收入均增长7%。")
        .quantity("7%", "7", indicator="城镇")
        .quantity("7%", "7", indicator="农村居民收入")
        .build()
    )

    facts = facts_of([made], gazetteer)

    assert len({figure.id for figure in facts.figures}) == 2


def test_relation_to_a_place_inside_a_name_makes_the_place(gazetteer: Gazetteer) -> None:
    made = (
        Builder("建设雁南区净月湖码头、望海数据中心。")
        .project("雁南区净月湖码头")
        .project("望海数据中心", subtype="platform")
        .relation("雁南区净月湖码头", "locatedIn", "净月湖")
        .relation("望海数据中心", "locatedIn", "望海")
        .build()
    )

    facts = facts_of([made], gazetteer)

    names = {entity.id: entity for entity in facts.entities}
    stated = {
        names[edge.target].name: names[edge.target].subtype
        for edge in facts.edges
        if edge.type == "locatedIn" and edge.basis == "stated"
    }
    assert stated == {"净月湖": "natural", "望海市": "division"}
    assert not [e for e in facts.edges if e.type == "locatedIn" and e.basis == "inferred"]


@pytest.mark.parametrize(
    ("name", "tail", "more", "place"),
    [
        pytest.param(
            "大明理工大学新院", "大明理工大学", ("大明理工大学", "Agency"), None, id="body"
        ),
        pytest.param("科研装备园", "科研", None, None, id="a-word"),
        pytest.param("董家口码头", "董家口", None, ("董家口", "site"), id="known-by-its-ending"),
        pytest.param("蓝谷港北园", "蓝谷港", ("蓝谷港", "Place"), ("蓝谷港", "site"), id="named"),
        pytest.param("德国产业园", "德国", None, ("德国", "foreign"), id="abroad"),
        pytest.param("核心区改造", "核心区", None, None, id="a-class"),
    ],
)
def test_relation_to_what_is_no_place_inside_a_name_goes_to_review(
    name: str,
    tail: str,
    more: tuple[str, EntityType] | None,
    place: tuple[str, str] | None,
    gazetteer: Gazetteer,
) -> None:
    builder = Builder(f"建设{name}。\n支持{more[0] if more else '企业'}发展。").project(name)
    if more is not None:
        builder.mention(more[0], more[1], "site" if more[1] == "Place" else "institution", nth=1)

    facts = facts_of([builder.relation(name, "locatedIn", tail).build()], gazetteer)

    found = [(e.name, e.subtype) for e in facts.entities if e.type == "Place" and e.code is None]
    assert found == ([] if place is None else [place])
    assert [row.right for row in facts.review] == ([tail] if place is None else [])


@pytest.mark.parametrize(
    ("name", "kind", "subtype", "tail", "place"),
    [
        pytest.param("福州南路改造", "Project", "construction", "福州", None, id="street"),
        pytest.param("望海路改造", "Project", "construction", "望海", None, id="street-next-door"),
        pytest.param("台湾创业园", "Project", "industry", "台湾", None, id="called-after"),
        pytest.param("平潭机场", "Project", "construction", "平潭", None, id="namesake"),
        pytest.param(
            "中山大学分院", "Agency", "institution", "中山", None, id="called-after-a-man"
        ),
        pytest.param("北京医院云岭院", "Agency", "institution", "北京", None, id="branch"),
        pytest.param("北京医院", "Agency", "institution", "北京", "北京市", id="body"),
        pytest.param("上海博览会", "Project", "event", "上海", "上海市", id="event"),
        pytest.param("望海数据中心", "Project", "platform", "望海", "望海市", id="next-door"),
        pytest.param("中原科技城", "Project", "industry", "中原", "中原", id="region"),
    ],
)
def test_a_place_elsewhere_in_a_name_says_where_only_bodies_and_events_are(
    name: str, kind: EntityType, subtype: str, tail: str, place: str | None, gazetteer: Gazetteer
) -> None:
    builder = Builder(f"支持{name}。").mention(name, kind, subtype)

    facts = facts_of([builder.relation(name, "locatedIn", tail).build()], gazetteer)

    names = {entity.id: entity.name for entity in facts.entities}
    found = [names[e.target] for e in facts.edges if (e.type, e.basis) == ("locatedIn", "stated")]
    assert found == ([] if place is None else [place])


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        ("云栖大桥", "云岭市", ["云岭市"]),
        ("全省数据平台", "云岭市", []),
        ("“十四五”重大工程", "云岭市", []),
        ("云栖大桥", "全国", []),
    ],
)
def test_location_is_not_inferred_of_what_is_wider_than_the_place(
    name: str, region: str, expected: list[str], gazetteer: Gazetteer
) -> None:
    facts = facts_of([Builder(f"建设{name}。", region=region).project(name).build()], gazetteer)

    names = {entity.id: entity.name for entity in facts.entities}
    assert [names[e.target] for e in facts.edges if e.type == "locatedIn"] == expected


def test_title_that_two_places_hold_is_located_in_both(gazetteer: Gazetteer) -> None:
    made = (
        Builder("松溪县、雁南区入选全省示范县。")
        .mention("松溪县", "Place", "division")
        .mention("雁南区", "Place", "division")
        .project("全省示范县", subtype="title")
        .relation("全省示范县", "locatedIn", "松溪县")
        .relation("全省示范县", "locatedIn", "雁南区")
        .build()
    )

    facts = facts_of([made], gazetteer)

    located = [(e.target, e.basis) for e in facts.edges if e.type == "locatedIn"]
    assert sorted(located) == [("place-990102", "stated"), ("place-990121", "stated")]


def test_duty_relates_a_body_to_what_stands_in_the_sentence_before(gazetteer: Gazetteer) -> None:
    made = (
        Builder("建设云栖大桥，新增企业25户。\n责任单位：市财政局。", tasks=True)
        .project("云栖大桥")
        .mention("市财政局", "Agency", "party-government")
        .quantity("25户", "25", kind="amount", unit="household", indicator="企业")
        .relation("市财政局", "responsibleFor", "云栖大桥")
        .relation("市财政局", "responsibleFor", "25户")
        .build()
    )

    facts = facts_of([made], gazetteer)

    duties = [edge for edge in facts.edges if edge.type == "responsibleFor"]
    project = next(entity.id for entity in facts.entities if entity.type == "Project")
    assert sorted(edge.target for edge in duties) == sorted([project, facts.figures[0].id])
    both = tuple(sorted(made.report.sentence_id(index) for index in (0, 1)))
    assert [edge.evidence for edge in duties] == [both, both]
    assert not facts.review


def test_relation_that_the_schema_does_not_know_goes_to_review(gazetteer: Gazetteer) -> None:
    made = (
        Builder("市委与云栖大桥。")
        .mention("市委", "Agency", "party-government")
        .project("云栖大桥")
        .relation("市委", "connects", "云栖大桥")
        .build()
    )

    assert [row.reason for row in facts_of([made], gazetteer).review] == ["wrong_types"]


def test_task_gives_who_answers_for_a_target(gazetteer: Gazetteer) -> None:
    made = (
        Builder("地区生产总值增长6%。（市发展改革委牵头，财政局配合）", tasks=True)
        .mention("市发展改革委", "Agency", "party-government")
        .mention("财政局", "Agency", "party-government")
        .quantity("6%", "6")
        .relation("市发展改革委", "responsibleFor", "6%")
        .relation("财政局", "participatesIn", "6%")
        .build()
    )

    facts = facts_of([made], gazetteer)

    names = {entity.id: entity.name for entity in facts.entities}
    target = facts.figures[0].id
    who = {
        (e.type, names[e.source]) for e in facts.edges if e.target == target and e.source in names
    }
    assert who == {
        ("responsibleFor", "云岭市发展和改革委员会"),
        ("participatesIn", "云岭市财政局"),
    }


def test_divisions_reach_up_to_the_nation(gazetteer: Gazetteer) -> None:
    facts = facts_of(
        [Builder("雁南区发展。").mention("雁南区", "Place", "division").build()], gazetteer
    )

    parts = {(edge.source, edge.target) for edge in facts.edges if edge.type == "partOf"}
    assert parts == {
        ("place-990102", "place-990100"),
        ("place-990100", "place-990000"),
        ("place-990000", "place-000000"),
    }


def test_graph_of_resolved_facts_obeys_the_schema(gazetteer: Gazetteer) -> None:
    facts = facts_of(list(build.extractions()), gazetteer)
    graph = to_networkx(facts)
    sentences = {node for node, kind in graph.nodes(data="type") if kind == "Sentence"}

    for node, attributes in graph.nodes(data=True):
        keys = {prop.key for prop in schema().properties_of(attributes["type"])}
        assert set(attributes) - {"id", "type", "label"} <= keys, node
        required = {p.key for p in schema().properties_of(attributes["type"]) if p.required}
        assert required <= set(attributes), node
    for source, target, attributes in graph.edges(data=True):
        kind = schema().edge_type(attributes["type"])
        assert graph.nodes[source]["type"] in kind.sources
        assert graph.nodes[target]["type"] in kind.targets
        assert set(attributes["evidence"]) <= sentences
        assert attributes["rule"]
        if attributes["basis"] == "stated":
            assert attributes["evidence"], attributes


def test_gold_annotations_of_real_reports_resolve(shared: Path, gazetteer: Gazetteer) -> None:
    from dataclasses import replace

    from kg.read.record import batches, gold_extraction, read_records
    from kg.resolve.place import place_subtype

    default = {"Agency": "party-government", "Project": "construction"}
    made = []
    for batch in batches(read_records(shared / "gold" / "dev.jsonl")):
        extraction = gold_extraction(batch)
        quote = extraction.report.doc.quote
        mentions = tuple(
            replace(m, subtype=default.get(m.type) or place_subtype(quote(m.span)) or "site")
            for m in extraction.mentions
        )
        made.append(replace(extraction, mentions=mentions))

    facts = facts_of(made, gazetteer)

    read = sum(len(extraction.mentions) for extraction in made)
    review = [row for row in facts.review if row.what == "mention"]
    assert len(facts.mentions) + len(review) == read
    assert len(review) < read / 50
    names = {entity.id: entity.name for entity in facts.entities}
    committee = {
        names[mention.entity_id]
        for mention in facts.mentions
        if mention.evidence.quote in {"市委", "省委"}
    }
    assert committee
    assert all(name.startswith("中共") and name.endswith("委员会") for name in committee)


@pytest.mark.parametrize("year", [2015, 2024])
def test_division_is_told_by_the_year_of_the_report(year: int, gazetteer: Gazetteer) -> None:
    from dataclasses import replace

    made = Builder("即墨发展。", year=year).mention("即墨", "Place", "division").build()
    report = replace(made.report, region="青岛市", region_code="370200")

    facts = facts_of([replace(made, report=report)], gazetteer)

    (place,) = _named(facts, "即墨")
    assert place.name == {2015: "即墨市", 2024: "即墨区"}[year]
