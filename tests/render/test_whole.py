"""Documents that Word opens without repair, and templates that keep their promises."""

from __future__ import annotations

import io
import multiprocessing
import re
import zipfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docforge.errors import TemplateError
from docforge.render import Picture, Table, Template
from tests.render.building import (
    W,
    body,
    filled,
    lines,
    member,
    paragraphs,
    png,
    table,
    texts,
    with_members,
    with_part,
    word,
)


def loop(markup: str) -> bytes:
    def row(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    return body(row("{%p for x in xs %}"), markup, row("{%p endfor %}"))


def test_bookmarks_in_a_loop_differ_and_end_where_they_began() -> None:
    marked = (
        '<w:p><w:bookmarkStart w:id="0" w:name="企业"/><w:r><w:t>{{ x }}</w:t></w:r>'
        '<w:bookmarkEnd w:id="0"/><w:hyperlink w:anchor="企业"><w:r><w:t>见</w:t></w:r>'
        "</w:hyperlink></w:p>"
    )
    document = filled(loop(marked), xs=[1, 2, 3])
    found = document.element.body
    starts = [each.get(f"{W}id") for each in found.iter(f"{W}bookmarkStart")]
    assert len(set(starts)) == 3
    assert starts == [each.get(f"{W}id") for each in found.iter(f"{W}bookmarkEnd")]
    names = [each.get(f"{W}name") for each in found.iter(f"{W}bookmarkStart")]
    assert names == ["企业", "企业_2", "企业_3"]
    assert names == [each.get(f"{W}anchor") for each in found.iter(f"{W}hyperlink")]


def test_drawings_in_a_loop_are_numbered_anew() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("{%p for x in xs %}")
        document.add_picture(io.BytesIO(png()))
        document.add_paragraph("{%p endfor %}")
        document.add_picture(io.BytesIO(png(3)))

    document = filled(word(build), xs=[1, 2, 3])
    numbers = [e.get("id") for e in document.element.body.iter() if str(e.tag).endswith("}docPr")]
    assert len(numbers) == len(set(numbers)) == 4


def test_a_comment_in_a_loop_is_anchored_once() -> None:
    marked = (
        '<w:p><w:commentRangeStart w:id="5"/><w:r><w:t>{{ x }}</w:t></w:r>'
        '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r></w:p>'
    )
    found = filled(loop(marked), xs=[1, 2]).element.body
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert len(list(found.iter(f"{W}{name}"))) == 1


def test_paragraph_identifiers_and_control_identifiers_are_not_repeated() -> None:
    marked = (
        '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:p w14:paraId="0A"><w:r>'
        "<w:t>{{ x }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    text = member(Template(loop(marked)).render({"xs": [1, 2]}), "word/document.xml").decode()
    assert "paraId" not in text
    assert '<w:id w:val="7"/>' not in text


def test_a_row_whose_cells_all_vanish_is_left_out() -> None:
    document = filled(
        table(["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"], list("abc")), xs=[]
    )
    assert len(document.tables[0].rows) == 1


def test_a_cell_that_held_only_a_table_ends_in_a_paragraph() -> None:
    def build(document: WordDocument) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "{{p t }}"

    document = filled(word(build), t=Table([["甲"]]))
    cell = next(document.element.body.iter(f"{W}tc"))
    assert [etree.QName(child).localname for child in cell] == ["tcPr", "tbl", "p"]


def test_a_header_that_lost_everything_keeps_a_paragraph() -> None:
    def build(document: WordDocument) -> None:
        header = document.sections[0].header
        header.paragraphs[0].text = "{%p if x %}"
        header.add_paragraph("甲")
        header.add_paragraph("{%p endif %}")

    assert [each.text for each in filled(word(build), x=False).sections[0].header.paragraphs] == [
        ""
    ]


def test_a_note_that_lost_everything_keeps_a_paragraph() -> None:
    line = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    note = "".join(map(line.format, ("{%p if x %}", "甲", "{%p endif %}")))
    template = with_part(paragraphs("甲"), "footnotes", f'<w:footnote w:id="2">{note}</w:footnote>')
    root = etree.fromstring(member(Template(template).render({"x": 0}), "word/footnotes.xml"))
    assert [etree.QName(each).localname for each in root[0]] == ["p"]


def test_every_relation_and_content_type_of_an_added_picture_is_there() -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ picture }}"
        document.add_paragraph("{{ picture }}{{ picture }}")

    out = Template(word(build)).render({"picture": Picture(png())})
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert len([name for name in names if name.startswith("word/media/")]) == 1
    assert b'Extension="png"' in member(out, "[Content_Types].xml")
    for part in ("document", "header1"):
        identifiers = re.findall(rb'r:embed="(\w+)"', member(out, f"word/{part}.xml"))
        relations = member(out, f"word/_rels/{part}.xml.rels")
        assert identifiers
        assert all(b'Id="%b"' % each in relations for each in identifiers)


