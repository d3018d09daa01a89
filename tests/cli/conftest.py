"""A template and a table that fit each other."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.tables import put


@pytest.fixture
def template(tmp_path: Path) -> Path:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "{{ 企业名称 }}"
    made.add_paragraph("{{ 企业名称 }}：电话{{ 电话 }}，{{ 数量 }}台。")
    path = tmp_path / "模板.docx"
    made.save(str(path))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return put(tmp_path, "企业名称,电话,数量\n甲公司,0351-1,5\n乙公司,,7\n甲公司,3,\n")
