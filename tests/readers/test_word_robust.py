"""Whatever the bytes, the Word reader answers with a document or with an error for a clerk."""

from __future__ import annotations

import io
import random
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docforge.errors import UnreadableFile
from docforge.readers import read
from tests.readers.word_file import (
    cell,
    checkbox,
    docx,
    field,
    package,
    paragraph,
    row,
    run,
    table,
)


def _specimen() -> bytes:
    """A file with something of everything, so that damage hits something."""
    boxed = f"<w:r><w:pict><v:oval/><v:shape><v:textbox><w:txbxContent>{paragraph('盒')}"
    boxed += "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        paragraph("☑符合", checkbox("1", run("☒")), field(r"eq \o\ac(○,√)"), boxed)
        + paragraph("项", run("删", "<w:strike/>"), properties=listed)
        + table(
            row("甲", cell("乙", properties='<w:vMerge w:val="restart"/>')),
            row(cell("丙", table(row("丁"))), cell("", properties="<w:vMerge/>")),
        )
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    styles += '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    comments = f'<w:comment w:id="1">{paragraph("批")}</w:comment>'
    return docx(body, numbering=numbering, styles=styles, comments=comments, header=paragraph("眉"))


_SPECIMEN = _specimen()


def _answers(data: bytes) -> None:
    """Any other error than UnreadableFile ends the test."""
    try:
        told = read(data).media
    except UnreadableFile as error:
        told = error.what and error.remedy
    assert told


@given(st.data())
@settings(max_examples=150)
def test_changed_bytes_give_a_document_or_an_error(data: st.DataObject) -> None:
    changed = bytearray(_SPECIMEN)
    places = st.integers(0, len(changed) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
        changed[place] = byte
    _answers(bytes(changed))


@given(st.integers(0, len(_SPECIMEN)), st.integers(0, 200))
@settings(max_examples=100)
def test_missing_bytes_give_a_document_or_an_error(start: int, length: int) -> None:
    _answers(_SPECIMEN[:start])
    _answers(_SPECIMEN[:start] + _SPECIMEN[start + length :])


@given(st.binary(max_size=300))
def test_any_bytes_give_an_error(data: bytes) -> None:
    _answers(data)
    _answers(b"PK\x03\x04" + data)


def _rebuilt(seed: int) -> bytes:
    """The specimen with elements of its parts moved, repeated, emptied and renumbered."""
    dice = random.Random(seed)
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(_SPECIMEN)) as archive:
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name))
            for _ in range(dice.randint(0, 3)):
                _disturb(root, dice)
            parts[name] = etree.tostring(root)
    return package(parts)


def _disturb(root: etree._Element, dice: random.Random) -> None:
    elements = list(root.iter())
    one, other = dice.choice(elements), dice.choice(elements)
    if one.attrib and dice.random() < 0.5:
        name = dice.choice(list(one.attrib))
        one.set(name, dice.choice(("", "-1", "99999999999", "x", "%9", "continue", "rId1")))
    elif dice.random() < 0.3:
        one.tag = other.tag
    elif one is not root and one not in other.iterancestors() and one is not other:
        other.append(one)


@given(st.integers(0, 1 << 32))
@settings(max_examples=200)
def test_disturbed_xml_gives_a_document_or_an_error(seed: int) -> None:
    _answers(_rebuilt(seed))


def test_nesting_of_every_kind_ends_without_an_exhausted_stack() -> None:
    wrapped = run("底")
    for _ in range(60):
        wrapped = f"<w:ins><w:smartTag>{wrapped}</w:smartTag></w:ins>"
    _answers(docx(paragraph(wrapped)))
    boxed = paragraph("底")
    for _ in range(40):
        inside = f"<w:txbxContent>{boxed}</w:txbxContent>"
        boxed = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    _answers(docx(boxed))
    nested = table(row("底"))
    for _ in range(80):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    _answers(docx(nested))
