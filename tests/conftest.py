"""Fixtures that every test may use. Real report text stays outside the repository: `shared` says
where."""

from pathlib import Path
from typing import Any

import pytest

from kg.gazetteer import Gazetteer
from kg.model import Facts
from tests.golden import Case, Golden
from tests.sample import sample_facts


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that makes what is found the golden value; its diff is to be read."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return what compares a golden case with what was found, or rewrites it when so asked."""

    def compare(case: Case, **found: Any) -> None:
        if request.config.getoption("--update-golden"):
            case.rewrite(found)
        assert found == {key: case[key] for key in found}

    return compare


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real reports and gold annotations beside the checkout, or skip the
    test."""
    path = Path(__file__).resolve().parents[2] / "shared"
    if not (path / "gold" / "dev.jsonl").is_file():
        pytest.skip(f"no real reports: {path} is absent")
    return path


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Return the divisions that the package ships."""
    return Gazetteer.load()


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Return the small hand-made facts of an invented city's report."""
    return sample_facts()
