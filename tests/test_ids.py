"""Ids must not move: between processes, or when parts run into each other."""

import subprocess
import sys

import pytest

from kg.ids import make_id


def test_make_id_keeps_parts_apart() -> None:
    assert make_id("project", "ab", "c") != make_id("project", "a", "bc")


def test_make_id_is_the_same_in_another_process_with_another_hash_seed() -> None:
    code = "from kg.ids import make_id; print(make_id('agency', '410100', '市委'))"

    ids = {
        subprocess.check_output([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed})
        for seed in ("0", "1", "2")
    }

    assert ids == {make_id("agency", "410100", "市委").encode() + b"\n"}


@pytest.mark.parametrize(
    "parts", [pytest.param((), id="no-part"), pytest.param(("a\x1fb",), id="separator")]
)
def test_make_id_refuses_parts_that_could_run_together(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="id of kind"):
        make_id("project", *parts)
