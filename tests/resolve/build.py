"""Builds extractions by hand from a few words, for tests of what stands after extraction."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from kg.gazetteer import Gazetteer
from kg.ids import make_id
from kg.model import (
    EntityType,
    Extraction,
    Level,
    Mention,
    Milestone,
    Period,
    Quantity,
    Relation,
    Report,
    Section,
    Sentence,
)
from kg.text import Document, Span

USER_ROWS = """name,type,subtype,code,parent,aliases
云中省,Place,division,990000,,
云岭市,Place,division,990100,990000,
雁南区,Place,division,990102,990100,雁南
松溪县,Place,division,990121,990100,
栖霞市,Place,division,990181,990100,
望海市,Place,division,990200,990000,
雁南县,Place,division,990221,990200,雁南
云岭数据港,Project,platform,,990100,云港|数据港
"""
REGIONS: dict[str, tuple[str, Level]] = {
    "全国": ("000000", "national"),
    "云中省": ("990000", "province"),
    "云岭市": ("990100", "city"),
    "望海市": ("990200", "city"),
    "雁南区": ("990102", "county"),
    "松溪县": ("990121", "county"),
    "栖霞市": ("990181", "county"),
}


def gazetteer(folder: Path) -> Gazetteer:
    """Load the divisions with those of an invented province."""
    path = folder / "own.csv"
    path.write_text(USER_ROWS, encoding="utf-8")
    return Gazetteer.load([path])


def report(text: str, *, region: str = "云岭市", year: int = 2023, tasks: bool = False) -> Report:
    """Make a report whose sentences are the lines of a text, all in one section."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    code, level = REGIONS[region]
    sha256 = make_id("sha", region, str(year), text)
    return Report(
        id=make_id("report", sha256, ""),
        file=f"{region}_{year}.txt",
        part="",
        sha256=sha256,
        encoding="utf-8",
        kind="tasks" if tasks else "report",
        doc=Document(text),
        sections=(Section(Span(0, len(text)), "", 0, ()),),
        sentences=tuple(Sentence(span, 0) for span in spans),
        region=region,
        region_code=code,
        level=level,
        report_year=year,
        title=f"{year}年{region}政府工作报告",
    )


class Builder:
    """Collects what is read out of a report; every method finds its words in the text."""

    def __init__(
        self, text: str, *, region: str = "云岭市", year: int = 2023, tasks: bool = False
    ) -> None:
        self.report = report(text, region=region, year=year, tasks=tasks)
        self.mentions: list[Mention] = []
        self.quantities: list[Quantity] = []
        self.milestones: list[Milestone] = []
        self.relations: list[Relation] = []

    def span(self, words: str, nth: int = 0) -> Span:
        """Return the span of the nth occurrence of some words."""
        start = -1
        for _ in range(nth + 1):
            start = self.report.doc.text.index(words, start + 1)
        return Span(start, start + len(words))

    def sentence(self, span: Span) -> int:
        """Return the index of the sentence of a span."""
        found = [i for i, s in enumerate(self.report.sentences) if s.span.contains(span)]
        return found[0]

    def mention(
        self,
        words: str,
        kind: EntityType,
        subtype: str,
        *,
        nth: int = 0,
        probability: float | None = None,
    ) -> "Builder":
        """Add a mention."""
        span = self.span(words, nth)
        rule = "model.entity" if probability is not None else "gazetteer"
        self.mentions.append(Mention(span, kind, subtype, self.sentence(span), rule, probability))
        return self

    def project(self, words: str, *, nth: int = 0, subtype: str = "construction") -> "Builder":
        """Add a mention of a project."""
        return self.mention(words, "Project", subtype, nth=nth)

    def quantity(
        self,
        words: str,
        low: str | None,
        high: str | None = None,
        *,
        nth: int = 0,
        unit: str = "percent",
        kind: str = "growth",
        op: str = "eq",
        status: str = "target",
        period: str | None = "2023",
        indicator: str | None = "地区生产总值",
        subject: str | None = None,
    ) -> "Builder":
        """Add a quantity; without `high` it is the same as `low`."""
        span = self.span(words, nth)
        top = low if high is None else high
        self.quantities.append(
            Quantity(
                span=span,
                sentence=self.sentence(span),
                low=None if low in {None, "-"} else Decimal(str(low)),
                high=None if top in {None, "-"} else Decimal(str(top)),
                unit=unit,
                kind=kind,  # type: ignore[arg-type]
                op=op,  # type: ignore[arg-type]
                status=status,  # type: ignore[arg-type]
                period=None if period is None else Period.parse(period),
                indicator=None if indicator is None else self.span(indicator),
                subject=None if subject is None else self.span(subject),
                period_basis="inferred",
                rule=f"unit.{unit}",
            )
        )
        return self

    def milestone(
        self, project: str, cue: str, stage: str, *, status: str = "target", period: str = "2023"
    ) -> "Builder":
        """Add a milestone."""
        span = self.span(project)
        self.milestones.append(
            Milestone(
                project=span,
                stage=stage,  # type: ignore[arg-type]
                status=status,  # type: ignore[arg-type]
                period=Period.parse(period),
                sentence=self.sentence(span),
                cue=self.span(cue),
                period_basis="inferred",
                rule=f"stage.{stage}",
            )
        )
        return self

    def relation(
        self, head: str, kind: str, tail: str, *, probability: float | None = None
    ) -> "Builder":
        """Add a relation."""
        span = self.span(head)
        self.relations.append(
            Relation(
                span,
                kind,  # type: ignore[arg-type]
                self.span(tail),
                self.sentence(span),
                f"relation.{kind}",
                probability,
            )
        )
        return self

    def build(self) -> Extraction:
        """Return all of it."""
        return Extraction(
            self.report,
            tuple(sorted(self.mentions)),
            tuple(sorted(self.quantities, key=lambda q: q.span)),
            tuple(self.milestones),
            tuple(self.relations),
        )


def extractions() -> Sequence[Extraction]:
    """Return two years of two invented cities and one of their province."""
    made = []
    for city, other in (("云岭市", "望海市"), ("望海市", "云岭市")):
        made.append(
            Builder(
                f"市委要求地区生产总值增长6%以上。\n开工建设{city}云栖大桥工程，支持放管服改革。\n"
                f"与{other}共建雁南产业园。",
                region=city,
            )
            .mention("市委", "Agency", "party-government")
            .project(f"{city}云栖大桥工程")
            .project("放管服", subtype="programme")
            .mention(other, "Place", "division")
            .project("雁南产业园", subtype="industry")
            .quantity("6%", "6", "-", op="ge")
            .milestone(f"{city}云栖大桥工程", "开工建设", "start")
            .relation("雁南产业园", "locatedIn", "雁南")
            .build()
        )
        made.append(
            Builder(
                "地区生产总值增长6.4%。\n“云栖大桥”建成通车，国务院肯定了放管服改革。",
                region=city,
                year=2024,
            )
            .project("云栖大桥")
            .mention("国务院", "Agency", "party-government")
            .project("放管服", subtype="programme")
            .quantity("6.4%", "6.4", status="actual")
            .milestone("云栖大桥", "建成通车", "operate", status="actual")
            .build()
        )
    made.append(
        Builder("省委支持云岭市发展。", region="云中省")
        .mention("省委", "Agency", "party-government")
        .mention("云岭市", "Place", "division")
        .build()
    )
    return made
