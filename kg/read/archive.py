"""Reads `.zip`: every file of a known format inside, in the order of their names."""

import io
import zipfile
from pathlib import PurePosixPath
from typing import Final

from kg.errors import InputError
from kg.read.fault import FAULTS, words
from kg.read.format import FORMATS, LARGEST, reader
from kg.read.source import Source

INNER: Final = tuple(ending for ending in FORMATS if ending != ".zip")
"""The formats read inside an archive: all but archives."""

_LARGEST: Final = 1_000_000_000
"""Most bytes that an archive may unpack to."""
_UTF8_NAMES: Final = 0x800
_LOCKED: Final = 0x1


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the files of an archive."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except FAULTS as exc:
        fault = f"{name}: not a zip archive: {words(exc)}; pack it anew"
        raise InputError("broken_zip", fault) from exc
    with archive:
        members = {_name(item): item for item in archive.infolist() if not item.is_dir()}
        size = sum(item.file_size for item in members.values())
        if size > _LARGEST:
            raise InputError("too_large", f"{name}: unpacks to {size} bytes; unpack and split it")
        found: list[Source | InputError] = []
        for inner in sorted(members):
            path = PurePosixPath(inner)
            hidden = any(_is_hidden(part) for part in path.parts)
            if path.suffix.lower() in INNER and not hidden:
                found += _member(archive, members[inner], inner, name)
    if not found:
        formats = ", ".join(INNER)
        raise InputError("empty_file", f"{name}: holds no file to read; the formats are {formats}")
    return found


def _member(
    archive: zipfile.ZipFile, item: zipfile.ZipInfo, inner: str, name: str
) -> list[Source | InputError]:
    path = PurePosixPath(inner)
    place = f"{name}/{inner}"
    if not inner.isprintable():
        fault = f"{name}/{inner!r}: the name has control signs; pack the file under another"
        return [InputError("odd_name", fault)]
    if item.flag_bits & _LOCKED:
        return [InputError("locked_file", f"{place}: has a password; pack it without one")]
    if item.file_size > LARGEST[path.suffix.lower()]:
        fault = f"{place}: unpacks to {item.file_size} bytes, more than any report; split it"
        return [InputError("too_large", fault)]
    try:
        data = archive.read(item)
    except FAULTS as exc:
        fault = f"{place}: cannot be unpacked: {words(exc)}; pack it anew"
        return [InputError("broken_member", fault)]
    try:
        sources = reader(path.suffix).read(data, name=place)
    except InputError as exc:
        return [exc]
    return [
        source
        if isinstance(source, InputError)
        else Source(
            source.text,
            source.encoding,
            f"{inner}, {source.part}" if source.part else inner,
            path.stem,
            source.told,
            source.tables,
        )
        for source in sources
    ]


def _is_hidden(part: str) -> bool:
    """Tell what is no document; `..` leads nowhere here, for nothing is written to a disk."""
    return part.startswith((".", "~$", "__MACOSX")) and part not in (".", "..")


def _name(item: zipfile.ZipInfo) -> str:
    """Return a member's name; one without the mark of UTF-8 is GB18030, as Windows packs it."""
    if item.flag_bits & _UTF8_NAMES:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return item.filename
