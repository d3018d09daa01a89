"""Official documents as people write them: right to begin with, each part open to a change.

`circular(number={"align": "left"})` is the right circular with its number flush left;
`circular(gap1=None)` lacks the first empty line. Two habits of writing: that of Word (indents,
borders, a character grid) and that of WPS (spaces, text boxes, shapes, tables for layout).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FANGSONG, HEITI, KAITI, XBS, SONGTI = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
Part = dict[str, Any]
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
TEXT = (
    "为落实“双随机、一公开”监管要求，决定对全市获证企业开展证后监督检查（详见附件1、2）。"
    "现将有关事项通知如下。"
)
LONG = "检查人员不得少于两人，并主动出示执法证件，发现的问题能当场整改的监督企业当场整改，" * 2


def _circular() -> dict[str, Part]:
    return {
        "copy": {"text": "000001"},
        "urgency": {"text": "特急", "face": HEITI},
        "gap0": {"pitch": 33.0},
        "mark": {
            "text": "岚阳市市场监督管理局文件", "face": XBS, "size": 36, "align": "center",
            "colour": "FF0000", "pitch": 44.0,
        },
        "gap1": {}, "gap2": {},
        "number": {"text": "岚市监发〔2024〕12号", "align": "center", "rule": ("FF0000", 12, 5)},
        "gap3": {}, "gap4": {},
        "title": {
            "text": "岚阳市市场监督管理局\n关于开展工业产品生产许可证获证企业\n监督检查的通知",
            "face": XBS, "size": 22, "align": "center", "pitch": 36.0,
        },
        "gap5": {},
        "to": {"text": "各县（市、区）市场监督管理局："},
        "p1": {"text": TEXT, "first": 2},
        "h1": {"text": "一、检查范围", "face": HEITI, "first": 2},
        "p2": {"text": LONG[:-1] + "。", "first": 2},
        "h2": {"text": "（一）证照信息", "face": KAITI, "first": 2},
        "h3": {"text": "1. 营业执照、生产许可证是否有效。", "first": 2},
        "h4": {"text": "（1）证书在有效期内。", "first": 2},
        "h5": {"text": "二、工作要求", "face": HEITI, "first": 2},
        "p3": {"text": "检查完成之日起20个工作日内公示检查结果。", "first": 2},
        "gap6": {},
        "list1": {"text": "附件：1. 监督检查问题汇总表", "left": 6, "first": -4},
        "list2": {"text": "2. 监督检查记录表", "left": 6, "first": -1},
        "gap7": {}, "gap8": {},
        "office": {"text": "岚阳市市场监督管理局", "align": "right", "right": 2.4},
        "date": {"text": "2024年6月1日", "align": "right", "right": 4},
        "note": {"text": "（此件公开发布）", "first": 2},
        "label1": {"text": "附件1", "face": HEITI, "page": True},
        "gap9": {},
        "name1": {"text": "监督检查问题汇总表", "face": XBS, "size": 22, "align": "center"},
        "label2": {"text": "附件2", "face": HEITI, "page": True},
        "gap10": {},
        "name2": {"text": "监督检查记录表", "face": XBS, "size": 22, "align": "center"},
        "end": {},
        "copies": {
            "text": "抄送：某某省市场监督管理局，岚阳市人民政府办公室。", "size": 14, "left": 0.875,
            "right": 0.875, "pitch": 24.0, "edges": {"top": 8}, "frame": 700,
        },
        "printed": {
            "text": "岚阳市市场监督管理局办公室\t2024年6月2日印发", "size": 14, "left": 0.875,
            "right": 0.875, "tab": 428.0, "pitch": 24.0, "edges": {"top": 6, "bottom": 8},
            "frame": 724,
        },
        "page": {},
    }  # fmt: skip


def _letter() -> dict[str, Part]:
    red = "FF0000"
    parts = _circular()
    wanted = (
        *("number", "gap3", "gap4", "title", "gap5", "to", "p1", "p3", "gap6"),
        *("list1", "list2", "gap7", "gap8", "office", "date", "note"),
    )
    kept = {name: parts[name] for name in wanted}
    kept["number"] = {"text": "岚市监函〔2024〕12号", "align": "right"}
    kept["title"] = kept["title"] | {"text": "关于商请提供水泥企业产能信息的函"}
    kept["to"] = {"text": "岚阳市工业和信息化局："}
    mark = {
        "text": "岚阳市市场监督管理局", "face": XBS, "size": 30, "align": "center", "colour": red,
        "pitch": 34.0, "frame": 85, "wide": 482,
    }  # fmt: skip
    return {
        "mark": mark,
        "upper": {"pitch": 2.0, "double": "thickThinSmallGap", "frame": 124, "wide": 482},
        **kept,
        "lower": {"pitch": 2.0, "double": "thinThickSmallGap", "frame": 783, "wide": 482},
        "page": {"first": True},
    }


def circular(**changes: Mapping[str, Any] | None) -> bytes:
    """A circular as Word makes it; a change is laid over a part, None takes the part out."""
    return _written(_changed(_circular(), changes))


def letter(**changes: Mapping[str, Any] | None) -> bytes:
    """A letter (10.1) as Word makes it."""
    return _written(_changed(_letter(), changes))


def wps_circular(**changes: Mapping[str, Any] | None) -> bytes:
    """The circular in the habits of WPS: spaces for indents, the mark in a text box, the red rule
    and the page number as shapes, the imprint as a table."""
    parts = _changed(_circular(), changes)
    for part in parts.values():
        if part.get("first") == 2:
            part["text"] = "　　" + part.get("text", "")
            part["first"] = 0
    mark, number = parts.get("mark"), parts.get("number")
    if mark is not None:
        mark["box"] = True
        parts["gap0"] = {"pitch": 77.0}
    if number is not None:
        number.pop("rule", None)
        number["line"] = True
    parts["imprint"] = {"table": (parts.pop("copies", None), parts.pop("printed", None))}
    parts["page"] = {**parts["page"], "box": True}
    return _written(parts)


def _changed(
    parts: dict[str, Part], changes: Mapping[str, Mapping[str, Any] | None]
) -> dict[str, Part]:
    for name, change in changes.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = {**parts[name], **change}
    return parts


def _written(parts: dict[str, Part]) -> bytes:
    document = _paper(parts.pop("page", {}))
    for part in parts.values():
        if "table" in part:
            _imprint(document, part["table"])
        else:
            _put(document.add_paragraph(), part)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _paper(page: Part) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(each) for each in page.get("size", (210, 297)))
    top, bottom, left, right = page.get("margins", (37, 35, 28, 26))
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(page.get("footer", 25.3))
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(page.get("spacing", -5)))
    normal.element.get_or_add_rPr().append(spacing)
    normal.paragraph_format.space_after = Pt(0)
    document.settings.odd_and_even_pages_header_footer = page.get("facing", True)
    if page.get("first"):
        section.different_first_page_header_footer = True
    if page.get("numbers", True):
        _numbers(section, page)
    return document


def _numbers(section: Any, page: Part) -> None:
    """Page numbers: "— 1 —", odd pages right, even pages left."""
    footers = [(section.footer, "right"), (section.even_page_footer, "left")]
    if page.get("first_number"):
        footers.append((section.first_page_footer, "right"))
    for footer, side in footers:
        paragraph = footer.paragraphs[0]
        dash = page.get("dash", "— ")
        look = {"size": page.get("number_size", 14), "latin": page.get("number_face", SONGTI)}
        if page.get("box"):
            paragraph._p.append(_number_box(page.get("number_align", "outside")))
            continue
        paragraph.alignment = ALIGN[page.get("number_align", side)]
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(
            page.get("number_in", 14)
        )
        paragraph.paragraph_format.line_spacing = Pt(18)
        for text, code in ((dash, ""), ("1", "PAGE"), (dash[::-1], "")):
            run = paragraph.add_run("" if code else text)
            _ink(run, {"face": SONGTI, **look})
            if code:
                field = parse_xml(
                    f'<w:fldSimple {_NS} w:instr=" PAGE "><w:r><w:rPr><w:rFonts w:ascii="'
                    f'{look["latin"]}"/><w:sz w:val="{round(look["size"] * 2)}"/></w:rPr>'
                    "<w:t>1</w:t></w:r></w:fldSimple>"
                )
                run._r.addnext(field)
                run._r.getparent().remove(run._r)


def _number_box(align: str) -> Any:
    return parse_xml(
        f'<w:r {_NS}><w:pict><v:shape style="position:absolute;margin-top:0;width:2in;'
        f'mso-position-horizontal:{align};mso-position-horizontal-relative:margin"><v:textbox>'
        '<w:txbxContent><w:p><w:r><w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体"/>'
        '<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple '
        'w:instr=" PAGE "><w:r><w:rPr><w:rFonts w:ascii="宋体"/><w:sz w:val="28"/></w:rPr>'
        '<w:t>1</w:t></w:r></w:fldSimple><w:r><w:rPr><w:rFonts w:ascii="宋体" '
        'w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve"> —</w:t></w:r>'
        "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def _put(paragraph: Paragraph, part: Part) -> None:
    if part.get("page"):
        paragraph.paragraph_format.page_break_before = True
    if part.get("break"):
        paragraph.add_run().add_break(WD_BREAK.PAGE)
    shape = paragraph.paragraph_format
    shape.line_spacing = Pt(part.get("pitch", 28.95))
    paragraph.alignment = ALIGN[part.get("align", "both")]
    size = part.get("size", 16)
    if "left" in part:
        shape.left_indent = Pt(part["left"] * 16)
    if "right" in part:
        shape.right_indent = Pt(part["right"] * 15.75)
    if part.get("first"):
        shape.first_line_indent = Pt(part["first"] * size)
    if "tab" in part:
        shape.tab_stops.add_tab_stop(Pt(part["tab"]), 2)
    if part.get("box"):
        paragraph._p.append(_mark_box(part))
        return
    for text, look in part.get("runs", [(part.get("text", ""), {})]):
        if text:
            _ink(paragraph.add_run(text), part | look)
    _ruled(paragraph, part)
    if part.get("line"):
        paragraph._p.append(_red_line(part))


def _ink(run: Any, part: Part) -> None:
    run.font.size = Pt(part.get("size", 16))
    run.font.bold = part.get("bold")
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:ascii"), part.get("latin", "Times New Roman"))
    if part.get("face", FANGSONG):
        fonts.set(qn("w:eastAsia"), part.get("face", FANGSONG))
    if part.get("colour"):
        run.font.color.rgb = RGBColor.from_string(part["colour"])


_BEFORE_BORDERS = ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:widowControl")


def _ruled(paragraph: Paragraph, part: Part) -> None:
    edges = []
    if "rule" in part:
        colour, weight, space = part["rule"]
        edges = [("bottom", "single", weight, space, colour)]
    if "edges" in part:
        edges = [(side, "single", weight, 0, "000000") for side, weight in part["edges"].items()]
    if "double" in part:
        edges = [("bottom", part["double"], 24, 0, part.get("red", "FF0000"))]
    properties = paragraph._p.get_or_add_pPr()
    if edges:
        borders = OxmlElement("w:pBdr")
        for side, kind, weight, space, colour in edges:
            edge = OxmlElement(f"w:{side}")
            for name, value in (("val", kind), ("sz", weight), ("space", space), ("color", colour)):
                edge.set(qn(f"w:{name}"), str(value))
            borders.append(edge)
        properties.insert(0, borders)
    if "frame" in part:
        frame = OxmlElement("w:framePr")
        wide = part.get("wide", 442.2)
        told = {
            "w": round(wide * 20), "wrap": "around", "hAnchor": "page", "vAnchor": "page",
            "x": round((595.3 - wide) / 2 * 20), "y": round(part["frame"] * 20),
        }  # fmt: skip
        for name, value in told.items():
            frame.set(qn(f"w:{name}"), str(value))
        properties.insert(0, frame)


def _mark_box(part: Part) -> Any:
    top = part.get("top", 199.0)
    return parse_xml(
        f'<w:r {_NS}><w:pict><v:shape style="position:absolute;margin-left:79pt;margin-top:{top}pt;'
        "width:442pt;height:50pt;mso-position-horizontal-relative:page;"
        'mso-position-vertical-relative:page"><v:textbox><w:txbxContent><w:p><w:pPr>'
        f'<w:jc w:val="{part["align"]}"/></w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:eastAsia="{part["face"]}"/>'
        f'<w:color w:val="{part["colour"]}"/><w:sz w:val="{round(part["size"] * 2)}"/></w:rPr>'
        f"<w:t>{part['text']}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def _red_line(part: Part) -> Any:
    length = part.get("length", 442)
    return parse_xml(
        f'<w:r {_NS}><w:pict><v:line style="position:absolute" from="0,30pt" to="{length}pt,30pt" '
        f'strokecolor="{part.get("stroke", "red")}" strokeweight="1.5pt"/></w:pict></w:r>'
    )


def _imprint(document: Document, parts: Sequence[Part | None]) -> None:
    there = [part for part in parts if part is not None]
    table = document.add_table(len(there), 1)
    table._tbl.tblGrid.find(qn("w:gridCol")).set(qn("w:w"), str(round(442.2 * 20)))
    for number, (row, part) in enumerate(zip(table.rows, there, strict=True)):
        cell = row.cells[0]
        cell.width = Pt(442.2)
        plain = {k: v for k, v in part.items() if k not in ("edges", "frame")}
        _put(cell.paragraphs[0], plain | {"left": 0.55, "right": 0.55, "tab": 420.0})
        borders = OxmlElement("w:tcBorders")
        sides = [("top", 8 if number == 0 else 6)]
        if number == len(there) - 1:
            sides.append(("bottom", 8))
        for side, weight in sides:
            edge = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", weight), ("space", 0), ("color", "auto")):
                edge.set(qn(f"w:{name}"), str(value))
            borders.append(edge)
        cell._tc.get_or_add_tcPr().append(borders)


def lines(*texts: str) -> bytes:
    """A document of plain paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def found(content: bytes, folder: Path, profile: Any = None, **more: Any) -> dict[str, list[str]]:
    """The codes that the check finds in a document, each with its messages."""
    from docforge.check import Settings, examine

    path = folder / "文件.docx"
    path.write_bytes(content)
    told: dict[str, list[str]] = {}
    for each in examine(path, Settings(profile=profile, **more)):
        told.setdefault(each.code, []).append(f"{each.message} | {each.text}")
    return told
