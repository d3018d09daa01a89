"""Forms kept in old formats: some of the Word forms, and a sheet, as LibreOffice writes them."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook

from docforge import libreoffice
from samples.make.printed import inspection_record
from samples.make.ways import word, word_layouts
from samples.make.ways.truth import Truth
from samples.make.ways.way import Way
from samples.make.ways.word_form import FIRM, HEADERS, Filled, items, replies

OLD = "old formats (.doc, .wps, .rtf, .odt, .ods)"
_FILTERS = {"doc": "doc:MS Word 97", "wps": "doc:MS Word 97", "docx": "doc:MS Word 97"}


def ways() -> Iterator[Way]:
    """Each named after the way it takes over; what lies there stays as it is."""
    made = {way.name.partition("/")[2]: way for way in (*word.ways(), *word_layouts.ways())}
    for source, name, shows in (
        ("form-fields.docx", "form-fields.doc", "Word 97-2003: FORMCHECKBOX."),
        ("symbols-wingdings-2.docx", "symbols.doc", "Word 97-2003: symbols of Wingdings 2."),
        ("merged-records.docx", "merged-records.wps", "WPS Writer (.wps): cells merged downwards."),
        ("tick-in-box.docx", "really-a-doc.docx", "A .doc that somebody renamed to .docx."),
        ("controls-crossed.docx", "controls.rtf", "Rich text: ☒ and ☐."),
        ("option-columns.docx", "option-columns.rtf", "Rich text: a column an option."),
        ("struck.docx", "struck.odt", "OpenDocument text: other options struck out."),
        ("nested-options.docx", "nested-options.odt", "OpenDocument text: tables within cells."),
    ):
        way = made[source]
        truth = replaced(way.truth, shows)
        yield Way(f"old/{name}", _converted(way.content, "docx", name), truth, kept=True)
    filled = Filled(replies(4), word_layouts.boxes)
    truth = filled.truth("OpenDocument sheet: typed boxes in cells.", OLD)
    yield Way("old/boxes.ods", _converted(lambda: _sheet(filled), "xlsx", "boxes.ods"), truth, True)


def replaced(truth: Truth, shows: str) -> Truth:
    """The same truth for a file in another format."""
    flags = tuple(dict.fromkeys((*truth.flags, "converted")))
    return truth.model_copy(update={"way": shows, "row": OLD, "flags": flags})


def _converted(content: Callable[[], bytes], ending: str, name: str) -> Callable[[], bytes]:
    def make() -> bytes:
        to = name.rpartition(".")[2]
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"form.{ending}"
            source.write_bytes(content())
            target = _FILTERS.get(to, to)
            return libreoffice.converted(source, target, Path(folder) / "made").read_bytes()

    return make


def _sheet(filled: Filled) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    form = inspection_record()
    for line in (form.attachment, form.title, f"企业名称(盖章)：{FIRM}"):
        sheet.append([line])
    sheet.append(list(HEADERS))
    for item in items():
        marks = "\n".join(f"{'☑' if o.chosen else '□'}{o.word}" for o in filled.options(item))
        reply = filled.replies[item.id]
        number, text = item.section_number, f"{item.number}{item.text}"
        sheet.append([number, item.section, text, marks, reply.record, item.remark])
    sheet.append(["检查组成员签字：柴佳宁、聂玉兰　　检查时间：2022年6月16日"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
