"""Hand-made facts of an invented city, for tests of what stands after extraction. Two reports, so
that a target of the first is answered by the second."""

from decimal import Decimal

from kg.ids import make_id
from kg.model import (
    Edge,
    Entity,
    EntityMention,
    Evidence,
    Extraction,
    Facts,
    Figure,
    Indicator,
    LedgerRow,
    Lifecycle,
    Period,
    Report,
    Residue,
    ReviewRow,
    Section,
    Sentence,
    Step,
)
from kg.text import Document, Span

PLACE = "place-990100"
PROVINCE = "place-990000"
TEXT_2023 = (
    "一、2023年工作安排\n地区生产总值增长6%以上，城镇新增就业3万人。\n"
    "开工建设云栖大桥，由市交通局负责，支持“雁南”数据港。\n"
)
TEXT_2024 = (
    "一、2023年工作回顾\n地区生产总值增长6.4%，云栖大桥建成通车。\n"
    "二、2024年工作安排\n地区生产总值增长5%~6%。\n"
)


def _report(year: int, text: str) -> Report:
    lines: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        lines.append(Span(start, start + len(line.rstrip("\n"))))
        start += len(line)
    headings = [i for i, span in enumerate(lines) if text[span.start + 1] == "、"]
    sections: list[Section] = [Section(lines[0], "", 0, ())]
    owner: list[int] = []
    for i in range(len(lines)):
        if i in headings:
            later = [h for h in headings if h > i]
            end = lines[later[0] - 1].end if later else lines[-1].end
            title = text[lines[i].start : lines[i].end]
            sections.append(Section(Span(lines[i].start, end), title, 1, (title,)))
        owner.append(len(sections) - 1)
    sentences = tuple(Sentence(span, owner[i]) for i, span in enumerate(lines))
    sha256 = f"{year:064d}"
    return Report(
        id=make_id("report", sha256, ""),
        file=f"examples/云岭市_{year}.txt",
        part="",
        sha256=sha256,
        encoding="utf-8",
        kind="report",
        doc=Document(text),
        sections=tuple(sections),
        sentences=sentences,
        region="云岭市",
        region_code="990100",
        level="city",
        report_year=year,
        title=f"{year}年云岭市政府工作报告",
        delivered=f"{year}-01-12",
        speaker="林远山",
        meeting="云岭市第九届人民代表大会第三次会议",
        told=(("region", "file.name"), ("report_year", "file.name")),
    )


def evidence(report: Report, quote: str, *, rule: str) -> Evidence:
    """Return the evidence of the first place where `quote` stands in the report."""
    start = report.doc.text.index(quote)
    span = Span(start, start + len(quote))
    index = next(i for i, s in enumerate(report.sentences) if s.span.contains(span))
    return Evidence(
        report.id,
        report.sentence_id(index),
        report.section_id(report.sentences[index].section),
        span,
        quote,
        rule,
    )


def _edge(kind: str, source: str, target: str, *, by: tuple[str, ...] = (), **more: object) -> Edge:
    fields = {"basis": "stated" if by else "inferred", "rule": f"relation.{kind}", **more}
    return Edge(make_id("edge", kind, source, target), kind, source, target, evidence=by, **fields)
    # type: ignore[arg-type]


