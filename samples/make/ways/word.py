"""Ways of marking an option in Word: controls, fields, symbols, frames, rings, struck words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from samples.make.marks import Option
from samples.make.ways.way import Way
from samples.make.ways.word_form import Filled, Marking, document, replies
from samples.make.ways.wordml import control, fonts, paragraph, run

_Mark = Callable[[bool], str]
"""The runs that stand where an option's box is, for one that was chosen or not."""

CONTROLS = "check boxes as content controls"
FORM_FIELDS = "legacy form fields (FORMCHECKBOX)"
SYMBOLS = "inserted symbols (Wingdings, Wingdings 2)"
LETTERS = "letters set in Wingdings (þ ¨ R £)"
ENCLOSED = "带圈字符 (EQ fields)"
FRAMED = "√ in a character border"
WORDS = "the word ringed, or the others struck out"
TYPED = "√ typed beside the word"
LISTS = "drop-down lists"


class _Marked(NamedTuple):
    name: str
    row: str
    shows: str
    marking: Marking
    all_marked: bool = False


def ways() -> Iterator[Way]:
    """In the order of the table."""
    for number, (name, row, shows, marking, all_marked) in enumerate(_MARKED):
        filled = Filled(replies(number, all_marked=all_marked), marking)
        yield Way(f"word/{name}.docx", _maker(filled), filled.truth(shows, row))


def _maker(filled: Filled) -> Callable[[], bytes]:
    return lambda: document(filled)


def _before(mark: _Mark, between: str = " ") -> Marking:
    """A mark before each word, all in one paragraph."""
    return lambda options: paragraph(
        run(between).join(mark(option.chosen) + run(option.word) for option in options)
    )


def _after(mark: _Mark) -> Marking:
    """A mark behind each word, a paragraph an option."""
    return lambda options: "".join(
        paragraph(run(option.word) + mark(option.chosen)) for option in options
    )


def _stacked(mark: _Mark) -> Marking:
    return lambda options: "".join(
        paragraph(mark(option.chosen) + run(option.word)) for option in options
    )


def check_box(chosen: str, empty: str, font: str = "MS Gothic", *, symbol: bool = False) -> _Mark:
    """A w14 check box whose two signs are these; `symbol`: shown as w:sym of a symbol font."""

    def mark(is_chosen: bool) -> str:
        code = chosen if is_chosen else empty
        state = (
            f'<w14:checkbox><w14:checked w14:val="{int(is_chosen)}"/>'
            f'<w14:checkedState w14:val="{chosen}" w14:font="{font}"/>'
            f'<w14:uncheckedState w14:val="{empty}" w14:font="{font}"/></w14:checkbox>'
        )
        if symbol:
            sign = f'<w:sym w:font="{font}" w:char="F0{code[-2:]}"/>'
            shown = f"<w:r><w:rPr>{fonts(font)}</w:rPr>{sign}</w:r>"
        else:
            shown = run(chr(int(code, 16)), fonts(font))
        return control(state, shown)

    return mark


def _form_field(default: bool) -> _Mark:
    """FORMCHECKBOX; `default`: ticked ones are ticked by their default, others unticked by hand."""

    def mark(chosen: bool) -> str:
        state = '<w:default w:val="0"/>' + ("<w:checked/>" if chosen else "")
        if default:
            state = (
                '<w:default w:val="1"/>'
                if chosen
                else '<w:default w:val="1"/><w:checked w:val="0"/>'
            )
        begin = (
            '<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check1"/><w:enabled/>'
            f'<w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'
            "</w:fldChar>"
        )
        parts = (
            begin,
            '<w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            '<w:fldChar w:fldCharType="end"/>',
        )
        return "".join(f"<w:r>{part}</w:r>" for part in parts)

    return mark


def _symbol(font: str, chosen: str, empty: str) -> _Mark:
    return lambda is_chosen: (
        f"<w:r><w:rPr>{fonts(font)}</w:rPr>"
        f'<w:sym w:font="{font}" w:char="{chosen if is_chosen else empty}"/></w:r>'
    )


def _letter(font: str, chosen: str, empty: str) -> _Mark:
    return lambda is_chosen: run(chosen if is_chosen else empty, fonts(font))


def equation(instruction: str) -> str:
    """An EQ field as 带圈字符 makes it: its instruction in three runs, without a result."""
    head, sign, tail = instruction[:-2], instruction[-2], instruction[-1]
    inner = "".join(
        f'<w:r><w:rPr>{looks}</w:rPr><w:instrText xml:space="preserve">{part}</w:instrText></w:r>'
        for part, looks in ((head, ""), (sign, '<w:position w:val="2"/>'), (tail, ""))
    )
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return begin + inner + end


