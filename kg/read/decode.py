"""Bytes to text. A wrong guess must be an error, never mojibake."""

import codecs
from collections import Counter
from typing import Final

from kg.errors import InputError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRIALS: Final = (("utf-8", 0.0), ("utf-16-le", 0.5), ("utf-16-be", 0.5), ("gb18030", 0.0))
"""Encodings in the order of trial, with the least share of common Chinese signs that proves them:
any pair of bytes is a sign of UTF-16, so that its text must speak for itself."""

_SAMPLE: Final = 1 << 20
_BAD_SHARE: Final = 0.02
"""Largest share of signs that no Chinese text has: private use, surrogates, controls, rare scripts.
Real reports have none or a handful; a wrong decoding has a tenth and more."""
_RARE_SHARE: Final = 0.12
"""Largest share of Chinese signs that GB 2312 lacks. The reports measured stay below 0.02; UTF-8
read as GB18030 has more than 0.3."""
_MIN_SIGNS: Final = 8
"""Fewest signs from which a share says something."""


def decode(data: bytes, *, name: str) -> tuple[str, str]:
    """Decode a text file.

    Args:
        data: The file's bytes.
        name: What errors call the file.

    Returns:
        The text without a byte order mark, and the encoding: `utf-8`, `utf-8-sig`, `utf-16`,
        `utf-16-le`, `utf-16-be` or `gb18030` (so GBK and GB 2312 too).

    Raises:
        InputError: `empty_file`, `binary_file` or `unknown_encoding`.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise InputError("empty_file", f"{name}: the file is empty; nothing can be read from it")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding
    for encoding, least_han in _TRIALS:
        text = _try(data, encoding)
        if text is not None and _is_plausible(text, least_han):
            return text, encoding
    if _is_binary(data):
        raise InputError(
            "binary_file", f"{name}: holds binary data, no text; convert it to .txt, .docx or .html"
        )
    raise InputError(
        "unknown_encoding",
        f"{name}: neither UTF-8, UTF-16 nor GB18030 text ({_guess(data)}); save it as UTF-8",
    )


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise InputError(
            "broken_encoding",
            f"{name}: begins with the mark of {encoding} but breaks it at byte {exc.start}; "
            "save it anew as UTF-8",
        ) from exc


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str, least_han: float) -> bool:
    """Tell whether a decoded text can be Chinese or plain ASCII rather than a wrong decoding."""
    sample = text[:_SAMPLE]
    signs = bad = rare = han = 0
    for sign, count in Counter(sample).items():
        if sign.isspace():
            continue
        signs += count
        if _is_strange(sign):
            bad += count
        elif "\u4e00" <= sign <= "\u9fff":
            han += count
            rare += 0 if _is_common(sign) else count
    if bad > max(_BAD_SHARE * signs, 1):
        return False
    if han - rare < least_han * signs:
        return False
    return han < _MIN_SIGNS or rare <= _RARE_SHARE * han


def _is_strange(sign: str) -> bool:
    if sign < " " or "\x7f" <= sign <= "\x9f" or sign == "\ufffd":
        return True
    if "\ue000" <= sign <= "\uf8ff" or sign > "\U0002ffff":
        return True
    # Korean, Arabic, Hebrew, Yi, Mongolian and their like stand in no report
    return "\u0530" <= sign < "\u1e00" or "\ua000" <= sign < "\ud7ff"


def _is_common(sign: str) -> bool:
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _is_binary(data: bytes) -> bool:
    sample = data[:4096]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)
    return controls * 50 > len(sample)


def _guess(data: bytes) -> str:
    """Say where UTF-8 or GB18030 breaks off, or what charset-normalizer takes it for; it decides
    nothing."""
    for encoding, name in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as exc:
            whole = data.decode(encoding, "replace")
            is_nearly = whole.count("\ufffd") <= _BAD_SHARE * len(whole)
            if exc.start > len(data) // 2 or (is_nearly and _is_plausible(whole, 0.0)):
                return f"{name} that is broken at byte {exc.start}"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:20_000]).best()
    return f"it may be {best.encoding}" if best is not None else "no guess"
