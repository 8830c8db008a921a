"""The pure modules of the page, by the test runner of Node."""

import subprocess
from pathlib import Path

import pytest

from kg.errors import MissingExtraError
from kg.export.page.build import find_node, folder

TESTS = sorted((Path(__file__).parent / "js").glob("*.test.mjs"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_script(path: Path) -> None:
    try:
        node, _ = find_node()
    except MissingExtraError as exc:
        pytest.skip(str(exc))

    done = subprocess.run(
        [*node, "--test", str(path)],
        cwd=folder() / "src",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
