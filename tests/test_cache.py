"""What is kept of a file: under which key, and that a damaged one is no error."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from kg import cache
from kg.config import Config

_IMPORTED = """
import importlib, pkgutil, sys
import kg.extract, kg.read
for package in (kg.extract, kg.read):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
print(*sorted({name.split(".")[1] for name in sys.modules if name.startswith("kg.")}))
"""


def test_everything_that_reading_imports_is_in_the_fingerprint() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _IMPORTED], capture_output=True, text=True, check=True
    )

    kept = {name.removesuffix(".py") for name in cache.READS}
    assert set(said.stdout.split()) <= kept | {"version"}  # the version is in the key itself
    assert kept - {"data"} <= set(said.stdout.split())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"region": "澜川市"}, id="region"),
        pytest.param({"year": 2020}, id="year"),
        pytest.param({"level": "county"}, id="level"),
        pytest.param({"gazetteers": (Path("own.csv"),)}, id="gazetteer"),
    ],
)
def test_key_depends_on_the_settings_that_reading_depends_on(change: dict[str, object]) -> None:
    plain = cache.settings_of(Config())
    other = cache.settings_of(dataclasses.replace(Config(), **change))  # type: ignore[arg-type]

    assert cache.key("a.txt", "0", plain) != cache.key("a.txt", "0", other)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"threshold": 0.9}, id="threshold"),
        pytest.param({"jobs": 2}, id="jobs"),
        pytest.param({"base_iri": "https://example.org/"}, id="base-iri"),
    ],
)
def test_key_does_not_depend_on_what_comes_after_reading(change: dict[str, object]) -> None:
    plain = cache.settings_of(Config())
    other = cache.settings_of(dataclasses.replace(Config(), **change))  # type: ignore[arg-type]

    assert cache.key("a.txt", "0", plain) == cache.key("a.txt", "0", other)


def test_settings_come_back_as_they_were() -> None:
    config = Config(
        region="澜川市", year=2024, level="city", gazetteers=(Path("own.csv"),), threshold=0.0
    )

    assert cache.config_of(cache.settings_of(config)) == config


def test_what_is_kept_comes_back_and_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    settings = cache.settings_of(Config())
    result = cache.FileResult("a.txt", "0", (), ())
    name = cache.key("a.txt", "0", settings)

    cache.put(result, tmp_path, settings=settings)
    found = cache.get(name, [tmp_path / "absent", tmp_path])
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9])

    assert found == result
    assert whole[4:10] == bytes((0, 0, 0, 0, 0, 255))  # no time, and no operating system
    assert cache.get(name, [tmp_path]) is None
