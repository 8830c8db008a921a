"""Golden cases: invented sentences of the genre with what is read out of them, a line each."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent

Golden = Callable[..., None]
"""The fixture `golden`: called with a case and, by key, what was found."""


class Case(dict[str, Any]):
    """A line of a file: what is read, and under other keys what must come of it."""

    def __init__(self, name: str, line: str) -> None:
        super().__init__(json.loads(line))
        self._name = name

    def rewrite(self, found: dict[str, Any]) -> None:
        """Put what was found into the case's line, and leave the other lines as they are."""
        self.update(found)
        path = FOLDER / self._name
        lines = path.read_text(encoding="utf-8").splitlines()
        fresh = [
            json.dumps(self, ensure_ascii=False) if json.loads(line)["id"] == self["id"] else line
            for line in lines
        ]
        path.write_text("\n".join(fresh) + "\n", encoding="utf-8", newline="\n")


def cases(name: str) -> list[Any]:
    """Return the cases of a file of this folder as pytest parameters, named by their ids."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(case, id=case["id"]) for case in (Case(name, line) for line in lines)]
