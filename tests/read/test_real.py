"""Real reports: what is read from each format agrees with its plain twin, and with the gold's own
sentences and sections. The floors stand a little below what was measured."""

from collections import Counter
from pathlib import Path

import pytest

from kg.config import Config
from kg.model import Report
from kg.read import read_file
from kg.read.record import Record
from tests.read.build import gazetteer, sentences


def _read(path: Path) -> Report:
    reports, issues = read_file(path, name=path.name, config=Config(), gazetteer=gazetteer())
    assert issues == []
    return reports[0]


def _tight(report: Report) -> Counter[str]:
    return Counter("".join(sentence.split()) for sentence in sentences(report))


@pytest.mark.parametrize(
    ("kind", "recall", "precision"),
    [
        pytest.param("docx", 0.97, 0.965, id="docx"),
        pytest.param("csv", 0.985, 0.975, id="csv"),
        pytest.param("html", 0.985, 0.995, id="html"),
        pytest.param("gb18030_txt", 1.0, 1.0, id="gb18030"),
    ],
)
def test_text_agrees_with_its_twin(
    originals: list[Path], plain: dict[str, Path], kind: str, recall: float, precision: float
) -> None:
    both = ours = theirs = 0
    paths = [path for path in originals if path.parent.name == kind]
    for path in paths:
        report, twin = _read(path), _read(plain[path.stem])
        assert (report.region_code, report.report_year) == (twin.region_code, twin.report_year)
        left, right = _tight(report), _tight(twin)
        both += (left & right).total()
        ours += left.total()
        theirs += right.total()

    assert paths
    assert both >= recall * theirs, f"recall {both / theirs:.4f}"
    assert both >= precision * ours, f"precision {both / ours:.4f}"


def test_sentences_and_sections_agree_with_the_gold(
    gold: dict[str, list[Record]], plain: dict[str, Path]
) -> None:
    found = within = total = 0
    for name, records in gold.items():
        report = _read(plain[name])
        places: dict[str, list[tuple[str, ...]]] = {}
        for index, words in enumerate(sentences(report)):
            places.setdefault(words, []).append(report.section_of(index).path)
        for record in records:
            total += 1
            paths = places.get(record.text, [])
            found += bool(paths)
            # the gold cuts headings at 40 signs, and knows none without a number
            wanted = [part[:40] for part in record.section.split(" / ") if part]
            within += any(_is_within(wanted, [part[:40] for part in path]) for path in paths)

    assert total > 10_000
    assert found >= 0.998 * total, f"sentences {found / total:.4f}"
    assert within >= 0.98 * total, f"sections {within / total:.4f}"


def _is_within(wanted: list[str], path: list[str]) -> bool:
    return all(part in path for part in wanted)


def test_region_and_year_are_told_without_a_name(plain: dict[str, Path], tmp_path: Path) -> None:
    right = total = 0
    hidden = tmp_path / "x.txt"
    for name, path in sorted(plain.items()):
        level, region, year, *_ = [*name.split("_"), ""]
        if level not in ("province", "city", "county"):
            continue
        hidden.write_bytes(path.read_bytes())
        reports, _ = read_file(hidden, name="x.txt", config=Config(), gazetteer=gazetteer())
        told = [(report.region, str(report.report_year)) for report in reports]
        right += told == [(region, year)]
        total += 1

    assert total > 250
    assert right >= 0.98 * total, f"{right} of {total}"
