"""The elements of an official document (公文) by GB/T 9704-2012, each under its clause.

A character (字) is 三号, 16 pt; a line 28.95 pt; the type area 156 x 225 mm.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from paper import (
    CENTRE,
    HEITI,
    KAITI,
    LEFT,
    RED,
    RIGHT,
    SONGTI,
    TITLE,
    XIAOBIAOSONG,
    Ink,
    close_up,
    line,
    page_number,
)

BODY = Ink()
LABEL = Ink(HEITI, 16)
SMALL = Ink(size=14)
FOOT = Ink(SONGTI, 14, latin=SONGTI)
CHARACTER = 15.75  # points: 28 of them fill the line of 156 mm
_LINE = 28 * CHARACTER
_NUMERALS = "一二三四五六七八九十"

# Before the properties of these names w:pBdr and w:framePr have their places (ECMA-376 17.3.1.26).
_AFTER_FRAME = (
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
)
_AFTER_BORDERS = _AFTER_FRAME[3:]


def _put(paragraph: Paragraph, element: object, before: Sequence[str]) -> None:
    properties = paragraph._element.get_or_add_pPr()
    for child in properties:
        if child.tag in {qn(f"w:{name}") for name in before}:
            child.addprevious(element)
            return
    properties.append(element)


def ruled(paragraph: Paragraph, **edges: tuple[str, int, int, str]) -> Paragraph:
    """Rules along a paragraph; an edge is its kind, eighths of a point, distance (pt), colour."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "bottom"):
        if side in edges:
            edge = OxmlElement(f"w:{side}")
            for name, value in zip(("val", "sz", "space", "color"), edges[side], strict=True):
                edge.set(qn(f"w:{name}"), str(value))
            borders.append(edge)
    _put(paragraph, borders, _AFTER_BORDERS)
    return paragraph


def framed(paragraph: Paragraph, **places: object) -> Paragraph:
    """Take a paragraph out of the text to a place on the page; in twentieths of a point."""
    frame = OxmlElement("w:framePr")
    for name, value in places.items():
        frame.set(qn(f"w:{name}"), str(value))
    _put(paragraph, frame, _AFTER_FRAME)
    return paragraph


def twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)


def tab(paragraph: Paragraph, at: float, kind: WD_TAB_ALIGNMENT) -> Paragraph:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(at), kind)
    return paragraph


def outer_page_numbers(document: Document) -> None:
    """7.5: — 1 —, 四号 宋体, odd pages right and even pages left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    # The dash stands in the middle of a line of 18 pt, 7 mm below the type area.
    section.footer_distance = Mm(25.3)
    for footer, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = Pt(14)
        paragraph.paragraph_format.right_indent = Pt(14)
        paragraph.paragraph_format.line_spacing = Pt(18)
        page_number(paragraph, FOOT)


def title(document: Document, words: str) -> None:
    """7.3.1: 二号 小标宋, centred."""
    line(document, words, ink=TITLE, align=CENTRE, pitch=36)


def body(document: Document, name: str = "body") -> None:
    """7.3.3: paragraphs two characters in; 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋."""
    first = f"paragraph[:1] in '{_NUMERALS}' and '、' in paragraph[:4]"
    second = f"paragraph[:1] == '（' and paragraph[1:2] in '{_NUMERALS}'"
    line(document, f"{{%p for paragraph in {name} %}}")
    line(document, f"{{%p if {first} %}}")
    line(document, ("{{ paragraph }}", LABEL), indent=2, keep=True)
    line(document, f"{{%p elif {second} %}}")
    line(document, ("{{ paragraph }}", Ink(KAITI, 16)), indent=2, keep=True)
    line(document, "{%p elif loop.last %}")
    # 7.3.5: text and date never part; the page that bears the seal bears some of the text.
    line(document, "{{ paragraph }}", indent=2, keep=True)
    line(document, "{%p else %}")
    line(document, "{{ paragraph }}", indent=2)
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")


def attachments(document: Document) -> None:
    """7.3.4: a line below the text, two characters in, numbered where several, no full stop;
    lines that run on begin under the name's first character."""
    line(document, "{%p if attachments %}")
    line(document, keep=True)
    line(document, "{%p endif %}")
    line(document, "{%p for name in attachments %}")
    for condition, words, left, hanging in (
        ("if attachments|length == 1", "附件：{{ name }}", 5, 3),
        ("elif loop.first", "附件：1. {{ name }}", 6, 4),
        ("else", "{{ loop.index }}. {{ name }}", 6, 1),
    ):
        line(document, f"{{%p {condition} %}}")
        made = close_up(line(document, words, align=LEFT, keep=True))
        made.paragraph_format.left_indent = Pt(left * CHARACTER)
        made.paragraph_format.first_line_indent = Pt(-hanging * CHARACTER)
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")


_SEAL_DOWN = 7.5
"""mm from the top of the office's line down to the centre of the seal: both lines stand a little
below the centre, and a seal of 36 to 56 mm begins within a line of the text (7.3.5.1)."""


