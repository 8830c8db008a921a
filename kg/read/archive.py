"""Reads `.zip`: every file of a known format inside, in the order of their names."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from kg.errors import InputError
from kg.read.format import FORMATS, reader
from kg.read.source import Source

INNER: Final = tuple(ending for ending in FORMATS if ending != ".zip")
"""The formats read inside an archive: all but archives."""

_LARGEST: Final = 1_000_000_000
"""Most bytes that an archive may unpack to."""
_UTF8_NAMES: Final = 0x800


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the files of an archive."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as exc:
        raise InputError("broken_zip", f"{name}: not a zip archive: {exc}; pack it anew") from exc
    with archive:
        members = {_name(item): item for item in archive.infolist() if not item.is_dir()}
        size = sum(item.file_size for item in members.values())
        if size > _LARGEST:
            raise InputError("too_large", f"{name}: unpacks to {size} bytes; unpack and split it")
        found: list[Source | InputError] = []
        for inner in sorted(members):
            path = PurePosixPath(inner)
            hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
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
    try:
        data = archive.read(item)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError) as exc:
        return [InputError("broken_member", f"{place}: cannot be unpacked: {exc}; pack it anew")]
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


def _name(item: zipfile.ZipInfo) -> str:
    """Return a member's name; one without the mark of UTF-8 is GB18030, as Windows packs it."""
    if item.flag_bits & _UTF8_NAMES:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return item.filename
