"""Bundling: what is listed, and that it never stops an installation."""

from pathlib import Path

import pytest

from kg.errors import MissingExtraError, OutputError
from kg.export.page import build


def test_readme_lists_every_package_of_the_bundle_with_its_licence() -> None:
    listed = (build.folder() / "README.md").read_text(encoding="utf-8")
    packages = build.bundled((build.folder() / "package-lock.json").read_text(encoding="utf-8"))

    assert {"graphology", "sigma"} <= set(packages)
    assert [
        n for n, licence in packages.items() if f"| {n} | npm | {licence} |" not in listed
    ] == []
    assert set(packages.values()) <= {"MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause"}


def test_sources_name_no_registry() -> None:
    names = ("package.json", "package-lock.json", ".npmrc", "vendor.js")

    texts = [(build.folder() / name).read_text(encoding="utf-8") for name in names]

    assert [text for text in texts if "http:" in text or "https:" in text] == []


@pytest.mark.parametrize("error", [MissingExtraError("no Node"), OutputError("npm ci failed")])
def test_failure_ends_with_one_line_that_says_what_follows(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Path:
        raise error

    monkeypatch.setattr(build, "build", fail)

    with pytest.raises(SystemExit) as raised:
        build.main()

    assert raised.value.code == (
        f"page: sigma is not bundled, so large graphs are drawn with vis: {error}"
    )


def test_done_bundle_needs_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in build._INPUTS:
        (tmp_path / name).write_bytes((build.folder() / name).read_bytes())
    monkeypatch.setattr(build, "folder", lambda: tmp_path)
    monkeypatch.setattr(build, "find_node", lambda: (["node"], ["npm"]))
    monkeypatch.setattr(
        build, "_run", lambda what, command, work: (work / build.BUNDLE).write_text("x")
    )
    build.build()

    def missing() -> tuple[list[str], list[str]]:
        raise MissingExtraError("no Node")

    monkeypatch.setattr(build, "find_node", missing)

    assert build.build().read_text(encoding="utf-8").endswith("x")
    (tmp_path / "vendor.js").write_text("// another")
    with pytest.raises(MissingExtraError):
        build.build()
