"""Sentences of plain reports, labelled by nets; skipped without the extra `train`."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("jax", reason="needs the extra `train`")

from kg.errors import InputError
from kg.extract.feature import FeatureReader, Vocabulary
from kg.extract.gazetteer import RULES
from kg.extract.tagger import TAGS, run_chain
from kg.gazetteer import Gazetteer
from kg.progress import silent
from kg.train import pseudo
from kg.train.data import Example, by_length
from kg.train.member import Member
from kg.train.net import chain_of, init, scores
from kg.train.pseudo import Sample, choose_sentences, label
from tests.train.build import make_encoder

ENCODER = make_encoder()

TEXT = "2023年云栖市政府工作报告\n一、2022年工作回顾\n" + "\n".join(
    f"建成雁南{sign}号特大桥，云栖市与郑州市签约。" for sign in "甲乙丙丁戊己庚辛壬癸" * 4
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def choose(folder: Path, gazetteer: Gazetteer, exclude: tuple[str, ...] = ()) -> Sample:
    reader = FeatureReader(Vocabulary(ENCODER.chars, ENCODER.bigrams, ("n", "v"), RULES))
    return choose_sentences(
        folder, exclude, reader=reader, gazetteer=gazetteer, seed=0, progress=silent
    )


@pytest.fixture(scope="module")
def members() -> list[Member]:
    rng = np.random.default_rng(1)
    pairs = [
        init(rng, ENCODER.weights, tags=12, quotes=11, kinds=2 * len(RULES) + 1, width=16)
        for _ in "ab"
    ]
    return [{name: np.asarray(w) for name, w in (own | fixed).items()} for own, fixed in pairs]


def labels(examples: tuple[Example, ...], members: list[Member]) -> list[Example]:
    return label(examples, members, ENCODER.dilations, progress=silent)


def test_labels_are_probabilities_of_tags_and_of_their_neighbourhood(
    folder: Path, gazetteer: Gazetteer, members: list[Member]
) -> None:
    examples = labels(choose(folder, gazetteer).examples, members)

    assert len(examples) > 3
    for example in examples:
        assert example.tags.sum(1) == pytest.approx(1, abs=0.01)
        assert example.links.sum(1) == pytest.approx(example.tags[:-1].sum(0), abs=0.05)
        assert example.links.sum(0) == pytest.approx(example.tags[1:].sum(0), abs=0.05)
        assert not example.links[TAGS.index("O"), TAGS.index("I-Project")]


def test_labels_are_what_the_mean_of_the_nets_says(
    folder: Path, gazetteer: Gazetteer, members: list[Member]
) -> None:
    examples = labels(choose(folder, gazetteer).examples, members)
    ((order, batch),) = by_length(examples, 10_000)

    score = np.mean(
        [np.asarray(scores(net, batch.columns, batch.mask, ENCODER.dilations)) for net in members],
        axis=0,
    )
    chain, begin = (
        np.mean([np.asarray(part) for part in parts], axis=0)
        for parts in zip(*map(chain_of, members), strict=True)
    )

    for row, index in enumerate(order):
        length = len(examples[index].tags)
        own = score[row, :length].astype(np.float32)
        tagging = run_chain(own, np.array([0, length], np.int32), chain, begin)
        assert examples[index].tags == pytest.approx(tagging.marginal, abs=2e-3)


def test_annotated_reports_are_not_chosen(folder: Path, gazetteer: Gazetteer) -> None:
    alone = choose(folder, gazetteer)
    (folder / "city_云栖市_2022.txt").write_text(TEXT, encoding="utf-8")

    both = choose(folder, gazetteer, ("city-云栖市-2022",))

    assert (both.sha256, both.files) == (alone.sha256, 1)
    for name, column in alone.examples[0].columns.items():
        assert np.array_equal(both.examples[0].columns[name], column)


def test_no_more_sentences_are_chosen_than_asked_for(
    folder: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pseudo, "SENTENCES", 3)

    assert len(choose(folder, gazetteer).examples) == 3


def test_files_without_a_report_are_named(folder: Path, gazetteer: Gazetteer) -> None:
    (folder / "licence.txt").write_text("All rights reserved. " * 20, encoding="utf-8")

    assert choose(folder, gazetteer).skipped == ("licence.txt",)


def test_a_folder_without_reports_is_an_error(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "licence.txt").write_text("All rights reserved. " * 20, encoding="utf-8")

    with pytest.raises(InputError, match="no sentences to label in 1 files"):
        choose(tmp_path, gazetteer)
