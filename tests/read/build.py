"""Texts in the genre's language, of an invented city, for the tests of reading."""

from functools import cache
from pathlib import Path

from kg.config import Config
from kg.gazetteer import Gazetteer
from kg.model import Issue, Report
from kg.read import read_file

HEAD = (
    "政府工作报告\n"
    "——2031年1月16日在云岭市第九届人民代表大会第三次会议上\n"
    "云岭市人民政府市长 林远山\n"
    "各位代表：\n"
    "现在，我代表市人民政府，向大会报告工作，请予审议。\n"
)
BODY = (
    "一、2030年工作回顾\n"
    "过去一年，全市地区生产总值增长6.2%；城镇新增就业2.1万人。\n"
    "（一）产业发展提质增效。云栖大桥建成通车，“雁南”数据港开工建设。\n"
    "二、2031年工作安排\n"
    "今年的主要预期目标是：地区生产总值增长6%左右。开工建设云栖二桥！\n"
)
REPORT = HEAD + BODY


@cache
def gazetteer() -> Gazetteer:
    """Return the package's divisions, read once."""
    return Gazetteer.load()


def read_bytes(
    folder: Path, name: str, data: bytes | str, *, config: Config | None = None
) -> tuple[list[Report], list[Issue]]:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(path, name=name, config=config or Config(), gazetteer=gazetteer())


def read_one(folder: Path, name: str, data: bytes | str, *, config: Config | None = None) -> Report:
    """Read a file that holds one report and no fault."""
    reports, issues = read_bytes(folder, name, data, config=config)
    assert issues == []
    assert len(reports) == 1
    return reports[0]


def sentences(report: Report) -> list[str]:
    """Return the words of the sentences."""
    return [report.doc.quote(sentence.span) for sentence in report.sentences]
