"""Bytes to text: every encoding of the field, and no mojibake."""

import pytest

from kg.errors import InputError
from kg.read.decode import decode
from tests.read.build import REPORT


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        pytest.param("utf-8", "utf-8", id="utf8"),
        pytest.param("utf-8-sig", "utf-8-sig", id="utf8_mark"),
        pytest.param("gb18030", "gb18030", id="gb18030"),
        pytest.param("gbk", "gb18030", id="gbk"),
        pytest.param("utf-16", "utf-16", id="utf16_mark"),
        pytest.param("utf-16-le", "utf-16-le", id="utf16_little"),
        pytest.param("utf-16-be", "utf-16-be", id="utf16_big"),
    ],
)
def test_decode_tells_the_encoding(encoding: str, told: str) -> None:
    assert decode(REPORT.encode(encoding), name="x.txt") == (REPORT, told)


def test_decode_keeps_rare_signs_of_gb18030() -> None:
    text = REPORT + "㛹㛃街道、镕安里。"

    assert decode(text.encode("gb18030"), name="x.txt") == (text, "gb18030")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty_file", id="empty"),
        pytest.param(b" \r\n\t\x00", "empty_file", id="blank"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary_file", id="binary"),
        pytest.param(
            "政府工作報告，這是測試檔案".encode("big5") * 9, "unknown_encoding", id="big5"
        ),
        pytest.param("à la carte, déjà vu".encode("latin-1") * 9, "unknown_encoding", id="latin"),
        pytest.param(REPORT.encode()[:-2] * 2, "unknown_encoding", id="cut_in_a_sign"),
        pytest.param(b"\xff\xfe\x00\xd8\x00\xd8", "broken_encoding", id="broken_utf16"),
        pytest.param(b"\xef\xbb\xbf\xff\xfe\xfd", "broken_encoding", id="broken_utf8"),
    ],
)
def test_decode_refuses_what_is_no_text(data: bytes, code: str) -> None:
    with pytest.raises(InputError, match=r"^x\.txt: ") as caught:
        decode(data, name="x.txt")

    assert caught.value.code == code


def test_decode_never_reads_utf8_as_gb18030() -> None:
    broken = REPORT.encode() + b"\x80"

    with pytest.raises(InputError):
        decode(broken, name="x.txt")
