"""What the shipped templates and one that uses the whole language fill to, kept to be compared.

After a change that is meant: DOCFORGE_GOLDEN=write pytest tests/render/test_golden.py, and read
what changed in tests/render/golden.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from docx.document import Document as WordDocument

from benchmarks.telling import told
from docforge import data
from docforge.contracts import load_contract
from docforge.render import Picture, RichText, Table, Template
from tests.render.building import png, word

GOLDEN = Path(__file__).with_name("golden")
TEMPLATES = data.folders("templates")[-1] / "docx"
NAMES = sorted(path.stem for path in TEMPLATES.glob("*.docx"))


def check(name: str, content: bytes, folder: Path) -> None:
    made = folder / f"{name}.docx"
    made.write_bytes(content)
    said = "\n".join(told(made)) + "\n"
    kept = GOLDEN / f"{name}.txt"
    if os.environ.get("DOCFORGE_GOLDEN") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_template_fills_as_ever(name: str, tmp_path: Path) -> None:
    path = TEMPLATES / f"{name}.docx"
    check(name, Template(path).render(load_contract(path).sample), tmp_path)


def test_the_whole_language_fills_as_ever(tmp_path: Path) -> None:
    check("language", Template(language()).render(LANGUAGE), tmp_path)


LANGUAGE = {
    "title": "检查情况 <2022> & 附件",
    "city": True,
    "lines": "第一行\n第二行\t制表",
    "rich": RichText("重", bold=True).add("链", url="http://例.cn/?a&b", underline=True),
    "picture": Picture(png(), width_mm=10, alt="章"),
    "table": Table([["甲", 1], ["乙", None]], header=["企业", "数"]),
    "columns": ["一月", "二月", "三月"],
    "groups": [
        {
            "name": "钢筋",
            "colour": "FFDD00",
            "rows": [{"a": 1, "done": True}, {"a": 2, "done": "否"}],
        },
        {"name": "线材", "colour": None, "rows": []},
    ],
}


def language() -> bytes:
    """A template with every tag of the language."""

    def build(document: WordDocument) -> None:
        document.core_properties.title = "{{ title }}"
        section = document.sections[0]
        section.header.paragraphs[0].text = "{{ title }}{{ picture }}"
        section.footer.paragraphs[0].text = "{% if city %}城{% else %}乡{% endif %}"
        document.add_heading("{{ title }}{# 注 #}", 1)
        for text in ("住", "{%- if city -%}", "城", "{%- else -%}", "乡", "{%- endif -%}", "。"):
            document.add_paragraph(text)
        text = "甲{%r if city %}{{ rich }}{%r endif %}乙{{r rich }}"
        document.add_paragraph().add_run(text).italic = True
        for text in ("{{ lines }}", "{#p 不印 #}", "{{p table }}", "{_{ 原样 }_}{{ picture }}"):
            document.add_paragraph(text)
        heads = document.add_table(2, 4)
        looped = "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"
        for at, text in enumerate(("企业", *looped)):
            heads.cell(0, at).text = text
            heads.cell(1, at).text = text.replace("{{ c }}", "{% hm %}全年")
        grouped = document.add_table(5, 2)
        for at, text in enumerate(
            ("{%tr for g in groups %}", "{%tr for r in g.rows %}", "", "{%tr endfor %}")
        ):
            grouped.cell(at, 0).text = text
        grouped.cell(2, 0).text = "{% vm %}{{ g.name }}"
        grouped.cell(2, 1).text = "{% cellbg g.colour %}{{ r.a }}{{ box(r.done) }}"
        grouped.cell(4, 0).text = "{%tr endfor %}"
        document.add_paragraph("{%p for g in groups %}")
        document.add_picture(io.BytesIO(png(9)))
        document.add_paragraph("{{ loop.index }}. {{ g.name }}")
        document.add_paragraph("{%p endfor %}")
        spanned = document.add_table(1, 3)
        spanned.cell(0, 0).text = "{% colspan columns|length - 1 %}跨"

    return word(build)