def _enclosed(frame: str, empty: str) -> _Mark:
    return lambda chosen: equation(f" eq \\o\\ac({frame},√)") if chosen else run(empty)


def _enclosed_word(options: Sequence[Option]) -> str:
    """The option's number ringed: 1.符合 2.不符合, the chosen number in 带圈字符."""
    parts = [
        (equation(f" eq \\o\\ac(○,{number})") if option.chosen else run(str(number)))
        + run(f".{option.word} ")
        for number, option in enumerate(options, start=1)
    ]
    return paragraph("".join(parts))


_BORDER = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'


def _framed_tick(chosen: bool) -> str:
    return run("√" if chosen else " ", _BORDER)


def _framed_word(options: Sequence[Option]) -> str:
    """字符边框 around the word that holds."""
    parts = (run(option.word, _BORDER if option.chosen else "") for option in options)
    return paragraph(run(" / ").join(parts))


def _struck(options: Sequence[Option]) -> str:
    parts = (run(o.word, "" if o.chosen else "<w:strike/>") for o in options)
    return paragraph(run("、").join(parts))


def _doubly_struck(options: Sequence[Option]) -> str:
    """Boxes left as printed, the other options struck together with them."""
    parts = (run(f"□{o.word}", "" if o.chosen else "<w:dstrike/>") for o in options)
    return "".join(map(paragraph, parts))


def _ringed(vml: bool) -> Marking:
    def marking(options: Sequence[Option]) -> str:
        inside = ""
        left = 0.0
        for option in options:
            if option.chosen:
                inside += _oval(left, 9.0 * len(option.word), vml=vml)
            inside += run(f"{option.word}  ")
            left += 9.0 * (len(option.word) + 1)
        return paragraph(inside)

    return marking


def _oval(left: float, width: float, *, vml: bool) -> str:
    """An ellipse over words that begin `left` points from the line's beginning."""
    if vml:
        style = (
            f"position:absolute;margin-left:{left - 3}pt;margin-top:0;width:{width + 6}pt;"
            "height:13pt;z-index:1;mso-position-horizontal-relative:text;"
            "mso-position-vertical-relative:text"
        )
        return f'<w:r><w:pict><v:oval style="{style}" filled="f" strokecolor="red"/></w:pict></w:r>'
    x, cx, cy = (int(12_700 * length) for length in (left - 3, width + 6, 13.0))
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0"'
        ' distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:wrapNone/><wp:docPr id="1" name="椭圆 1"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="
        '"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>'
        '</a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="12700"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice></mc:AlternateContent></w:r>"
    )


def _typed(chosen: str, other: str, between: str = "  ") -> Marking:
    def marking(options: Sequence[Option]) -> str:
        words = ((chosen if o.chosen else other).format(o.word) for o in options)
        return "".join(map(paragraph, between.join(words).split("\n")))

    return marking


def _list_control(kind: str) -> Marking:
    """A drop-down (w:dropDownList) or combination field; a prompt where nothing was chosen."""

    def marking(options: Sequence[Option]) -> str:
        entries = "".join(
            f'<w:listItem w:displayText="{o.word}" w:value="{number}"/>'
            for number, o in enumerate(options, start=1)
        )
        word = next((option.word for option in options if option.chosen), "")
        prompt = "" if word else "<w:showingPlcHdr/>"
        choice = f'{prompt}<w:{kind}><w:listItem w:value="选择一项。"/>{entries}</w:{kind}>'
        return paragraph(control(choice, run(word or "选择一项。")))

    return marking


def _form_list(options: Sequence[Option]) -> str:
    """FORMDROPDOWN: the entries and the number of the one chosen."""
    chosen = next((n for n, option in enumerate(options, start=1) if option.chosen), 0)
    entries = "".join(f'<w:listEntry w:val="{w}"/>' for w in ("请选择", *(o.word for o in options)))
    result = f'<w:result w:val="{chosen}"/>' if chosen else ""
    state = f"<w:ddList>{result}{entries}</w:ddList></w:ffData></w:fldChar>"
    parts = (
        f'<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Dropdown1"/>{state}',
        '<w:instrText xml:space="preserve"> FORMDROPDOWN </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        '<w:fldChar w:fldCharType="end"/>',
    )
    return paragraph("".join(f"<w:r>{part}</w:r>" for part in parts))


