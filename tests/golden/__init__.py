"""Golden cases: invented sentences of the genre with what is read out of them, a line each."""

import json
from pathlib import Path
from typing import Any

import pytest


def cases(name: str) -> list[Any]:
    """Return the cases of a file of this folder as pytest parameters, named by their ids."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(case, id=case["id"]) for case in map(json.loads, lines)]
