"""Fixtures that every test may use. Real report text stays outside the repository: `shared` says
where."""

from pathlib import Path

import pytest

from kg.model import Facts
from tests.sample import sample_facts


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real reports and gold annotations beside the checkout, or skip the
    test."""
    path = Path(__file__).resolve().parents[2] / "shared"
    if not (path / "gold" / "dev.jsonl").is_file():
        pytest.skip(f"no real reports: {path} is absent")
    return path


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Return the small hand-made facts of an invented city's report."""
    return sample_facts()
