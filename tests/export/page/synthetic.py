"""Facts of an invented city in any size, for what must be fast or large. Equal at each call."""

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
    Period,
    Report,
    Section,
    Sentence,
    Step,
)
from kg.text import Document, Span

PLACE = "place-990100"
_SECTIONS = 8
_NAMES = "云栖雁南澜川松岭青桥白沙金湖东渡石门柳泉"


def synthetic_facts(nodes: int, *, reports: int = 1) -> Facts:
    """Make facts with about so many nodes, spread over reports of following years."""
    made = [_Year(2024 - reports + 1 + at, nodes // reports) for at in range(reports)]
    place = Entity(PLACE, "Place", "division", "云岭市", (), None, "990100", 2000, 2024, 1)
    indicators = {one.id: one for year in made for one in year.indicators}
    edges = {edge.id: edge for year in made for edge in year.edges}
    return Facts(
        extractions=tuple(Extraction(year.report) for year in made),
        entities=(place, *(entity for year in made for entity in year.entities)),
        indicators=tuple(indicators[key] for key in sorted(indicators)),
        figures=tuple(figure for year in made for figure in year.figures),
        steps=tuple(step for year in made for step in year.steps),
        edges=tuple(edges[key] for key in sorted(edges)),
        mentions=tuple(mention for year in made for mention in year.mentions),
    )


def _edge(kind: str, source: str, target: str, *by: str) -> Edge:
    basis = "stated" if by else "inferred"
    return Edge(make_id("edge", kind, source, target), kind, source, target, basis, kind, by)


class _Year:
    def __init__(self, year: int, nodes: int) -> None:
        self.year = year
        count = max(1, nodes // 4)
        lines = [f"建设{_name(at)}{year}工程，完成投资{at + 1}亿元。" for at in range(count)]
        size = max(1, -(-count // _SECTIONS))
        text, sections, sentences = "", [], []
        for number, start in enumerate(range(0, count, size)):
            title = f"{number + 1}、第{number + 1}项工作"
            begin = len(text)
            spans = [Span(len(text), len(text) + len(title))]
            text += title + "\n"
            for line in lines[start : start + size]:
                spans.append(Span(len(text), len(text) + len(line)))
                text += line + "\n"
            sections.append(Section(Span(begin, len(text) - 1), title, 1, (title,)))
            sentences += [Sentence(span, number) for span in spans]
        self.report = Report(
            id=make_id("report", str(year), ""),
            file=f"云岭市_{year}.txt",
            part="",
            sha256=f"{year:064d}",
            encoding="utf-8",
            kind="report",
            doc=Document(text),
            sections=tuple(sections),
            sentences=tuple(sentences),
            region="云岭市",
            region_code="990100",
            level="city",
            report_year=year,
            title=f"{year}年云岭市政府工作报告",
        )
        self.entities: list[Entity] = []
        self.indicators: list[Indicator] = []
        self.figures: list[Figure] = []
        self.steps: list[Step] = []
        self.mentions: list[EntityMention] = []
        self.edges = [_edge("covers", self.report.id, PLACE)]
        bodies = [at for at, s in enumerate(sentences) if text[s.span.start] == "建"]
        for number, at in enumerate(bodies):
            self._add(number, at)

    def _add(self, number: int, at: int) -> None:
        report, start = self.report, self.report.sentences[at].span.start
        name = f"{_name(number)}{self.year}工程"
        project = make_id("project", PLACE, name)
        entity = Entity(
            project, "Project", "construction", name, (), PLACE, None, self.year, self.year, 1
        )
        self.entities.append(entity)
        self.mentions.append(EntityMention(project, "model", 0.9, self._where(at, start + 2, name)))
        indicator = f"invented_{number % 40}"
        if number < 40:
            label = f"指标{number}"
            self.indicators.append(Indicator(indicator, label, "", "yuan", "up", True, ()))
        value = f"{number + 1}亿元"
        where = self._where(at, start + 2 + len(name) + 5, value)
        period = Period(str(self.year), str(self.year))
        figure = Figure(
            id=make_id("target", report.id, str(where.span.start)),
            status="target",
            indicator_id=indicator,
            indicator_text="投资",
            kind="amount",
            op="eq",
            low=Decimal(number + 1),
            high=Decimal(number + 1),
            unit="yuan",
            value_text=value,
            period=period,
            scope_id=PLACE,
            scope_basis="inferred",
            subject_id=project,
            period_basis="inferred",
            basis="stated",
            rule="unit.yuan",
            probability=None,
            evidence=where,
        )
        self.figures.append(figure)
        for stage in ("start", "advance"):
            step_id = make_id("milestone", report.id, project, stage)
            cue = self._where(at, start, "建设")
            step = Step(
                step_id, project, stage, "target", period, "inferred", "stated", "stage", cue
            )
            self.steps.append(step)
            self.edges.append(_edge("hasMilestone", project, step_id, cue.sentence_id))
        self.edges.append(_edge("about", figure.id, project, where.sentence_id))
        self.edges.append(_edge("hasIndicator", figure.id, indicator, where.sentence_id))
        self.edges.append(_edge("scope", figure.id, PLACE))
        self.edges.append(_edge("locatedIn", project, PLACE))

    def _where(self, at: int, start: int, quote: str) -> Evidence:
        report = self.report
        return Evidence(
            report.id,
            report.sentence_id(at),
            report.section_id(report.sentences[at].section),
            Span(start, start + len(quote)),
            quote,
            "rule",
        )


def _name(number: int) -> str:
    letters = ""
    while True:
        number, rest = divmod(number, len(_NAMES))
        letters += _NAMES[rest]
        if not number:
            return letters