def signature(document: Document, office: str, day: str, *, choice: str = "") -> None:
    """7.3.5.1 with a seal: the date four characters from the right, the office centred over it,
    and over both the seal, where its picture is given.

    `choice` names a value that, where it is false, makes it 7.3.5.2, without a seal: the office
    two characters from the right, the date beginning two characters right of it. Without a choice
    the place of the seal is marked as long as there is no picture (form 33).
    """
    if choice:
        line(document, f"{{%p if {choice} %}}")
    else:
        line(document, "{%p if seal is defined and seal %}")
        line(document, keep=True)
        line(document, "{%p endif %}")
    for number, length in enumerate((9, 10, 11)):
        condition = f"if {day}|length <= 9" if not number else f"elif {day}|length == {length}"
        line(document, f"{{%p {condition if number < 2 else 'else'} %}}")
        # Three Chinese characters and six to eight numerals of half their width; LibreOffice sets
        # them some 14 pt wider than Word, which leaves out the space between them.
        width = 3 * CHARACTER + (length - 3) * (CHARACTER - 8) + 7
        centre = _LINE - 4 * CHARACTER - width / 2
        seal = f"{{{{ seal|over({centre / 72 * 25.4:.1f}, {_SEAL_DOWN}) }}}}"
        _centred(document, f"{{{{ {office} }}}}{seal}", centre)
        if not choice:
            line(document, "{%p if seal is not defined or not seal %}")
            _centred(document, "（印章）", centre)
            line(document, "{%p endif %}")
    line(document, "{%p endif %}")
    made = close_up(line(document, f"{{{{ {day} }}}}", align=RIGHT))
    made.paragraph_format.right_indent = Pt(4 * CHARACTER)
    if choice:
        line(document, "{%p else %}")
        for words, blank in ((office, 26), (day, 28)):
            spaces = f"{{{{ '　' * ({blank} - {office}|length) }}}}"
            close_up(line(document, f"{spaces}{{{{ {words} }}}}", align=LEFT, keep=blank == 26))
        line(document, "{%p endif %}")


def _centred(document: Document, words: str, centre: float) -> None:
    tab(line(document, f"\t{words}", align=LEFT, keep=True), centre, WD_TAB_ALIGNMENT.CENTER)


_MARK = 52.5
"""Points of the line with the mark, in which its upper edge lies 35 mm down the type area."""


def red_head(document: Document) -> None:
    """7.2: copy number, secrecy, urgency, the office's mark 35 mm below the upper edge of the
    type area, the document number two lines below, the red rule 4 mm under it."""
    for there in ("if", "if not"):  # one under the other, what is not there leaves its line below
        for name in ("copy_number", "secrecy", "urgency"):
            ink = BODY if name == "copy_number" else LABEL
            line(document, f"{{%p {there} {name} %}}")
            line(document, f"{{{{ {name} }}}}", ink=ink, align=LEFT)
            line(document, "{%p endif %}")
    for condition, size in (("<= 12", 36.0), ("<= 16", 27.0), ("", 21.0)):
        word = "if" if size == 36 else "elif"
        said = f"{word} mark|length {condition}" if condition else "else"
        line(document, f"{{%p {said} %}}")
        mark = Ink(XIAOBIAOSONG, size, colour=RED)
        line(document, "{{ mark }}", ink=mark, align=CENTRE, pitch=_MARK)
    line(document, "{%p endif %}")
    line(document)
    line(document)
    line(document, "{%p if signers %}")
    # 7.2.6: of a report upwards, the number one character from the left, who signs from the right.
    made = line(
        document,
        "　{{ document_number }}\t签发人：",
        ("{{ signers }}", Ink(KAITI, 16)),
        align=LEFT,
        pitch=28.95,
    )
    tab(made, _LINE - CHARACTER, WD_TAB_ALIGNMENT.RIGHT)
    ruled(made, bottom=("single", 12, 5, RED))
    line(document, "{%p else %}")
    ruled(line(document, "{{ document_number }}", align=CENTRE), bottom=("single", 12, 5, RED))
    line(document, "{%p endif %}")


_IMPRINT = 24.0  # points, a line of the imprint
_OUTER, _INNER = 0.35, 0.25  # mm


def imprint(document: Document) -> None:
    """7.4 版记 at the foot of the last page: rules of 0.35 mm outside and 0.25 mm between, copies
    to, printed by and on, all in 四号, one character in on both sides.

    One frame on the lower edge of the type area, so that it grows upwards with those who get
    copies. Its rules are paragraphs as high as they, shaded: paragraphs of one frame that differ
    in their borders are set where they stand in the text by LibreOffice 7, and there a table that
    fills the line does not float.
    """
    hanging = 3 * 13.75  # lines that run on begin under the first name
    lines = [_rule(document, _OUTER), line(document, "{%p if copies_to %}")]
    copies = line(document, "抄送：{{ copies_to }}。", ink=SMALL, align=LEFT, pitch=_IMPRINT)
    copies.paragraph_format.left_indent = Pt(14 + hanging)
    copies.paragraph_format.first_line_indent = Pt(-hanging)
    lines += [copies, _rule(document, _INNER), line(document, "{%p endif %}")]
    words = "{{ printed_by }}\t{{ printed_on }}印发"
    printed = close_up(line(document, words, ink=SMALL, align=LEFT, pitch=_IMPRINT))
    printed.paragraph_format.left_indent = Pt(14)
    tab(printed, _LINE - 14, WD_TAB_ALIGNMENT.RIGHT)
    for each in (*lines, printed, _rule(document, _OUTER)):
        each.paragraph_format.right_indent = each.paragraph_format.right_indent or Pt(0)
        framed(
            each,
            w=twips(156),
            wrap="around",
            hAnchor="margin",
            vAnchor="margin",
            xAlign="left",
            yAlign="bottom",
        )
    for each in (copies, printed):
        each.paragraph_format.right_indent = Pt(14)
    line(document, ink=Ink(size=1), pitch=1)  # what the frame is anchored to


def _rule(document: Document, height: float) -> Paragraph:
    """A black paragraph of so many mm."""
    made = line(document, ink=Ink(size=1), pitch=round(height / 25.4 * 72 * 20) / 20)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "000000")):
        shade.set(qn(f"w:{name}"), value)
    _put(made, shade, _AFTER_BORDERS[1:])
    return made
