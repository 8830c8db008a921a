"""Making an encoder from plain text; skipped without the extra `train`."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("jax", reason="needs the extra `train`")

from kg.errors import InputError
from kg.progress import silent
from kg.train.corpus import read_text, report_paths
from kg.train.encoder import read_encoder
from kg.train.pretrain import Settings, count_signs, pretrain

SMALL = Settings(
    width=8, part=4, dilations=(1, 2), pairs=6, least=2, every=1,
    sentences=4, length=12, guesses=16, warm=2, steps=400,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    (place / "a.txt").write_text("建设 云栖大桥。\n\n建成12座桥。\n" * 9, encoding="utf-8")
    (place / "b.txt").write_text("推进雁南数据港建设。\n" * 9, encoding="utf-8-sig")
    (place / "gold.txt").write_text("不能看见。\n", encoding="utf-8")
    return place


def texts_of(folder: Path) -> list[str]:
    return [read_text(path) for path in report_paths(folder, {"gold"})]


def test_texts_have_no_blanks_folded_digits_and_none_that_is_annotated(folder: Path) -> None:
    texts = texts_of(folder)

    assert [text.split("\n")[0] for text in texts] == ["建设云栖大桥。", "推进雁南数据港建设。"]
    assert "00座桥" in texts[0]
    assert len(texts) == 2


def test_texts_of_other_encodings_are_read_and_folders_are_passed_over(folder: Path) -> None:
    (folder / "c.txt").write_bytes("推进雁南数据港建设，对接周边地区。\n".encode("gb18030") * 9)
    (folder / "d.txt").mkdir()

    assert texts_of(folder)[2].startswith("推进雁南数据港建设，")


def test_names_with_either_dash_are_one(folder: Path) -> None:
    (folder / "city_云栖市_2023.txt").write_text("不能看见。\n", encoding="utf-8")

    assert len(report_paths(folder, {"gold", "city-云栖市-2023"})) == 2


def test_a_file_that_is_no_text_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_bytes(bytes(range(256)) * 4)

    with pytest.raises(InputError, match=r"c\.txt: "):
        pretrain(folder, tmp_path / "encoder.npz", settings=SMALL, progress=silent)


def test_pretrain_refuses_a_folder_without_reports(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.txt"):
        pretrain(tmp_path, tmp_path / "encoder.npz", settings=SMALL, progress=silent)


def test_count_signs_puts_the_frequent_first(folder: Path) -> None:
    chars, pairs = count_signs(texts_of(folder), SMALL)

    assert chars[:2] == "。建"
    assert "建设" in pairs[:2]
    assert len(pairs) == SMALL.pairs
    assert not any("\n" in pair for pair in pairs)


def test_pretrain_gives_the_same_bytes_twice_and_guesses_better_than_chance(
    folder: Path, tmp_path: Path
) -> None:
    told: list[str] = []

    for name in ("one.npz", "two.npz"):
        pretrain(
            folder, tmp_path / name, exclude={"gold"}, settings=SMALL,
            progress=lambda what, done, total: told.append(what),
        )  # fmt: skip

    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    record = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert (record["files"], record["settings"]["width"]) == (2, 8)
    assert f"{record['loss']:.2f}" == told[-1].rpartition(" ")[2]
    encoder = read_encoder(tmp_path / "one.npz")
    assert encoder.dilations == (1, 2)
    assert encoder.weights["block.1.c.w"].shape == (24, 8)
    assert float(told[-1].rpartition(" ")[2]) < 0.8 * math.log(len(encoder.chars))


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_few_steps_give_weights_that_are_numbers(
    folder: Path, tmp_path: Path, steps: int
) -> None:
    pretrain(
        folder, tmp_path / "encoder.npz", settings=replace(SMALL, steps=steps), progress=silent
    )  # fmt: skip

    encoder = read_encoder(tmp_path / "encoder.npz")
    assert all(np.isfinite(weights).all() for weights in encoder.weights.values())


def test_an_encoder_can_know_what_another_knows(folder: Path, tmp_path: Path) -> None:
    signs = "建云大", ("建设", "大桥")

    pretrain(
        folder, tmp_path / "encoder.npz", signs=signs, settings=replace(SMALL, steps=1),
        progress=silent,
    )  # fmt: skip

    encoder = read_encoder(tmp_path / "encoder.npz")
    assert (encoder.chars, encoder.bigrams) == signs
