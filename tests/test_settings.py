"""Settings files as they come."""

from pathlib import Path

from kg.settings import read_settings


def test_a_settings_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kg.toml"
    path.write_text("year = 2021\n", encoding="utf-8-sig")

    assert read_settings(path, {}, default=Path("kg.toml")).year == 2021
