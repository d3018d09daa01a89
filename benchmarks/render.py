"""Word templates filled by docforge, docxtpl and docx-mailmerge2: time, memory and size.

    python -m benchmarks.render

All three run on the same base document in one process, in turns; what is printed are medians and
how many times docforge's each is. docxtpl and docforge fill the very same template; docx-mailmerge2
has a language of its own (merge fields), so its template says the same in it.
"""

from __future__ import annotations

import io
import itertools
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.parsers import expat

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from mailmerge import MailMerge

from benchmarks.measuring import medians, memory_growth, said
from docforge.render import Template

FIELDS = {
    "bureau": "示例市市场监督管理局",
    "number": "示市监责改〔2022〕15号",
    "enterprise": "示例长岭钢铁有限公司",
    "uscc": "91140100MA0EXAMP0L",
    "licence": "（晋）XK05-001-00015",
    "address": "示例市长岭区工业路15号",
    "representative": "张某某",
    "contact": "李某某",
    "phone": "0351-0000000",
    "inspected_on": "2022年5月28日",
    "inspectors": "王某某、赵某某",
    "statute": "《中华人民共和国工业产品生产许可证管理条例》第二十六条",
    "deadline": "2022年6月27日",
    "appeal": "示例市人民政府",
    "court": "示例市长岭区人民法院",
    "issued_on": "2022年5月30日",
    "copies": "本文书一式两份，一份送达，一份归档。",
}
COLUMNS = [f"column_{n}" for n in range(1, 13)]
FINDING = ("item", "description", "serious", "basis")


def findings(count: int) -> list[dict[str, str]]:
    """Rows of a letter's table."""
    return [
        {
            "item": f"{n}.{n}",
            "description": f"第{n}项：检验记录不完整，缺少出厂检验报告 & 原始数据 <{n}>",
            "serious": "否",
            "basis": "《条例》第二十六条",
        }
        for n in range(1, count + 1)
    ]


def register_rows(count: int) -> list[dict[str, str]]:
    """Rows of a register, in each a cell with characters that need escaping."""
    return [
        {
            name: f"第{n}行 {name} & 示例" if name.endswith("_1") else f"{n}-{name}"
            for name in COLUMNS
        }
        for n in range(1, count + 1)
    ]


def letter(loop: str) -> bytes:
    """A one-page letter: 17 values, a table of findings, header and footer. `loop` is "jinja"
    or "merge", the language of its fields."""
    document = docx.Document()
    section = document.sections[0]
    _line(section.header.paragraphs[0], "{{ bureau }}", loop)
    _line(section.footer.paragraphs[0], "{{ number }}  {{ issued_on }}", loop)
    document.add_heading("责令改正通知书", 1)
    for text in (
        "{{ number }}",
        "{{ enterprise }}（统一社会信用代码：{{ uscc }}，许可证编号：{{ licence }}）：",
        "住所：{{ address }}  法定代表人：{{ representative }}  联系人：{{ contact }} {{ phone }}",
        "经查，我局执法人员{{ inspectors }}于{{ inspected_on }}检查你单位时发现下列问题：",
    ):
        _line(document.add_paragraph(), text, loop)
    _table(document, [f"f_{name}" if loop == "merge" else f"f.{name}" for name in FINDING], loop)
    for text in (
        "依据{{ statute }}，责令你单位于{{ deadline }}前改正。",
        "如不服本决定，可向{{ appeal }}申请行政复议，或向{{ court }}提起行政诉讼。",
        "{{ copies }}",
        "{{ bureau }}  {{ issued_on }}",
    ):
        _line(document.add_paragraph(), text, loop)
    return saved(document)


def register() -> bytes:
    """A register of twelve columns."""
    document = docx.Document()
    document.add_heading("企业登记表", 1)
    _table(document, [f"f.{name}" for name in COLUMNS], "jinja")
    return saved(document)


