"""The invented province's gazetteer, loaded once."""

from pathlib import Path

import pytest

from kg.gazetteer import Gazetteer
from tests.resolve import build


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Return the divisions with those of an invented province."""
    folder: Path = tmp_path_factory.mktemp("gazetteer")
    return build.gazetteer(folder)
