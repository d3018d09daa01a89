"""The ways people mark one of several printed options, in typed text and in Word.

A typed way is a pair of patterns, for the option meant and for the others. The other ways need
Word's own means: content controls, symbols, form fields, fonts, struck words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from samples.make.strokes import ellipse

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


class Option(NamedTuple):
    """A printed word and whether it is the one meant."""

    word: str
    chosen: bool


TYPED: dict[str, tuple[str, str]] = {
    "boxes": ("☑{}", "☐{}"),
    "boxes after": ("{}☑", "{}□"),
    "squares": ("■{}", "□{}"),
    "circles": ("●{}", "○{}"),
    "tick beside box": ("□√{}", "□{}"),
    "tick for box": ("√{}", "□{}"),
    "tick after": ("{}√", "{}"),
    "brackets": ("（√）{}", "（  ）{}"),
    "chosen word only": ("{}", ""),
    "boxes lost": ("{}", "{}"),
}


def typed(way: str, options: Sequence[Option]) -> list[str]:
    """The options as text, one string each; those that leave no trace are left out."""
    chosen, other = TYPED[way]
    if way == "chosen word only" and not any(option.chosen for option in options):
        return []
    words = [(chosen if option.chosen else other).format(option.word) for option in options]
    return [word for word in words if word]


def put(way: str, paragraph: Paragraph, option: Option) -> None:
    """Write one option into a Word paragraph, marked this way."""
    if way in TYPED:
        for word in typed(way, [option]):
            paragraph.add_run(word)
    else:
        _IN_WORD[way](paragraph, option)


def _content_control(paragraph: Paragraph, option: Option) -> None:
    """Word's check box content control as Word makes it: ☒ in MS Gothic when ticked."""
    sign = "☒" if option.chosen else "☐"
    run = (
        '<w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"'
        f' w:hint="eastAsia"/></w:rPr><w:t>{sign}</w:t></w:r>'
    )
    _control(paragraph, option, "2612", "2610", "MS Gothic", run)
    paragraph.add_run(option.word)


def _ticked_control(paragraph: Paragraph, option: Option) -> None:
    """A content control set to Wingdings 2, whose sign is a symbol rather than a character."""
    char = "F052" if option.chosen else "F0A3"
    fonts = '<w:rFonts w:ascii="Wingdings 2" w:eastAsia="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    run = f'<w:r><w:rPr>{fonts}</w:rPr><w:sym w:font="Wingdings 2" w:char="{char}"/></w:r>'
    _control(paragraph, option, "0052", "00A3", "Wingdings 2", run)
    paragraph.add_run(option.word)


def _control(
    paragraph: Paragraph, option: Option, checked: str, unchecked: str, font: str, run: str
) -> None:
    earlier = paragraph._p.getroottree().iterfind(f".//{qn('w:sdt')}")
    control = parse_xml(
        f'<w:sdt {_W} {_W14}><w:sdtPr><w:id w:val="{410_000_001 + sum(1 for _ in earlier)}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(option.chosen)}"/>'
        f'<w14:checkedState w14:val="{checked}" w14:font="{font}"/>'
        f'<w14:uncheckedState w14:val="{unchecked}" w14:font="{font}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run}</w:sdtContent></w:sdt>"
    )
    paragraph._p.append(control)


def _symbol(paragraph: Paragraph, option: Option) -> None:
    """插入—符号: `w:sym` in Wingdings 2, R a ticked and £ an empty box."""
    run = paragraph.add_run()
    set_font(run, "Wingdings 2", "Wingdings 2")
    symbol = OxmlElement("w:sym")
    symbol.set(qn("w:font"), "Wingdings 2")
    symbol.set(qn("w:char"), "F052" if option.chosen else "F0A3")
    run._r.append(symbol)
    paragraph.add_run(option.word)


def _wingdings(paragraph: Paragraph, option: Option) -> None:
    """Plain letters þ and ¨ that are boxes only because their run is set in Wingdings."""
    run = paragraph.add_run("þ" if option.chosen else "¨")
    set_font(run, "Wingdings", "Wingdings")
    paragraph.add_run(option.word)


def _form_field(paragraph: Paragraph, option: Option) -> None:
    """The legacy form field FORMCHECKBOX of Word 97-2003 forms."""
    checked = "<w:checked/>" if option.chosen else ""
    begin = (
        '<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="复选框"/><w:enabled/>'
        '<w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>'
        f"{checked}</w:checkBox></w:ffData></w:fldChar>"
    )
    for part in (
        begin,
        '<w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {_W}>{part}</w:r>"))
    paragraph.add_run(option.word)


def _struck_others(paragraph: Paragraph, option: Option) -> None:
    """选择使用、划去其余: the options that do not hold are struck out."""
    paragraph.add_run(option.word).font.strike = not option.chosen or None


def _enclosed_tick(paragraph: Paragraph, option: Option) -> None:
    """带圈字符 with a square: Word's EQ field that lays □ over √."""
    if option.chosen:
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> eq \\o\\ac(□,√) </w:instrText>',
            '<w:fldChar w:fldCharType="end"/>',
        ):
            paragraph._p.append(parse_xml(f"<w:r {_W}>{part}</w:r>"))
    paragraph.add_run(option.word if option.chosen else f"□{option.word}")


def _ring(paragraph: Paragraph, option: Option) -> None:
    """An ellipse drawn over the option that holds, anchored in its line."""
    paragraph.add_run(option.word)
    if option.chosen:
        earlier = paragraph._p.getroottree().iterfind(f".//{qn('w:drawing')}")
        drawing = ellipse(len(option.word), number=1 + sum(1 for _ in earlier))
        paragraph._p.insert(paragraph._p.index(paragraph.runs[-1]._r), drawing)


_IN_WORD: dict[str, Callable[[Paragraph, Option], None]] = {
    "content controls": _content_control,
    "content controls, ticks": _ticked_control,
    "symbols": _symbol,
    "wingdings letters": _wingdings,
    "form fields": _form_field,
    "others struck": _struck_others,
    "enclosed ticks": _enclosed_tick,
    "ring": _ring,
}


def set_font(run: Run, latin: str, chinese: str) -> None:
    """A run's font for Latin and for Chinese characters."""
    run.font.name = latin
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), chinese)