def _table(document: WordDocument, names: list[str], loop: str) -> None:
    heads = [name.partition(".")[2] or name for name in names]
    extra = 2 if loop == "jinja" else 0
    table = document.add_table(2 + extra, len(names))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    if loop == "jinja":
        table.rows[1].cells[0].text = "{%tr for f in findings %}"
        table.rows[3].cells[0].text = "{%tr endfor %}"
    for cell, name in zip(table.rows[1 + extra // 2].cells, names, strict=True):
        _line(cell.paragraphs[0], f"{{{{ {name} }}}}", loop)


def _line(paragraph: Paragraph, text: str, loop: str) -> None:
    if loop == "jinja":
        paragraph.add_run(text)
        return
    at = 0
    while (begin := text.find("{{ ", at)) >= 0:
        end = text.index(" }}", begin)
        paragraph.add_run(text[at:begin])
        _merge_field(paragraph, text[begin + 3 : end])
        at = end + 3
    paragraph.add_run(text[at:])


def _merge_field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" MERGEFIELD {name} ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = f"«{name}»"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def saved(document: WordDocument) -> bytes:
    """A document's bytes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def by_docxtpl(content: bytes, context: Mapping[str, Any], target: Any) -> None:
    """docxtpl compiles on every rendering; a fresh object is how its documentation has it."""
    template = DocxTemplate(io.BytesIO(content))
    template.render(dict(context), autoescape=True)
    template.save(target)


def by_mailmerge(content: bytes, context: Mapping[str, Any], target: Any) -> None:
    """docx-mailmerge2 on a template of merge fields."""
    with MailMerge(io.BytesIO(content)) as document:
        document.merge(**{key: value for key, value in context.items() if key != "findings"})
        rows = [{f"f_{key}": value for key, value in row.items()} for row in context["findings"]]
        document.merge_rows("f_item", rows)
        document.write(target)


def well_formed(content: bytes) -> None:
    """Fail where a part of a document is not well-formed XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(archive.read(name), True)


def measure_letter(folder: Path) -> None:
    """One letter, in memory and to a file; what a template costs once; the size of a document."""
    content, fields = letter("jinja"), letter("merge")
    context = FIELDS | {"findings": findings(5)}
    template = Template(content)
    ours, theirs, merged = template.render(context), io.BytesIO(), io.BytesIO()
    by_docxtpl(content, context, theirs)
    by_mailmerge(fields, context, merged)
    well_formed(ours)
    figures = medians(
        {
            "docforge": lambda: template.render(context),
            "docxtpl": lambda: by_docxtpl(content, context, io.BytesIO()),
            "docx-mailmerge2": lambda: by_mailmerge(fields, context, io.BytesIO()),
        },
        rounds=60,
    )
    said("A letter in memory, changed parts checked (asked: docxtpl 30 x)", "ms", _ms(figures))
    # A file of its own for each letter, as in a batch: file systems flush what replaces a file.
    names = (folder / f"{number}.docx" for number in itertools.count())
    figures = medians(
        {
            "docforge": lambda: template.render_to(next(names), context),
            "docxtpl": lambda: by_docxtpl(content, context, str(next(names))),
            "docx-mailmerge2": lambda: by_mailmerge(fields, context, str(next(names))),
        },
        rounds=60,
    )
    said("A letter to a file (asked: docxtpl 15 x)", "ms", _ms(figures))
    figures = medians(
        {
            "docforge": lambda: Template(content),
            "docxtpl, one render": lambda: by_docxtpl(content, context, io.BytesIO()),
        },
        rounds=30,
    )
    said("Compiling a template once (asked: at most docxtpl's one render)", "ms", _ms(figures))
    sizes = {
        "docforge": len(ours) / 1024,
        "docxtpl": len(theirs.getvalue()) / 1024,
        "docx-mailmerge2": len(merged.getvalue()) / 1024,
    }
    said("Size of the letter (asked: docforge at most 1.1 of docxtpl)", "KB", sizes)


def measure_register(folder: Path) -> None:
    """A register of 5,000 rows, and how 20,000 compare; memory above the data."""
    content = register()
    template = Template(content)
    rows = {count: {"findings": register_rows(count)} for count in (5_000, 20_000)}
    figures = medians(
        {
            "docforge": lambda: template.render_to(folder / "a.docx", rows[5_000]),
            "docxtpl": lambda: by_docxtpl(content, rows[5_000], str(folder / "b.docx")),
        },
        rounds=3,
    )
    said("A register of 5,000 rows x 12 (asked: docxtpl 8 x)", "s", figures)
    well_formed((folder / "a.docx").read_bytes())
    figures = medians(
        {
            "docforge": lambda: template.render_to(folder / "a.docx", rows[5_000]),
            "docforge, 20,000 rows": lambda: template.render_to(folder / "c.docx", rows[20_000]),
        },
        rounds=5,
    )
    said("Linear (asked: 20,000 rows about 4 x)", "s", figures)

    def ours() -> Callable[[], object]:
        return lambda: template.render_to(folder / "a.docx", rows[5_000])

    def ours_longer() -> Callable[[], object]:
        return lambda: template.render_to(folder / "c.docx", rows[20_000])

    def theirs() -> Callable[[], object]:
        return lambda: by_docxtpl(content, rows[5_000], str(folder / "b.docx"))

    memory = {
        "docforge": memory_growth(ours),
        "docforge, 20,000 rows": memory_growth(ours_longer),
        "docxtpl": memory_growth(theirs),
    }
    said("Memory above the data (asked: docforge at most 10 MB)", "MB", memory)


def _ms(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: seconds * 1000 for name, seconds in figures.items()}


def main() -> None:
    """Run everything and print it."""
    with tempfile.TemporaryDirectory() as folder:
        measure_letter(Path(folder))
        measure_register(Path(folder))


if __name__ == "__main__":
    main()
