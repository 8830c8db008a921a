"""What the documents say is true: commands have help, code blocks run, and nothing is left out."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg.cli import main
from kg.export import EXPORTERS
from kg.schema import schema

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")


def _commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(_commands(main, "kg"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example(name: str) -> None:
    text = COMMANDS[name].help or ""

    assert "Example: " in text
    assert name in text.split("Example: ")[1]
    assert "-h" in click.Context(COMMANDS[name], info_name=name, parent=_parent()).help_option_names


def _parent() -> click.Context:
    return click.Context(main, info_name="kg", **main.context_settings)


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_command_class_and_form(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")

    missing = [name for name in COMMANDS if name not in text]
    missing += [node.name for node in schema().node if f"`{node.name}`" not in text]
    missing += [name for name in EXPORTERS if name not in text]

    assert not missing


@pytest.mark.parametrize("readme", READMES)
def test_readme_has_the_table_of_classes_of_the_schema(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    is_chinese = "zh" in readme

    assert class_table(is_chinese=is_chinese) in text


def class_table(*, is_chinese: bool) -> str:
    """Lay out the classes, their properties and what they are; `python -m tests.test_docs` prints
    it."""
    head = ("类", "说明", "属性") if is_chinese else ("class", "what it is", "properties")
    rows = [head, ("---", "---", "---")]
    for node in schema().node:
        names = ", ".join(f"`{prop.key}`" for prop in schema().properties_of(node.name))
        what = node.comment_zh if is_chinese else node.comment_en
        rows.append((f"`{node.name}` {node.zh}", what, names))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the examples, where the blocks of a README are run in their order."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "examples").symlink_to(ROOT / "examples")
    return folder


def _blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_readme_blocks_run_and_print_what_they_say(workplace: Path) -> None:
    for block in _blocks("README.md", "console"):
        for command, expected in _steps(block):
            assert _run(command, workplace) == expected, command
    for block in _blocks("README.md", "python"):
        subprocess.run([sys.executable, "-c", block], cwd=workplace, check=True)


def test_both_readmes_run_the_same_commands() -> None:
    commands = [
        [command for block in _blocks(readme, "console") for command, _ in _steps(block)]
        for readme in READMES
    ]

    assert commands[0] == commands[1]
    assert len(commands[0]) >= 3


def _steps(block: str) -> Iterator[tuple[str, str]]:
    for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, expected = step.partition("\n")
        yield command, expected


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "kg", command
    result = subprocess.run(
        [sys.executable, "-m", "kg", *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout + result.stderr


if __name__ == "__main__":
    sys.stdout.write(class_table(is_chinese="zh" in sys.argv) + "\n")