_MARKED = (
    _Marked(
        "controls-crossed",
        CONTROLS,
        "Check box content controls, ☒ when ticked, all of a cell in one paragraph.",
        _before(check_box("2612", "2610")),
    ),
    _Marked(
        "controls-ticked",
        CONTROLS,
        "Check box content controls set to ☑ and □ of another font, a paragraph each.",
        _stacked(check_box("2611", "25A1", "Segoe UI Symbol")),
    ),
    _Marked(
        "controls-letters",
        CONTROLS,
        "Check box content controls that show letters of Wingdings 2 as w:sym, behind the words.",
        _after(check_box("0052", "00A3", "Wingdings 2", symbol=True)),
    ),
    _Marked(
        "controls-filled",
        CONTROLS,
        "Check box content controls whose ticked sign is ● and whose empty one is ○.",
        _before(check_box("25CF", "25CB", "宋体"), "　"),
    ),
    _Marked(
        "form-fields",
        FORM_FIELDS,
        "FORMCHECKBOX ticked by hand (w:checked).",
        _before(_form_field(default=False)),
    ),
    _Marked(
        "form-fields-default",
        FORM_FIELDS,
        "FORMCHECKBOX ticked by its default, the others unticked by hand.",
        _stacked(_form_field(default=True)),
    ),
    _Marked(
        "symbols-wingdings",
        SYMBOLS,
        "Symbols of Wingdings inserted as w:sym: ☑ F0FE, □ F0A8.",
        _before(_symbol("Wingdings", "F0FE", "F0A8")),
    ),
    _Marked(
        "symbols-wingdings-2",
        SYMBOLS,
        "Symbols of Wingdings 2 inserted as w:sym: ☒ 0054, □ 00A3, without the F000 of the rest.",
        _stacked(_symbol("Wingdings 2", "0054", "00A3")),
    ),
    _Marked(
        "letters-wingdings",
        LETTERS,
        "The letters þ and ¨ in a run set in Wingdings.",
        _before(_letter("Wingdings", "þ", "¨")),
    ),
    _Marked(
        "letters-wingdings-2",
        LETTERS,
        "The letters R and £ in a run set in Wingdings 2, behind their words.",
        _after(_letter("Wingdings 2", "R", "£")),
    ),
    _Marked(
        "letters-private",
        LETTERS,
        "The same characters moved into the private use area (U+F0FE, U+F06F).",
        _before(_letter("Wingdings", "\uf0fe", "\uf06f")),
    ),
    _Marked(
        "enclosed-square",
        ENCLOSED,
        "带圈字符: √ laid into □ by an EQ field, the other boxes left as printed.",
        _before(_enclosed("□", "□")),
    ),
    _Marked(
        "enclosed-circle",
        ENCLOSED,
        "带圈字符: √ laid into ○ by an EQ field, the other circles left as printed.",
        _stacked(_enclosed("○", "○")),
    ),
    _Marked(
        "framed-tick",
        FRAMED,
        "√ in a run with a character border, a bordered blank before the other words.",
        _before(_framed_tick),
    ),
    _Marked(
        "framed-word", WORDS, "A character border around the word that holds.", _framed_word, True
    ),
    _Marked(
        "ringed",
        WORDS,
        "An ellipse drawn over the word that holds, as Word 2010 and later keep it.",
        _ringed(vml=False),
        True,
    ),
    _Marked(
        "ringed-old", WORDS, "The same ellipse as VML, as WPS keeps it.", _ringed(vml=True), True
    ),
    _Marked("struck", WORDS, "The words that do not hold struck out.", _struck, True),
    _Marked(
        "struck-twice",
        WORDS,
        "The options that do not hold struck out twice, with their boxes.",
        _doubly_struck,
        True,
    ),
    _Marked(
        "tick-in-box",
        TYPED,
        "√ typed between box and word.",
        _typed("□√{}", "□{}"),
    ),
    _Marked("tick-for-box", TYPED, "√ typed over the box.", _typed("√{}", "□{}", "\n")),
    _Marked("tick-behind", TYPED, "√ typed behind the word, no box.", _typed("{}√", "{}"), True),
    _Marked("tick-in-brackets", TYPED, "√ between brackets.", _typed("{}（√）", "{}（  ）", "\n")),
    _Marked("list-control", LISTS, "A drop-down content control.", _list_control("dropDownList")),
    _Marked("list-combination", LISTS, "A combination-field control.", _list_control("comboBox")),
    _Marked("list-form-field", LISTS, "A legacy drop-down (FORMDROPDOWN).", _form_list),
)