def sample_facts() -> Facts:
    """Build the facts anew; equal at each call."""
    first, second = _report(2023, TEXT_2023), _report(2024, TEXT_2024)
    bridge = make_id("project", PLACE, "云栖大桥")
    port = make_id("project", PLACE, "雁南")
    bureau = make_id("agency", PLACE, "云岭市交通运输局")
    entities = (
        Entity(
            bureau,
            "Agency",
            "party-government",
            "云岭市交通运输局",
            ("市交通局",),
            PLACE,
            None,
            2023,
            2023,
            1,
        ),
        Entity(PROVINCE, "Place", "division", "云中省", (), None, "990000", None, None, 0),
        Entity(PLACE, "Place", "division", "云岭市", ("云岭",), PROVINCE, "990100", 2023, 2024, 2),
        Entity(bridge, "Project", "construction", "云栖大桥", (), PLACE, None, 2023, 2024, 2),
        Entity(port, "Project", "platform", "雁南", ("“雁南”数据港",), PLACE, None, 2023, 2023, 1),
    )
    gdp = Indicator("gdp", "地区生产总值", "Gross domestic product", "yuan", "up", True, ("GDP",))
    jobs = Indicator("urban_jobs", "城镇新增就业", "New urban jobs", "person", "up", True, ())
    growth = _figure(first, "6%", "gdp", "地区生产总值", "growth", "ge", "6", None, "percent")
    work = _figure(
        first, "3万人", "urban_jobs", "城镇新增就业", "amount", "eq", "30000", "30000", "person"
    )
    reached = _figure(
        second, "6.4%", "gdp", "地区生产总值", "growth", "eq", "6.4", "6.4", "percent"
    )
    ranged = _figure(second, "5%~6%", "gdp", "地区生产总值", "growth", "range", "5", "6", "percent")
    start = _step(first, bridge, "开工建设", "start", "target")
    done = _step(second, bridge, "建成通车", "operate", "actual")
    figures = (growth, work, reached, ranged)
    steps = (start, done)
    mentions = (
        EntityMention(
            bridge, "model.entity", 0.91, evidence(first, "云栖大桥", rule="model.entity")
        ),
        EntityMention(
            bureau, "agency.alias", None, evidence(first, "市交通局", rule="agency.alias")
        ),
        EntityMention(port, "model.entity", 0.75, evidence(first, "雁南", rule="model.entity")),
        EntityMention(
            bridge, "model.entity", 0.88, evidence(second, "云栖大桥", rule="model.entity")
        ),
    )
    edges = [
        _edge("partOf", PLACE, PROVINCE, rule="division.code"),
        _edge("covers", first.id, PLACE, rule="report.region"),
        _edge("covers", second.id, PLACE, rule="report.region"),
        _edge("follows", second.id, first.id, rule="report.year"),
        _edge("responsibleFor", bureau, bridge, by=(mentions[1].evidence.sentence_id,)),
        _edge("locatedIn", bridge, PLACE, rule="scope.report"),
        _edge("answeredBy", growth.id, reached.id, rule="ledger.year", verdict="met"),
    ]
    for figure in figures:
        by = (figure.evidence.sentence_id,)
        edges.append(_edge("hasIndicator", figure.id, str(figure.indicator_id), by=by))
        edges.append(_edge("scope", figure.id, PLACE, rule="scope.report"))
        edges.append(_edge("states", figure.evidence.report_id, figure.id, by=by))
        edges.append(_edge("inSection", figure.id, figure.evidence.section_id, rule="section.span"))
    for step in steps:
        by = (step.evidence.sentence_id,)
        edges.append(_edge("hasMilestone", step.project_id, step.id, by=by))
        edges.append(_edge("states", step.evidence.report_id, step.id, by=by))
        edges.append(_edge("inSection", step.id, step.evidence.section_id, rule="section.span"))
    for mention in mentions:
        where = mention.evidence.sentence_id
        edges.append(_edge("mentions", where, mention.entity_id, by=(where,), rule=mention.rule))
    number = evidence(first, "2023", rule="number")
    return Facts(
        extractions=(
            Extraction(first, residue=(Residue(number.span, 0, "date"),)),
            Extraction(second),
        ),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        indicators=(gdp, jobs),
        figures=tuple(sorted(figures, key=lambda figure: figure.id)),
        steps=tuple(sorted(steps, key=lambda step: step.id)),
        edges=tuple(sorted(edges, key=lambda edge: edge.id)),
        mentions=mentions,
        ledger=(
            LedgerRow(
                make_id("ledger", growth.id),
                PLACE,
                "city",
                2023,
                "gdp",
                "met",
                growth.id,
                reached.id,
                Decimal("0.4"),
                "inferred",
                "ledger.year",
            ),
            LedgerRow(
                make_id("ledger", work.id),
                PLACE,
                "city",
                2023,
                "urban_jobs",
                "not_reported",
                work.id,
                None,
                None,
                "inferred",
                "ledger.year",
            ),
        ),
        lifecycles=(
            Lifecycle(bridge, 2023, 2024, "operate", "start", (start.id, done.id), False),
            Lifecycle(port, 2023, 2023, None, None, (), True),
        ),
        review=(
            ReviewRow(
                "mention",
                "数据港",
                "",
                "Project",
                "model.unsure",
                0.31,
                evidence(first, "数据港", rule="model.entity"),
            ),
        ),
    )


def _figure(
    report: Report,
    value: str,
    indicator: str,
    words: str,
    kind: str,
    op: str,
    low: str,
    high: str | None,
    unit: str,
) -> Figure:
    where = evidence(report, value, rule=f"unit.{unit}")
    is_target = "安排" in next(
        s.title for s in report.sections if s.depth and s.span.contains(where.span)
    )
    year = str(report.report_year if is_target else report.report_year - 1)
    return Figure(
        id=make_id(
            "target" if is_target else "outcome",
            report.id,
            str(where.span.start),
            str(where.span.end),
        ),
        status="target" if is_target else "actual",
        indicator_id=indicator,
        indicator_text=words,
        kind=kind,  # type: ignore[arg-type]
        op=op,  # type: ignore[arg-type]
        low=Decimal(low),
        high=None if high is None else Decimal(high),
        unit=unit,
        value_text=value,
        period=Period(year, year),
        scope_id=PLACE,
        scope_basis="inferred",
        subject_id=None,
        period_basis="inferred",
        basis="stated",
        rule=f"unit.{unit}",
        probability=None,
        evidence=where,
    )


def _step(report: Report, project: str, cue: str, stage: str, status: str) -> Step:
    where = evidence(report, cue, rule=f"stage.{stage}")
    year = str(report.report_year if status == "target" else report.report_year - 1)
    return Step(
        id=make_id("milestone", report.id, project, stage, str(where.span.start)),
        project_id=project,
        stage=stage,  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        period=Period(year, year),
        period_basis="inferred",
        basis="stated",
        rule=f"stage.{stage}",
        evidence=where,
    )
