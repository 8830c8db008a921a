"""Sentences of plain reports, labelled by the shipped net."""

from pathlib import Path

import numpy as np
import pytest

from kg.errors import InputError
from kg.extract.entity import Recogniser
from kg.extract.tagger import TAGS
from kg.gazetteer import Gazetteer
from kg.progress import silent
from kg.train.pseudo import PseudoLabelled, label_reports

TEXT = "2023年云栖市政府工作报告\n一、2022年工作回顾\n" + "\n".join(
    f"建成雁南{sign}号特大桥，云栖市与郑州市签约。" for sign in "甲乙丙丁戊己庚辛壬癸" * 4
)


def label(folder: Path, gazetteer: Gazetteer, exclude: tuple[str, ...] = ()) -> PseudoLabelled:
    tagger = Recogniser.load().tagger
    return label_reports(
        tagger, folder, exclude, gazetteer=gazetteer, seed=0, progress=silent
    )  # fmt: skip


def test_labels_are_probabilities_of_tags_and_of_their_neighbourhood(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    examples = label(tmp_path, gazetteer).examples

    assert len(examples) > 3
    for example in examples:
        assert example.tags.sum(1) == pytest.approx(1, abs=0.01)
        assert example.links.sum(1) == pytest.approx(example.tags[:-1].sum(0), abs=0.05)
        assert example.links.sum(0) == pytest.approx(example.tags[1:].sum(0), abs=0.05)
        assert not example.links[TAGS.index("O"), TAGS.index("I-Project")]
    assert any(example.tags[:, TAGS.index("B-Project")].max() > 0.5 for example in examples)


def test_annotated_reports_are_not_labelled(tmp_path: Path, gazetteer: Gazetteer) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    alone = label(tmp_path, gazetteer)
    (tmp_path / "city_云栖市_2022.txt").write_text(TEXT, encoding="utf-8")

    both = label(tmp_path, gazetteer, ("city-云栖市-2022",))

    assert both.sha256 == alone.sha256
    assert np.array_equal(both.examples[0].tags, alone.examples[0].tags)


def test_a_folder_without_reports_is_an_error(tmp_path: Path, gazetteer: Gazetteer) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")

    with pytest.raises(InputError, match="no sentences to label"):
        label(tmp_path, gazetteer)
