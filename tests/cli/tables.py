"""Tables as clerks keep them, for the tests of `docforge render`."""

from __future__ import annotations

from pathlib import Path

NAME = ("--name", "{{ 企业名称 }}.docx")


def put(folder: Path, content: str | bytes, name: str = "名单.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("gbk"))
    return path
