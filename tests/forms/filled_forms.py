"""Random filled inspection records as Word files: what an inspector might write, laid out and
marked in the ways offices do. Used by the round trip property."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from docforge.forms import load_catalogue
from docforge.forms.definitions.definition import Definition, ItemDefinition

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)

CATALOGUE = load_catalogue()
FORM: Definition = CATALOGUE.get("shanxi-2022/inspection-record")
WORDS = {"conform": "符合", "nonconform": "不符合", "not_applicable": "不适用"}
MARKINGS = ("boxes", "controls", "after", "brackets", "columns", "struck", "typed", "symbols")


@dataclass(frozen=True)
class Filled:
    """What went in, and how it was laid out."""

    name: str
    answers: dict[str, str | None]
    records: dict[str, str]
    marking: str
    split_after: frozenset[int]
    header_again: bool
    remark_first: bool
    numbered: bool


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _cell(*runs: str) -> str:
    return f"<w:tc><w:tcPr/><w:p>{''.join(runs)}</w:p></w:tc>"


def _paragraph(text: str) -> str:
    return f"<w:p>{_run(text)}</w:p>"


def _control(chosen: bool) -> str:
    glyph = "☒" if chosen else "☐"
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(chosen)}"/></w14:checkbox>'
        f"</w:sdtPr><w:sdtContent>{_run(glyph)}</w:sdtContent></w:sdt>"
    )


def _symbol(chosen: bool) -> str:
    char = "F052" if chosen else "F0A3"
    return f'<w:r><w:sym w:font="Wingdings 2" w:char="{char}"/></w:r>'


def _options(item: ItemDefinition, answer: str | None, marking: str) -> list[str]:
    """The cells that hold the options of one row."""
    if marking == "columns":
        return [_cell(_run("√" if answer == option else "")) for option in WORDS]
    runs: list[str] = []
    for option in item.offers:
        chosen, word = option == answer, WORDS[option]
        if marking == "boxes":
            runs.append(_run(f"{'☑' if chosen else '□'}{word} "))
        elif marking == "controls":
            runs += [_control(chosen), _run(word + " ")]
        elif marking == "symbols":
            runs += [_symbol(chosen), _run(word + " ")]
        elif marking == "after":
            runs.append(_run(f"{word}{'☑' if chosen else '□'} "))
        elif marking == "brackets":
            runs.append(_run(f"{word}（{'√' if chosen else ' '}） "))
        elif marking == "struck":
            strike = "" if chosen else "<w:rPr><w:strike/></w:rPr>"
            runs.append(_run(word, strike) + _run(" "))
        elif chosen:
            runs.append(_run(word))
    return [_cell(*runs)]


def _header(filled: Filled) -> str:
    options = list(WORDS.values()) if filled.marking == "columns" else ["检查结论"]
    tail = ["备注", "检查记录"] if filled.remark_first else ["检查记录", "备注"]
    labels = (["序号"] if filled.numbered else []) + ["检查项目", "检查内容", *options, *tail]
    return f"<w:tr>{''.join(_cell(_run(label)) for label in labels)}</w:tr>"


def _row(filled: Filled, item: ItemDefinition) -> str:
    cells = [_cell(_run(str(item.section_number)))] if filled.numbered else []
    cells += [_cell(_run(item.section)), _cell(_run(f"{item.number} {item.text}".strip()))]
    cells += _options(item, filled.answers[item.id], filled.marking)
    tail = [_cell(_run(filled.records[item.id])), _cell(_run(item.remark))]
    return f"<w:tr>{''.join(cells + (tail[::-1] if filled.remark_first else tail))}</w:tr>"


def as_word(filled: Filled) -> bytes:
    """The filled form as a .docx."""
    tables, rows = [], [_header(filled)]
    for index, item in enumerate(FORM.items):
        rows.append(_row(filled, item))
        if index in filled.split_after:
            tables.append(rows)
            rows = [_header(filled)] if filled.header_again else []
    tables.append(rows)
    body = _paragraph(FORM.title) + _paragraph(f"企业名称(盖章)：{filled.name}")
    for table in tables:
        body += f"<w:tbl><w:tblPr/>{''.join(table)}</w:tbl><w:p/>"
    body += _paragraph("检查组成员签字：张伟、李娜    检查时间：2022年7月5日")
    document = (
        f'<w:document xmlns:w="{_W}" xmlns:w14="{_W14}"><w:body>{body}<w:sectPr/></w:body>'
        "</w:document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _CONTENT_TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr("word/document.xml", document)
    return buffer.getvalue()


_HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
_LABELS = {label for column in FORM.columns for label in column.labels}


def _is_a_record(text: str) -> bool:
    """同上 stands for another record, and a column's label for a heading."""
    return text not in _LABELS and not CATALOGUE.phrases.is_ditto(text)


_RECORDS = st.one_of(
    st.just(""),
    st.sampled_from(["未发现违法行为", "检定证书已过期", "1.记录缺失；2.标识不清", "/"]),
    st.text(_HAN, min_size=2, max_size=30).filter(_is_a_record),
)


@st.composite
def filled_forms(draw: st.DrawFn) -> Filled:
    """Any answers, records and layouts; a typed or struck marking always has an answer."""
    marking = draw(st.sampled_from(MARKINGS))
    must_answer = marking in ("struck", "typed")
    answers: dict[str, str | None] = {}
    for item in FORM.items:
        offered: list[str | None] = list(item.offers)
        answers[item.id] = draw(st.sampled_from(offered if must_answer else [*offered, None]))
    return Filled(
        name=draw(st.text(_HAN, min_size=3, max_size=12)) + "有限公司",
        answers=answers,
        records={item.id: draw(_RECORDS) for item in FORM.items},
        marking=marking,
        split_after=draw(st.frozensets(st.integers(2, len(FORM.items) - 3), max_size=2)),
        header_again=draw(st.booleans()),
        remark_first=draw(st.booleans()),
        numbered=draw(st.booleans()),
    )
