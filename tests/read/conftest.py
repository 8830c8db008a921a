"""Real reports outside the repository, unpacked once for the tests that compare with them."""

import tarfile
from pathlib import Path

import pytest

from kg.read.record import Record, read_records


@pytest.fixture(scope="session")
def originals(shared: Path) -> list[Path]:
    """Return the Word, HTML, CSV and GB18030 files whose plain twins are in the corpus."""
    folder = shared / "corpus" / "originals"
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def gold(shared: Path) -> dict[str, list[Record]]:
    """Return the annotated sentences by the document's name."""
    found: dict[str, list[Record]] = {}
    for name in ("train.jsonl", "dev.jsonl"):
        for record in read_records(shared / "gold" / name):
            found.setdefault(record.id.rpartition(":")[0].replace("-", "_"), []).append(record)
    return found


@pytest.fixture(scope="session")
def plain(
    shared: Path,
    originals: list[Path],
    gold: dict[str, list[Record]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """Return the plain reports that the tests need, by name, unpacked into a folder of the run."""
    folder = tmp_path_factory.mktemp("plain")
    wanted = {path.stem for path in originals} | set(gold)
    found: dict[str, Path] = {}
    with tarfile.open(shared / "corpus" / "reports.tar.xz", "r|xz") as archive:
        for member in archive:
            path = Path(member.name)
            if path.stem in wanted and path.parent.name in ("full", "related"):
                file = archive.extractfile(member)
                if file is not None:
                    found[path.stem] = folder / path.name
                    found[path.stem].write_bytes(file.read())
    return found
