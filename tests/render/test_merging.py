"""Many letters in one document: each as it was, none disturbed by another."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docforge import libreoffice
from docforge.errors import TemplateError
from docforge.render import Template
from docforge.render.merging import Merging, merged
from tests.render.letters import (
    RELATION,
    R,
    W,
    check_whole,
    letter,
    names,
    picture,
    printed,
    saved,
    sections,
    words,
    xml,
)


def test_each_letter_is_a_section_that_begins_on_a_new_page_with_page_one() -> None:
    content = merged([letter("A"), letter("B"), letter("C")])
    check_whole(content)
    made = sections(content)
    assert len(made) == 3
    assert [section.find(f"{W}type") is not None for section in made] == [False, True, True]
    assert {section.find(f"{W}type").get(f"{W}val") for section in made[1:]} == {"nextPage"}  # type: ignore[union-attr]
    assert {section.find(f"{W}pgNumType").get(f"{W}start") for section in made} == {"1"}  # type: ignore[union-attr]
    assert re.findall("Dear (.)", words(content)) == ["A", "B", "C"]


def test_letters_can_begin_on_odd_pages() -> None:
    made = sections(merged([letter("A"), letter("B")], odd=True))
    assert made[1].find(f"{W}type").get(f"{W}val") == "oddPage"  # type: ignore[union-attr]


def test_one_letter_stays_as_it_is() -> None:
    content = merged([letter("A")])
    check_whole(content)
    assert words(content).startswith("Dear A")
    assert len(sections(content)) == 1


def test_headers_that_differ_are_kept_apart_and_what_is_alike_is_kept_once() -> None:
    content = merged([letter("A"), letter("B"), letter("A")])
    check_whole(content)
    headers = [part for part in names(content) if re.match(r"word/header\d+\.xml", part)]
    assert sorted(words(content, part) for part in headers) == ["head of A", "head of B"]
    assert len([part for part in names(content) if part.startswith("word/media/")]) == 1


def test_lists_begin_anew_in_each_letter() -> None:
    content = merged([letter("A"), letter("B"), letter("C")])
    numbering = xml(content, "word/numbering.xml")
    nums = {each.get(f"{W}numId"): each for each in numbering.findall(f"{W}num")}
    used = [each.get(f"{W}val") for each in xml(content).iter(f"{W}numId")]
    assert len(used) == 4, "the letters after the first say themselves what their style says"
    assert used[0] == used[1] != used[2] == used[3]
    for number in used:
        starts = nums[number].findall(f"{W}lvlOverride/{W}startOverride")
        assert [each.get(f"{W}val") for each in starts] == ["1"] * 9


def test_numbers_that_go_on_from_each_other_still_do() -> None:
    def two_numbers_of_one_list(document: Document) -> None:
        numbering = document.part.numbering_part.element
        abstract = next(
            each.get(f"{W}abstractNumId")
            for each in numbering.findall(f"{W}abstractNum")
            if "ListNumber2" in {style.get(f"{W}val") for style in each.iter(f"{W}pStyle")}
        )
        for number in ("91", "92"):
            numbering.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{number}">'
                    f'<w:abstractNumId w:val="{abstract}"/></w:num>'
                )
            )
            said = f'<w:numPr {nsdecls("w")}><w:numId w:val="{number}"/></w:numPr>'
            document.add_paragraph("item")._p.get_or_add_pPr().append(parse_xml(said))

    content = merged([letter(name, change=two_numbers_of_one_list) for name in "AB"])
    check_whole(content)
    numbering = xml(content, "word/numbering.xml")
    overridden = [
        num.get(f"{W}numId") for num in numbering if num.find(f"{W}lvlOverride") is not None
    ]
    last = [each.get(f"{W}val") for each in xml(content).iter(f"{W}numId")][-2:]
    assert last[0] in overridden
    assert last[1] not in overridden


def test_bookmarks_and_what_refers_to_them_stay_together() -> None:
    content = merged([letter("A"), letter("B")])
    marks = [each.get(f"{W}name") for each in xml(content).iter(f"{W}bookmarkStart")]
    assert [name for name in marks if name and name.startswith("top")] == ["top", "top_2"]
    fields = "".join(each.text or "" for each in xml(content).iter(f"{W}instrText"))
    assert "REF top \\h" in fields
    assert "REF top_2 \\h" in fields


def test_a_letter_without_a_header_gets_none_from_the_one_before() -> None:
    bare = docx.Document()
    bare.add_paragraph("bare")
    content = merged([letter("A"), saved(bare), letter("B")])
    check_whole(content)
    second = sections(content)[1]
    kinds = [etree.QName(each).localname for each in second][:2]
    assert kinds == ["headerReference", "footerReference"]


def test_a_letter_that_ends_in_a_table_can_be_followed() -> None:
    def table_last(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "cell"

    made = docx.Document()
    table_last(made)
    content = merged([saved(made)] * 3)
    check_whole(content)
    assert len(sections(content)) == 3
    assert words(content) == "cell" * 3


def test_a_letter_of_several_sections_keeps_them() -> None:
    def wide(document: Document) -> None:
        document.add_section(WD_SECTION.CONTINUOUS).footer.is_linked_to_previous = True
        document.add_paragraph("second section")

    content = merged([letter(name, change=wide) for name in "AB"])
    check_whole(content)
    made = [section.find(f"{W}type") for section in sections(content)]
    kinds = ["" if each is None else each.get(f"{W}val") for each in made]
    assert kinds == ["", "continuous", "nextPage", "continuous"]
    restarted = [section.find(f"{W}pgNumType") is not None for section in sections(content)]
    assert restarted == [True, False, True, False]


def test_links_lead_where_they_led() -> None:
    def linked(to: str) -> Callable[[Document], None]:
        def change(document: Document) -> None:
            number = document.part.relate_to(to, f"{R[1:-1]}/hyperlink", is_external=True)
            link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{number}"/>'
            document.add_paragraph()._p.append(parse_xml(link))

        return change

    content = merged([letter(name, change=linked(f"https://{name}.example")) for name in "ABA"])
    check_whole(content)
    relations = {
        each.get("Id"): each.get("Target")
        for each in xml(content, "word/_rels/document.xml.rels").iter(RELATION)
    }
    led = [relations[each.get(f"{R}id")] for each in xml(content).iter(f"{W}hyperlink")]
    assert led == ["https://A.example", "https://B.example", "https://A.example"]


def test_different_pictures_in_different_letters_stay_different() -> None:
    def painted(colour: str) -> Callable[[Document], None]:
        return lambda document: document.add_picture(picture(colour), width=Mm(5))

    content = merged([letter(name, change=painted(name)) for name in ("blue", "green", "blue")])
    check_whole(content)
    assert len([part for part in names(content) if part.startswith("word/media/")]) == 3


def test_documents_of_different_templates_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCFORGE_LANG", "en")
    other = docx.Document()
    other.styles["Normal"].font.name = "Other"
    with pytest.raises(TemplateError, match="styles differ"):
        merged([letter("A"), saved(other)])


@pytest.mark.parametrize("content", [b"", b"PK", b"text", saved(docx.Document())[:2000]])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(TemplateError):
        merged([content])


def test_nothing_cannot_be_merged() -> None:
    with pytest.raises(TemplateError):
        merged([])


def test_the_same_letters_give_the_same_bytes() -> None:
    letters = [letter("A"), letter("B")]
    assert merged(letters) == merged(letters)


def test_a_prefix_that_means_something_else_in_another_letter_keeps_its_meaning() -> None:
    def renamed(content: bytes) -> bytes:
        target = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as archive,
            zipfile.ZipFile(target, "w") as changed,
        ):
            for part in archive.namelist():
                data = archive.read(part)
                if part == "word/document.xml":
                    data = data.replace(b"<w:", b"<r:").replace(b"</w:", b"</r:")
                    data = re.sub(rb"(\s)w:", rb"\1r:", data)
                    data = data.replace(b"xmlns:r=", b"xmlns:q=").replace(b"xmlns:w=", b"xmlns:r=")
                    data = data.replace(b'r:id="rId', b'q:id="rId').replace(b"r:embed", b"q:embed")
                changed.writestr(part, data)
        return target.getvalue()

    content = merged([letter("A"), renamed(letter("B"))])
    check_whole(content)
    assert re.findall("Dear (.)", words(content)) == ["A", "B"]


@given(st.lists(st.text("甲乙<>&\"' x", max_size=6), min_size=1, max_size=5))
def test_every_text_survives(texts: list[str]) -> None:
    template = Template(saved(TEXT))
    content = merged(template.render({"text": text}) for text in texts)
    assert words(content) == "".join(f"[{text}]" for text in texts)


TEXT = docx.Document()
TEXT.add_paragraph("[{{ text }}]")


def test_ids_of_two_hundred_letters_are_unique() -> None:
    content = letter("A")
    with Merging() as merging:
        for _ in range(200):
            merging.add(content)
        assert len(merging) == 200
        check_whole(merging.merged())


@pytest.mark.heavy
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is missing")
def test_libreoffice_prints_every_letter_on_its_own_pages(tmp_path: Path) -> None:
    letters = dict(zip("ABCDEFGH", [1, 2, 3, 1, 1, 2, 1, 4], strict=True))
    path = tmp_path / "merged.docx"
    path.write_bytes(merged(letter(name, pages=pages) for name, pages in letters.items()))
    pages = printed(path)
    expected = [(name, at, of) for name, of in letters.items() for at in range(1, of + 1)]
    assert len(pages) == len(expected)
    for text, (name, at, of) in zip(pages, expected, strict=True):
        assert f"head of {name}" in text
        assert re.search(rf"page\s+{at}\s+of\s+{of}\b", text), text
        if at == 1:
            assert f"Dear {name}" in text
            assert re.search(r"1\.\s+one", text), text
            assert re.search(r"2\.\s+two", text), text
