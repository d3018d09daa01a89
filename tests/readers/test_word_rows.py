"""Rows of large tables are parsed one by one, which must not be seen in what is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docforge.errors import HostileFile, TruncatedFile
from docforge.place import Place
from docforge.readers.word import manuscript, plain_rows, read, rows
from docforge.readers.word.names import Element
from tests.readers.word_file import (
    cell,
    docx,
    members,
    package,
    paragraph,
    part,
    row,
    run,
    table,
)

SAMPLES = Path(__file__).parents[2] / "samples"
FORMS = sorted((*SAMPLES.glob("*.docx"), *SAMPLES.glob("ways/word/*.docx")))


@pytest.fixture
def cutting(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Cuts parts of this many bytes and more."""
    return lambda size: monkeypatch.setattr(rows, "_LARGE", size)


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.name)
def test_a_form_reads_the_same_row_by_row(form: Path, cutting: Callable[[int], None]) -> None:
    data = form.read_bytes()
    whole = read(data)
    cutting(0)
    assert read(data) == whole


def test_tables_within_rows_stay_whole(cutting: Callable[[int], None]) -> None:
    inner = table(row("内一", "内二"), row("内三"))
    data = docx(table(row("甲", cell(inner, paragraph(""))), row("乙", "丙")))
    whole = read(data)
    cutting(0)
    assert read(data) == whole
    assert rows.without_rows(members(data)["word/document.xml"]) is not None


_WORDS = st.sampled_from(
    [
        "甲",
        " 乙 ",
        "",
        " ",
        "3<5 & 7>6",
        "□符合",
        "√",
        "（ ）",
        "二○二二",
        "\u200b丙",
        "\uf0fe",
        "丁\n戊",
    ]
)
_LOOKS = st.sampled_from(["", "<w:b/>", "<w:strike/>", "<w:vanish/>", "<w:u w:val='single'/>"])
_SPANS = st.sampled_from(
    [
        "",
        "<w:vAlign w:val='center'/>",
        "<w:vMerge w:val='restart'/>",
        "<w:vMerge/>",
        "<w:gridSpan w:val='2'/>",
        "<w:gridSpan w:val='0'/>",
        "<w:hMerge/>",
        "<w:cellDel/>",
    ]
)
_LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_SYMBOLS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


@st.composite
def tables_of_few_kinds(draw: st.DrawFn) -> str:
    """A table whose rows are of a few kinds, each kind with its own cells and ever other words."""
    looks = st.one_of(_LOOKS, st.just(_SYMBOLS))
    numbers = st.sampled_from(["", "", "", _LISTED])
    kind = st.lists(st.tuples(_SPANS, looks, numbers), min_size=1, max_size=3)
    kinds = draw(st.lists(kind, min_size=1, max_size=2))
    lines = []
    for cells in draw(st.lists(st.sampled_from(kinds), min_size=2, max_size=8)):
        lines.append(
            row(
                *(
                    cell(paragraph(run(draw(_WORDS), look), properties=number), properties=span)
                    for span, look, number in cells
                )
            )
        )
    return table(*lines)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=tables_of_few_kinds(), keeps=st.booleans())
def test_rows_alike_but_for_their_words_read_as_if_each_was_parsed(
    written: str, keeps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = written if keeps else written.replace(' xml:space="preserve"', "")
    data = docx(written, numbering=_NUMBERING)
    with monkeypatch.context() as patch:
        patch.setattr(rows, "_LARGE", 1 << 30)
        whole = read(data)
        patch.setattr(rows, "_LARGE", 0)
        assert read(data) == whole


def test_plain_rows_are_parsed_once_for_all_that_are_alike(
    cutting: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cutting(0)
    learnt: list[bytes] = []
    learn = plain_rows.PlainRows.learn

    def noted(self: plain_rows.PlainRows, content: bytes, element: Element) -> None:
        learnt.append(content)
        learn(self, content, element)

    monkeypatch.setattr(plain_rows.PlainRows, "learn", noted)
    identified = '<w:p w14:paraId="0000000{}" w:rsidR="00A77B3E">'
    lines = [row("甲", f"第{n}行").replace("<w:p>", identified.format(n)) for n in range(9)]
    (found,) = read(docx(table(*lines))).tables
    assert [line[1].text for line in found.by_row()] == [f"第{n}行" for n in range(9)]
    assert found.cells[17].place == Place(table=1, row=9, column=2)
    assert len(learnt) == 1


@pytest.mark.parametrize("cut", [0, 1 << 30])
def test_rows_within_a_control_that_shows_its_prompt_are_empty(
    cut: int, cutting: Callable[[int], None]
) -> None:
    cutting(cut)
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{row('单位', '签字')}</w:sdtContent></w:sdt>"
    )
    (found,) = read(docx(table(row("甲", "乙"), prompt))).tables
    assert [each.text for each in found.cells] == ["甲", "乙", "", ""]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("<w:body>", "<w:body><!-- a <w:tr> that is none -->"),
        lambda xml: xml.replace("w:", "v:").replace("xmlns:v=", "xmlns:v="),
        lambda xml: re.sub(r"xmlns:w=\S+", 'xmlns:w="urn:other"', xml),
        lambda xml: xml.replace('encoding="UTF-8"', 'encoding="GB18030"'),
    ],
)
def test_a_part_written_in_an_unusual_way_is_not_cut(
    change: Callable[[str], str], cutting: Callable[[int], None]
) -> None:
    cutting(0)
    xml = part("document", f"<w:body>{table(row('甲'))}</w:body>")
    assert rows.without_rows(change(xml).encode()) is None


def test_a_broken_row_is_damage(cutting: Callable[[int], None]) -> None:
    cutting(0)
    data = members(docx(table(row("甲"), row("乙"))))
    data["word/document.xml"] = data["word/document.xml"].replace("乙".encode(), b"<w:t></w:r>")
    with pytest.raises(TruncatedFile):
        read(package(data))


def test_more_than_any_form_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manuscript, "_MOST_PIECES", 50)
    with pytest.raises(HostileFile) as caught:
        read(docx(paragraph("甲") * 60))
    assert caught.value.remedy
