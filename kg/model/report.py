"""A document as it was read: its text, sections, sentences, and what is known of it."""

from dataclasses import dataclass

from kg.ids import make_id
from kg.model.word import Level, Period, ReportKind
from kg.text import Document, Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    Args:
        span: From the heading to the end of the last sentence under it, deeper sections included.
        title: The heading's own words, as in the text; empty for the part before the first heading.
        depth: 0 for the part before the first heading, 1 for 一、, 2 for （一）, and so on.
        path: Titles from the outermost section down to this one; empty for depth 0.
    """

    span: Span
    title: str
    depth: int
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """The path in one string, as in the gold annotations: `一、… / （一）…`."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the cleaned text, and the index of its section in `Report.sections`."""

    span: Span
    section: int


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a 任务分工 table, or a clause that names who does what, tied to its place in the
    text.

    Args:
        span: What is to be done.
        lead: The bodies that lead it (牵头), in the order of the text.
        support: The other bodies named (配合).
        deadline: The stated 完成时限, or None.
        sentence: Index into `Report.sentences`.
    """

    span: Span
    lead: tuple[Span, ...]
    support: tuple[Span, ...]
    deadline: Period | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Report:
    """One document, read and cleaned, with what is known of it.

    Args:
        id: `make_id("report", sha256, part)`.
        file: The input's path as given.
        part: Which piece of the file, where one file holds several reports (`row 3`); empty
            otherwise.
        sha256: Of the file's bytes.
        encoding: The encoding that the source was decoded with.
        kind: A work report or a division of tasks.
        doc: The cleaned text with its map to the source.
        sections: In the order of the text; the first is the part before any heading.
        sentences: In the order of the text; they do not overlap.
        region: The issuer's Place as the full name of a division (郑州市), or 全国 for the State
            Council.
        region_code: Its GB/T 2260 code, six digits (`000000` for the nation); None where no table
            has it.
        level: Of the issuer.
        report_year: The year it plans for; it reviews the year before.
        title: As in the text, or made from region and year where the text has none.
        delivered: ISO date (`2023-02-01`) on which it was delivered, or None.
        speaker: Who delivered it, or None.
        meeting: Before which meeting, or None.
        told: How each of region, level, report_year, title, delivered, speaker and meeting was
            told: pairs of field and rule (`text.title`, `file.name`, `given`), sorted by field.
        tasks: Rows of 任务分工 tables, where the reader met such a table.
    """

    id: str
    file: str
    part: str
    sha256: str
    encoding: str
    kind: ReportKind
    doc: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    region: str
    region_code: str | None
    level: Level
    report_year: int
    title: str
    delivered: str | None = None
    speaker: str | None = None
    meeting: str | None = None
    told: tuple[tuple[str, str], ...] = ()
    tasks: tuple[Task, ...] = ()

    def section_of(self, sentence: int) -> Section:
        """Return the section that the sentence of this index stands in."""
        return self.sections[self.sentences[sentence].section]

    def sentence_id(self, index: int) -> str:
        """Return the id of the Sentence node of this index."""
        span = self.sentences[index].span
        return make_id("sentence", self.id, str(span.start), str(span.end))

    def section_id(self, index: int) -> str:
        """Return the id of the Section node of this index."""
        section = self.sections[index]
        return make_id("section", self.id, str(section.span.start), section.title)
