"""Settings: which source counts, and what a bad one says."""

import os
from pathlib import Path
from typing import Any

import pytest

from kg.config import Config
from kg.errors import ConfigError
from kg.settings import read_settings


def _file(folder: Path, text: str) -> Path:
    path = folder / "kg.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_without_anything_are_the_defaults(tmp_path: Path) -> None:
    assert read_settings(None, {}, default=tmp_path / "kg.toml") == Config()


def test_what_is_given_counts_before_the_file_and_the_file_before_the_default(
    tmp_path: Path,
) -> None:
    default = _file(tmp_path, 'region = "澜川市"\nyear = 2023\n')

    config = read_settings(None, {"year": 2024}, default=default)

    assert (config.region, config.year, config.jobs) == ("澜川市", 2024, 0)


def test_zero_that_is_given_is_not_taken_for_nothing(tmp_path: Path) -> None:
    path = _file(tmp_path, "threshold = 0.7\njobs = 3\n")

    config = read_settings(path, {"threshold": 0.0, "jobs": 0}, default=path)

    assert (config.threshold, config.jobs) == (0.0, 0)


def test_paths_of_a_file_start_at_its_own_folder(tmp_path: Path) -> None:
    path = _file(tmp_path, 'gazetteers = ["own.csv"]\ncorrections = "fix.csv"\n')

    config = read_settings(path, {}, default=Path("kg.toml"))

    assert config.gazetteers == (tmp_path / "own.csv",)
    assert config.corrections == tmp_path / "fix.csv"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("regoin = '澜川市'", "regoin", id="unknown-name"),
        pytest.param("year = 1900", "year 1900: give one", id="year"),
        pytest.param("threshold = 1.5", "threshold 1.5: give one", id="threshold"),
        pytest.param("level = 'town'", "level: .*it was 'town'", id="level"),
        pytest.param("jobs = -1", "jobs -1: give 0", id="jobs"),
        pytest.param("base_iri = 'https://example.org/kg'", "base_iri", id="iri-without-slash"),
        pytest.param("year = ", "not valid TOML", id="no-toml"),
    ],
)
def test_bad_file_is_refused_with_name_and_value(text: str, says: str, tmp_path: Path) -> None:
    path = _file(tmp_path, text)

    with pytest.raises(ConfigError, match=says) as caught:
        read_settings(path, {}, default=path)

    assert str(path) in str(caught.value)


def test_file_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.toml: cannot be read"):
        read_settings(tmp_path / "absent.toml", {}, default=tmp_path / "kg.toml")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"year": 23}, id="year"),
        pytest.param({"threshold": 1.5}, id="threshold"),
        pytest.param({"base_iri": "https://example.org/kg"}, id="iri-without-slash"),
        pytest.param({"jobs": -1}, id="jobs"),
        pytest.param({"level": "village"}, id="level"),
    ],
)
def test_config_refuses_a_value_that_cannot_be_used(given: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=next(iter(given))):
        Config(**given)


def test_a_settings_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text("year = 2021\n", encoding="utf-8-sig")

    assert read_settings(path, {}, default=Path("away.toml")).year == 2021


@pytest.mark.parametrize("setting", ["corrections", "gazetteers"])
def test_pipe_is_refused_and_not_waited_for(setting: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    given = {setting: (pipe,) if setting == "gazetteers" else pipe}

    with pytest.raises(ConfigError, match=r"pipe\.csv: is no file"):
        read_settings(None, given, default=tmp_path / "kg.toml")
