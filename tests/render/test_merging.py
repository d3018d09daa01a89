"""Many letters in one document: each as it was, none disturbed by another."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from docforge import libreoffice
from docforge.errors import TemplateError
from docforge.render import Template
from docforge.render.merging import Merging, merged

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def field(paragraph: Paragraph, instruction: str) -> None:
    for content in (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText> {instruction} </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>9</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{content}</w:r>"))


def picture(colour: str) -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(stream, "PNG")
    stream.seek(0)
    return stream


def letter(
    name: str, *, pages: int = 1, change: Callable[[Document], None] = lambda _document: None
) -> bytes:
    """A letter with its own header, "page 1 of 2", a numbered list, a bookmark and a picture."""
    made = docx.Document()
    section = made.sections[0]
    section.header.paragraphs[0].text = f"head of {name}"
    footer = section.footer.paragraphs[0]
    footer.add_run("page ")
    field(footer, "PAGE")
    footer.add_run(" of ")
    field(footer, "NUMPAGES")
    first = made.add_paragraph(f"Dear {name}")
    first._p.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="top"/>'))
    first._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))
    field(made.add_paragraph("see "), "REF top \\h")
    for text in ("one", "two"):
        made.add_paragraph(text, style="List Number")
    made.add_picture(picture("red"), width=Mm(5))
    change(made)
    for _ in range(pages - 1):
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph(f"end of {name}")
    return saved(made)


def xml(content: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(part))


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def check_whole(content: bytes) -> None:
    """Every part is well-formed and typed, every relationship leads to a part, every id used is
    there, and what must be unique is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        parts = archive.namelist()
        assert len(parts) == len(set(parts))
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        typed = {each.get("PartName", "")[1:] for each in types} | {
            each.get("Extension", "") for each in types
        }
        for part in parts:
            if part == "[Content_Types].xml":
                continue
            assert part in typed or part.rpartition(".")[2] in typed, part
            if not part.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(archive.read(part))
            folder, _, base = part.rpartition("/")
            relations = f"{folder}/_rels/{base}.rels"
            ids = set()
            if relations in parts:
                for each in etree.fromstring(archive.read(relations)).iter(RELATION):
                    assert each.get("Id") not in ids
                    ids.add(each.get("Id"))
                    if each.get("TargetMode") != "External":
                        target = Path("/", folder, each.get("Target", "")).resolve()
                        assert str(target)[1:] in parts, each.get("Target")
            used = {v for e in root.iter() for k, v in e.items() if str(k).startswith(R)}
            assert used <= ids, part
    body = xml(content)
    for tag, attribute in (
        (f"{W}bookmarkStart", f"{W}id"),
        (f"{W}bookmarkStart", f"{W}name"),
        ("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr", "id"),
    ):
        found = [each.get(attribute) for each in body.iter(tag)]
        assert len(found) == len(set(found)), tag
    order = ["headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz",
             "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]  # fmt: skip
    for section in body.iter(f"{W}sectPr"):
        ranks = [order.index(etree.QName(each).localname) for each in section]
        assert ranks == sorted(ranks)


def sections(content: bytes) -> list[etree._Element]:
    return list(xml(content).iter(f"{W}sectPr"))


def words(content: bytes, part: str = "word/document.xml") -> str:
    return "".join(each.text or "" for each in xml(content, part).iter(f"{W}t"))


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


NOTES = (
    '<w:footnotes xmlns:w="{ns}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>note of {name}</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def with_note(content: bytes, name: str, kind: str = "footnote") -> bytes:
    """The letter with a footnote or an endnote in its last paragraph."""
    target = io.BytesIO()
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(target, "w") as changed,
    ):
        for part in archive.namelist():
            data = archive.read(part)
            if part == "[Content_Types].xml":
                said = (
                    f'<Override PartName="/word/{kind}s.xml" ContentType="{office}.{kind}s+xml"/>'
                )
                data = data.replace(b"</Types>", said.encode() + b"</Types>")
            if part == "word/_rels/document.xml.rels":
                said = (
                    f'<Relationship Id="rIdN{kind}" Type="{R[1:-1]}/{kind}s" Target="{kind}s.xml"/>'
                )
                data = data.replace(b"</Relationships>", said.encode() + b"</Relationships>")
            if part == "word/document.xml":
                end = f"end of {name}</w:t></w:r>".encode()
                reference = f'<w:r><w:{kind}Reference w:id="1"/></w:r>'.encode()
                data = data.replace(end, end + reference)
            changed.writestr(part, data)
        notes = NOTES.format(ns=W[1:-1], name=name).replace("footnote", kind)
        changed.writestr(f"word/{kind}s.xml", notes)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
@pytest.mark.parametrize("noted", [(True, True, True), (False, True, True), (True, False, True)])
def test_notes_are_kept_and_counted_anew(kind: str, noted: tuple[bool, ...]) -> None:
    letters = [
        with_note(letter(name), name, kind) if has else letter(name)
        for name, has in zip("ABC", noted, strict=True)
    ]
    content = merged(letters)
    check_whole(content)
    notes = xml(content, next(part for part in names(content) if f"{kind}s" in part))
    said = {
        note.get(f"{W}id"): "".join(each.text or "" for each in note.iter(f"{W}t"))
        for note in notes.findall(f"{W}{kind}")
    }
    references = [each.get(f"{W}id") for each in xml(content).iter(f"{W}{kind}Reference")]
    names_ = [name for name, has in zip("ABC", noted, strict=True) if has]
    assert [said[each] for each in references if each] == [f"note of {name}" for name in names_]
    assert len(said) == len(names_) + 2
    restarts = [section.find(f"{W}{kind}Pr/{W}numRestart") for section in sections(content)]
    assert tuple(each is not None for each in restarts) == noted


def test_endnotes_stand_behind_their_own_letter() -> None:
    content = merged([with_note(letter(name), name, "endnote") for name in "AB"])
    position = xml(content, "word/settings.xml").find(f"{W}endnotePr/{W}pos")
    assert position is not None
    assert position.get(f"{W}val") == "sectEnd"


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


@pytest.mark.heavy
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is missing")
def test_a_footnote_is_printed_on_its_own_page_with_number_one(tmp_path: Path) -> None:
    path = tmp_path / "merged.docx"
    path.write_bytes(merged(with_note(letter(name), name) for name in "ABC"))
    pages = printed(path)
    assert [re.findall("note of (.)", page) for page in pages] == [["A"], ["B"], ["C"]]


def printed(path: Path) -> list[str]:
    """The text of each page as LibreOffice prints it."""
    pdf = libreoffice.converted(path, "pdf", path.parent / "pdf")
    said: Any = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    )
    return str(said.stdout).split("\f")[:-1]
