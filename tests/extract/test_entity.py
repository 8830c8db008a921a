"""The recogniser on invented sentences: where its mentions stand, and that it says the same
everywhere."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import RuleFileError
from kg.extract.decode import Found, decode
from kg.extract.entity import Recogniser, find_entities, kind_of
from kg.extract.gazetteer import find_places
from kg.extract.tagger import TAGS, allowed
from kg.gazetteer import Gazetteer
from kg.model import EntityType, Mention, Report
from kg.read.record import Record, batches

SENTENCES = (
    "建成投用云栖大桥、雁南数据港，开工建设机许市域铁路。",
    "市委、市政府深入实施“万人助万企”活动，编制《云栖都市圈发展规划》。",
    "深化与郑州、洛阳的合作，省发展改革委、省财政厅给予大力支持。",
)


def make_report(*texts: str, region: str = "郑州市") -> Report:
    records = [
        Record(id=f"case:{number}", text=text, region=region, report_year=2024)
        for number, text in enumerate(texts)
    ]
    return next(iter(batches(records))).report


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.load()


def read(report: Report, recogniser: Recogniser, gazetteer: Gazetteer) -> list[Mention]:
    return find_entities(report, recogniser, find_places(report, gazetteer))


def names(report: Report, mentions: Sequence[Mention]) -> set[tuple[str, str]]:
    return {(report.doc.quote(mention.span), mention.type) for mention in mentions}


@pytest.mark.parametrize(
    "line", ["云岭市市长　林远山", "市长 林远山", "林远山", "云岭市人民政府市长"]
)
def test_who_speaks_is_no_project_and_no_body(
    line: str, recogniser: Recogniser, gazetteer: Gazetteer
) -> None:
    report = replace(make_report(line, "建成投用云栖大桥。", region="云岭市"), speaker="林远山")

    found = names(report, read(report, recogniser, gazetteer))

    assert found == {("云栖大桥", "Project")}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param(SENTENCES[0], "云栖大桥", "Project", id="works"),
        pytest.param(SENTENCES[0], "机许市域铁路", "Project", id="line"),
        pytest.param(SENTENCES[1], "市政府", "Agency", id="government"),
        pytest.param(SENTENCES[1], "万人助万企", "Project", id="quoted-campaign"),
        pytest.param(SENTENCES[1], "云栖都市圈发展规划", "Project", id="plan"),
        pytest.param(SENTENCES[2], "洛阳", "Place", id="division"),
        pytest.param(SENTENCES[2], "省发展改革委", "Agency", id="department"),
    ],
)
def test_find_entities_finds_plain_cases(
    text: str, name: str, kind: str, recogniser: Recogniser, gazetteer: Gazetteer
) -> None:
    report = make_report(text)

    found = names(report, read(report, recogniser, gazetteer))

    assert (name, kind) in found


@pytest.mark.parametrize("word", ["合作", "建设", "和平", "开放", "惠民"])
def test_find_entities_takes_no_ordinary_word_for_a_place(
    word: str, recogniser: Recogniser, gazetteer: Gazetteer
) -> None:
    report = make_report(f"坚持{word}共建，推动高质量发展。", region="甘南藏族自治州")

    found = read(report, recogniser, gazetteer)

    assert all(word not in report.doc.quote(mention.span) for mention in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("融入长三角，支持企业走出去。", "长三角", id="region"),
        pytest.param("深化与慕尼黑、汉堡的交流合作。", "慕尼黑", id="city-abroad"),
    ],
)
def test_find_entities_takes_a_region_for_a_place(
    text: str, name: str, recogniser: Recogniser, gazetteer: Gazetteer
) -> None:
    report = make_report(text)

    found = names(report, read(report, recogniser, gazetteer))

    assert (name, "Place") in found


@pytest.mark.parametrize(
    ("name", "net", "as_place", "expected"),
    [
        pytest.param("云岭新区", "Project", 0.35, "Place", id="nearly-as-likely-a-place"),
        pytest.param("云岭新区", "Project", 0.2, "Project", id="less-likely-a-place"),
        pytest.param("京津冀", "Project", 0.0, "Place", id="region"),
        pytest.param("云岭海关", "Place", 0.5, "Agency", id="body"),
        pytest.param("云岭海关", "Project", 0.4, "Agency", id="body-and-tie"),
        pytest.param("云岭", "Agency", 0.4, "Agency", id="agencies-are-left"),
    ],
)
def test_kind_of_weighs_net_and_tables(
    name: str, net: EntityType, as_place: float, expected: str
) -> None:
    found = Found(0, 0, len(name), net, 0.5, as_place)

    assert kind_of(name, found) == expected


def test_decode_says_how_likely_each_span_is_a_place(
    recogniser: Recogniser, gazetteer: Gazetteer
) -> None:
    report = make_report(*SENTENCES)
    tagger = recogniser.tagger
    tagging = tagger.tag(tagger.reader.read(report, find_places(report, gazetteer)))

    found = decode(tagging, tagger.chain, bias=0.0)

    assert all(f.as_place == f.probability for f in found if f.type == "Place")
    assert all(0 <= f.as_place + f.probability <= 1.001 for f in found if f.type != "Place")
    assert {f.type for f in found} == {"Project", "Agency", "Place"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(min_size=1, max_size=60).filter(lambda text: "\n" not in text and text.strip()),
        min_size=1,
        max_size=4,
    )
)
def test_mentions_stand_inside_their_sentences_and_apart(
    recogniser: Recogniser, gazetteer: Gazetteer, texts: list[str]
) -> None:
    report = make_report(*texts, *SENTENCES)

    mentions = read(report, recogniser, gazetteer)

    assert all(report.sentences[m.sentence].span.contains(m.span) for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert all(m.probability is None or 0 <= m.probability <= 1 for m in mentions)


def test_a_sentence_reads_the_same_alone_and_among_others(
    recogniser: Recogniser, gazetteer: Gazetteer
) -> None:
    alone = make_report(SENTENCES[1])
    among = make_report(SENTENCES[0] * 9, SENTENCES[1], SENTENCES[2])

    first = names(alone, read(alone, recogniser, gazetteer))
    mentions = read(among, recogniser, gazetteer)
    second = names(among, [mention for mention in mentions if mention.sentence == 1])

    assert first == second


def test_marginals_are_those_of_summing_over_all_sequences(recogniser: Recogniser) -> None:
    report = make_report("云栖市")
    tagger = recogniser.tagger

    tagging = tagger.tag(tagger.reader.read(report, []))

    follows, begins = allowed()
    size = len(TAGS)
    weight = np.full((size, size, size), -np.inf)
    for path in np.ndindex(size, size, size):
        if begins[path[0]] and follows[path[0], path[1]] and follows[path[1], path[2]]:
            weight[path] = sum(tagging.score[i, tag] for i, tag in enumerate(path))
            weight[path] += tagger.begin[path[0]]
            weight[path] += tagger.chain[path[0], path[1]] + tagger.chain[path[1], path[2]]
    share = np.exp(weight - np.logaddexp.reduce(weight, axis=None))
    for place, others in enumerate([(1, 2), (0, 2), (0, 1)]):
        assert tagging.marginal[place] == pytest.approx(share.sum(axis=others), abs=1e-4)


def test_a_users_own_name_stands(recogniser: Recogniser, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "name,type,subtype,code,parent,aliases\n雁南园,Place,zone,,,\n", encoding="utf-8"
    )
    gazetteer = Gazetteer.load([table])
    report = make_report("推动雁南园提质增效。")

    found = read(report, recogniser, gazetteer)

    assert [(m.type, m.subtype, m.rule) for m in found] == [("Place", "zone", "gazetteer.own")]


def test_mentions_are_equal_in_a_fresh_process(
    recogniser: Recogniser, gazetteer: Gazetteer
) -> None:
    script = (
        "from tests.extract.test_entity import *\n"
        "report = make_report(*SENTENCES)\n"
        "print(read(report, Recogniser.load(), Gazetteer.load()))"
    )
    report = make_report(*SENTENCES)

    outputs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).resolve().parents[2],
        ).stdout.strip()
        for seed in ("1", "2")
    ]

    assert outputs == [str(read(report, recogniser, gazetteer))] * 2


def test_load_says_what_is_wrong_with_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"record\.json"):
        Recogniser.load(tmp_path)
