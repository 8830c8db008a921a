"""Where a build is written: two at once, links, folders that cannot be exchanged, and Ctrl-C."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg import output, pipeline
from kg.cli.edge import in_one_line
from kg.config import Config
from kg.errors import OutputError

EXAMPLE = next((Path(__file__).resolve().parents[1] / "examples").glob("*_2023.txt"))


@pytest.fixture(scope="module")
def built() -> pipeline.Built:
    return pipeline.build([EXAMPLE], config=Config(jobs=1))


def _write(built: pipeline.Built, directory: Path) -> None:
    output.write(built, directory, forms=("tables",))


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_write_refuses_a_folder_that_another_build_is_writing(
    built: pipeline.Built, tmp_path: Path
) -> None:
    fresh = tmp_path / ".out.new"
    fresh.mkdir()
    (fresh / "half.csv").touch()
    held = output._hold(fresh)

    with pytest.raises(OutputError, match="another kg build is writing it"):
        _write(built, tmp_path / "out")
    assert _names(fresh) == ["half.csv"]

    os.close(held)
    _write(built, tmp_path / "out")
    assert _names(tmp_path) == ["out"]


def test_write_through_a_link_exchanges_what_it_leads_to(
    built: pipeline.Built, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")

    _write(built, tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "build.json").is_file()
    assert _names(tmp_path) == ["link", "real"]


@pytest.mark.parametrize("name", [".", "..", "/", "/proc"])
def test_check_output_refuses_what_cannot_be_exchanged(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(OutputError, match="give a folder inside it"):
        output.check_output(Path(name))


def test_check_output_refuses_a_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()

    with pytest.raises(OutputError, match=r"a\.txt is no folder"):
        output.check_output(tmp_path / "a.txt" / "out")


@pytest.mark.parametrize("record", ["{}", "[]", '{"settings": {}}', "\ud800"])
def test_load_refuses_an_odd_record(tmp_path: Path, record: str) -> None:
    (tmp_path / "build.json").write_bytes(record.encode("utf-8", "surrogatepass"))

    with pytest.raises(OutputError, match="is no build"):
        output.load(tmp_path)


def test_an_interrupted_build_says_so_in_a_line_and_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", str(EXAMPLE), "-o", str(tmp_path / "out")]
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import kg.pipeline as p;"
        "p.build = lambda *a, **k: signal.raise_signal(signal.SIGINT);"
        "from kg.cli import main; main(sys.argv[1:])"
    )

    run = subprocess.run(
        [sys.executable, "-c", code, *command[3:]], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "Error: interrupted; what was written before stays as it was\n"
    assert _names(tmp_path) == []


def test_a_worker_that_is_killed_ends_the_build_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "extract_file", _die)

    with pytest.raises(pipeline.PipelineError, match="give --jobs 1"):
        list(pipeline._run(["a", "b", "c", "d"], Config(jobs=2)))


def _die(name: str, config: Config) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_message_with_control_signs_is_one_line() -> None:
    assert in_one_line("a\nb\x1b[31m\u202e.txt: 不见") == "a\\nb\\x1b[31m\\u202e.txt: 不见"