def test_the_same_input_gives_the_same_bytes() -> None:
    source = paragraphs("{{ x }}{{ picture }}")
    contexts = [{"x": "甲", "picture": Picture(png())} for _ in range(2)]
    first, second = (Template(source).render(context) for context in contexts)
    assert first == second


def test_a_file_holds_what_the_memory_holds(tmp_path: Path) -> None:
    template = Template(table(["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"]))
    context = {"xs": list(range(5000))}
    assert template.render_to(tmp_path / "a.docx", context).read_bytes() == template.render(context)


def test_a_rendering_that_fails_leaves_an_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")
    with pytest.raises(TemplateError):
        Template(paragraphs("{{ x }}")).render_to(target, {})
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.docx", b"old")]


SHARED = Template(table(["{%tr for x in xs %}"], ["{{ x }}{{ y.z }}"], ["{%tr endfor %}"]))


def rendered(number: int) -> bytes:
    return SHARED.render({"xs": range(50), "y": {"z": f"第{number}"}})


def test_one_template_serves_many_threads() -> None:
    alone = [rendered(number) for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(rendered, range(24))) == alone


def test_a_fault_in_one_thread_is_not_told_in_another() -> None:
    def work(number: int) -> str:
        try:
            SHARED.render({"xs": range(9), "y": {}} if number % 2 else {"xs": [], "y": {}})
        except TemplateError as error:
            return str(len(error.faults))
        return "whole"

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(40))) == ["whole", "1"] * 20


@pytest.mark.heavy
def test_a_template_goes_to_other_processes() -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert (
            list(pool.map(SHARED.render, [{"xs": [1], "y": {"z": 2}}] * 4))
            == [SHARED.render({"xs": [1], "y": {"z": 2}})] * 4
        )


PRINTABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("<>&\"'{}%# ｛｝\n\t")
)
VALUES = st.one_of(PRINTABLE, st.integers(), st.none(), st.booleans())


@given(st.lists(st.fixed_dictionaries({"name": VALUES, "rest": VALUES}), max_size=5), VALUES)
def test_whatever_the_data_the_document_opens_and_the_text_survives(
    rows: list[dict[str, Any]], title: Any
) -> None:
    out = EVERYTHING.render({"rows": rows, "title": title})
    document = docx.Document(io.BytesIO(out))
    said = ["" if value is None else str(value) for value in (title, *(r["name"] for r in rows))]
    assert lines(document)[0] == said[0]
    shown = [row.cells[0].text for row in document.tables[0].rows][1:]
    assert shown == said[1:]
    assert document.sections[0].footer.paragraphs[0].text == said[0]
    for cell in document.element.body.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"


def _everything() -> Template:
    def build(document: WordDocument) -> None:
        document.add_paragraph("{{ title }}")
        document.sections[0].footer.paragraphs[0].text = "{{ title }}"
        made = document.add_table(4, 2)
        made.cell(0, 0).text = "名称"
        made.cell(1, 0).text = "{%tr for row in rows %}"
        made.cell(2, 0).text = "{{ row.name }}"
        cell = made.cell(2, 1)
        cell.text = "{%p if row.rest %}"
        cell.add_paragraph("{{ row.rest }}{% if loop.first %}首{% endif %}")
        cell.add_paragraph("{%p endif %}")
        made.cell(3, 0).text = "{%tr endfor %}"

    return Template(word(build))


EVERYTHING = _everything()


def test_a_zip_bomb_of_a_template_is_refused() -> None:
    bomb = with_members(paragraphs("甲"), {"word/media/a.bin": b"\0" * (65 * 2**20)})
    with pytest.raises(TemplateError, match=r"a\.bin is too large"):
        Template(bomb)


def test_names_in_chinese_stay_readable_in_the_archive() -> None:
    template = with_members(paragraphs("{{ x }}"), {"customXml/数据.xml": "<甲/>".encode()})
    out = Template(template).render({"x": 1})
    assert member(out, "customXml/数据.xml").decode() == "<甲/>"


def test_text_that_looks_like_the_engines_own_marks_is_text() -> None:
    template = paragraphs("docforge:0 <?docforge 0?> {{ x }}")
    assert lines(filled(template, x="<?docforge 1?>"))[0] == (
        "docforge:0 <?docforge 0?> <?docforge 1?>"
    )


def test_a_table_in_a_text_box_loses_no_row() -> None:
    markup = (
        "<w:p><w:r><w:pict><w:txbxContent><w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
        "<w:tr><w:tc><w:p><w:r><w:t>{%tr for x in xs %}</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>{%tr endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )
    document = filled(body(markup), xs=[1, 2])
    assert texts(document) == ["1", "2"]
    (box,) = document.element.body.iter(f"{W}txbxContent")
    assert box[-1].tag == f"{W}p"
