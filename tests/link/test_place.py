from dataclasses import replace

from kg.config import Config
from kg.gazetteer import Gazetteer
from kg.link import link_place
from kg.model import Facts, Lifecycle
from kg.resolve import resolve_place
from tests.resolve.build import Builder
from tests.resolve.test_stage import facts_of


def _cycle(facts: Facts, name: str) -> Lifecycle:
    (project,) = [e.id for e in facts.entities if name in (e.name, *e.aliases)]
    return next(cycle for cycle in facts.lifecycles if cycle.project_id == project)


def test_lifecycle_tells_the_stages_over_the_years(gazetteer: Gazetteer) -> None:
    made = [
        Builder("开工建设云栖大桥。", year=2023)
        .project("云栖大桥")
        .milestone("云栖大桥", "开工建设", "start")
        .build(),
        Builder("云栖大桥加快建设，确保通车。", year=2024)
        .project("云栖大桥")
        .milestone("云栖大桥", "加快建设", "advance", status="actual")
        .milestone("云栖大桥", "通车", "operate", period="2024")
        .build(),
    ]

    facts = facts_of(made[::-1], gazetteer)

    cycle = _cycle(facts, "云栖大桥")
    steps = {step.id: step for step in facts.steps}
    assert [steps[each].stage for each in cycle.step_ids] == ["start", "advance", "operate"]
    assert (cycle.reached, cycle.aimed) == ("advance", "operate")
    assert (cycle.first_year, cycle.last_year, cycle.is_silent) == (2023, 2024, False)


def test_lifecycle_is_silent_when_a_later_report_does_not_mention_it(gazetteer: Gazetteer) -> None:
    made = [
        Builder("开工建设云栖大桥。", year=2023).project("云栖大桥").build(),
        Builder("工作有成效。", year=2024).build(),
    ]

    assert _cycle(facts_of(made, gazetteer), "云栖大桥").is_silent
    assert not _cycle(facts_of(made[:1], gazetteer), "云栖大桥").is_silent


def test_lifecycle_of_a_national_programme_spans_the_places(gazetteer: Gazetteer) -> None:
    made = [
        Builder("推进放管服。", region="云岭市", year=2022)
        .project("放管服", subtype="programme")
        .milestone("放管服", "推进", "advance", period="2022")
        .build(),
        Builder("工作有成效。", region="云岭市", year=2023).build(),
        Builder("完成放管服。", region="望海市", year=2024)
        .project("放管服", subtype="programme")
        .milestone("放管服", "完成", "complete", status="actual")
        .build(),
    ]

    cycle = _cycle(facts_of(made, gazetteer), "放管服")

    assert (cycle.first_year, cycle.last_year) == (2022, 2024)
    assert (cycle.reached, cycle.aimed, cycle.is_silent) == ("complete", "advance", False)
    assert len(cycle.step_ids) == 2


def test_follows_joins_the_reports_of_consecutive_years(gazetteer: Gazetteer) -> None:
    made = [Builder("甲。", year=year).build() for year in (2021, 2022, 2024)]

    facts = facts_of(made, gazetteer)

    years = {report.id: report.report_year for report in facts.reports}
    follows = [(years[e.source], years[e.target]) for e in facts.edges if e.type == "follows"]
    assert follows == [(2022, 2021)]


def test_follows_leaves_out_documents_of_tasks_and_other_places(gazetteer: Gazetteer) -> None:
    made = [
        Builder("甲。", year=2022).build(),
        Builder("乙。", year=2023, tasks=True).build(),
        Builder("丙。", year=2023, region="望海市").build(),
    ]

    assert not [edge for edge in facts_of(made, gazetteer).edges if edge.type == "follows"]


def test_edges_read_twice_are_one_with_all_their_evidence(gazetteer: Gazetteer) -> None:
    made = (
        Builder("市委负责云栖大桥。\n市委领导云栖大桥。")
        .mention("市委", "Agency", "party-government")
        .mention("市委", "Agency", "party-government", nth=1)
        .project("云栖大桥")
        .project("云栖大桥", nth=1)
    )
    first = made.relation("市委", "responsibleFor", "云栖大桥").build().relations[0]
    second = type(first)(
        made.span("市委", 1), "responsibleFor", made.span("云栖大桥", 1), 1, "relation.other"
    )
    made.relations.append(second)

    facts = facts_of([made.build()], gazetteer)

    (edge,) = [edge for edge in facts.edges if edge.type == "responsibleFor"]
    assert len(edge.evidence) == 2
    assert edge.rule == "relation.other"


def test_reports_of_a_renamed_city_belong_together(gazetteer: Gazetteer) -> None:
    made = []
    for name, year in (("襄樊市", 2010), ("襄阳市", 2011)):
        extraction = Builder(f"{name}发展。", year=year).mention(name, "Place", "division").build()
        report = replace(extraction.report, region=name, region_code="420600")
        made.append(replace(extraction, report=report))

    part = link_place(resolve_place(made, gazetteer=gazetteer, config=Config()))

    (city,) = [entity for entity in part.entities if entity.mentions]
    assert (city.id, city.name, city.aliases) == ("place-420600", "襄阳市", ("襄樊市",))
    assert len([edge for edge in part.edges if edge.type == "follows"]) == 1
