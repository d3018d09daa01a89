"""5 Paper, type area, lines and characters, faces, sizes and colour."""

from __future__ import annotations

from collections.abc import Iterator

from docforge.check.official.clause import ERROR, INFO, WARNING, clause, mm, together
from docforge.check.official.elements import Paper
from docforge.check.official.levels import heading_of, rest_of
from docforge.check.rules import Found
from docforge.check.typesetting import A_MM, EM
from docforge.check.typesetting.paragraph import CHINESE, Typeset, Words
from docforge.messages import marked as N_
from docforge.messages import translate as _

_WITHIN = 1.0 * A_MM + 0.1
"""Points that the type area may be off (6: 1 mm)."""


@clause(
    "G501", ERROR, N_("The paper is not A4."), "5.1",
    why=N_("Official documents are printed and bound on A4, 210 mm × 297 mm."),
    bad="Letter, 216 mm × 279 mm", good="A4, 210 mm × 297 mm",
    fix=N_("Choose A4 under Layout, Size."),
)  # fmt: skip
def paper_size(paper: Paper) -> Iterator[Found]:
    for page in paper.pages:
        sides = sorted((page.width, page.height))
        if abs(sides[0] - 210 * A_MM) > 2 or abs(sides[1] - 297 * A_MM) > 2:
            told = _("The paper is {width} mm × {height} mm, not A4.")
            yield Found(told.format(width=mm(page.width), height=mm(page.height)))


@clause(
    "G502", ERROR, N_("The margins do not leave the type area of 156 mm × 225 mm."), "5.2.1",
    why=N_("37 mm above, 28 mm at the spine, 35 mm below and 26 mm outside: seals, bindings and "
           "line counts rely on it. 1 mm either way is allowed (clause 6)."),
    bad="25.4 mm / 31.8 mm", good="37 mm, 35 mm, 28 mm, 26 mm",
    fix=N_("Set the margins to 37 mm (top), 35 mm (bottom), 28 mm (left), 26 mm (right)."),
)  # fmt: skip
def margins(paper: Paper) -> Iterator[Found]:
    for page in paper.pages:
        if page.width > page.height:
            continue  # 8: tables across the page turn the type area with them
        wanted = (("top", page.top, 37.0), ("left", page.left, 28.0))
        for name, side, right in wanted:
            if abs(side - right * A_MM) > _WITHIN:
                told = _("The {side} margin is {size} mm, not {wanted} mm.")
                yield Found(told.format(side=_SIDES[name](), size=mm(side), wanted=f"{right:g}"))
        measure, depth = page.measure, page.depth
        if abs(measure - 156 * A_MM) > _WITHIN or abs(depth - 225 * A_MM) > _WITHIN:
            told = _("The type area is {width} mm × {height} mm, not 156 mm × 225 mm.")
            yield Found(told.format(width=mm(measure), height=mm(depth)))


_SIDES = {"top": lambda: _("top"), "left": lambda: _("left")}


@clause(
    "G503", WARNING, N_("The page does not hold 22 lines."), "5.2.3",
    why=N_("22 lines of 28 characters fill the type area, which makes a line 28.95 pt high."),
    bad=N_("line spacing 1.5"), good=N_("line spacing exactly 28.95 pt"),
    fix=N_("Set the text to exactly 28.95 pt a line, or the document grid to 22 lines a page."),
)  # fmt: skip
def lines_a_page(paper: Paper) -> Iterator[Found]:
    wrong: dict[float, list[Typeset]] = {}
    for line in _plain(paper):
        pitch = round(line.pitch, 2)
        count = paper.page.depth / pitch if pitch else 0
        if not 21.95 <= count < 23:
            wrong.setdefault(pitch, []).append(line)
    for pitch, lines in wrong.items():
        told = _("Lines are {pitch:.4g} pt apart: {count} lines a page, not 22.")
        yield from together(lines, told.format(pitch=pitch, count=int(paper.page.depth / pitch)))
    if wrong:
        return
    loose = [line for line in _plain(paper) if line.pitch < 28.3]
    told = _("Lines are {pitch:.4g} pt apart: 22 lines do not fill the type area.")
    for each in together(loose, told.format(pitch=loose[0].pitch) if loose else ""):
        yield Found(each.message, each.spot, each.text, INFO)


@clause(
    "G504", WARNING, N_("A line does not hold 28 characters."), "5.2.3",
    why=N_("28 characters fill the line of 156 mm. Characters of 16 pt need 158 mm: without "
           "a grid "
           "or narrower spacing 27 fit."),
    bad=N_("no document grid, spacing normal"), good=N_("grid of 28 characters a line"),
    fix=N_("Set the document grid to 28 characters a line, or narrow the spacing by 0.2 pt."),
)  # fmt: skip
def characters_a_line(paper: Paper) -> Iterator[Found]:
    page = paper.page
    wrong: dict[int, list[Typeset]] = {}
    for line in _plain(paper):
        pitch = line.ink.size + line.ink.spacing + (page.character_space or 0)
        count = int(page.measure / pitch + 0.04) if pitch > 0 else 0
        if line.ink.size == EM and count != 28:
            wrong.setdefault(count, []).append(line)
    for count, lines in wrong.items():
        told = _("A line holds {count} characters, not 28.").format(count=count)
        yield Found(told, lines[0].spot)


def _plain(paper: Paper) -> list[Typeset]:
    """The paragraphs of the text that are text only: no headings, nothing in tables."""
    return [line for line in paper.text if not line.in_table and not line.frame]


def _ordinary(paper: Paper) -> Iterator[tuple[Typeset, list[Words]]]:
    """What is set in 三号仿宋 unless the standard says otherwise, with the words concerned."""
    for line in paper.text:
        if not line.in_table:
            yield line, rest_of(line) if heading_of(line) in (1, 2) else list(line.chinese)
    elements = (paper.addressees, paper.number, paper.date, paper.note)
    for element in (*elements, *paper.listed, *paper.signature):
        if element is None or element.in_table:
            continue
        if element is paper.number and element is paper.signers:
            continue
        yield element, list(element.chinese)


@clause(
    "G505", WARNING, N_("The text is not set in 仿宋."), "5.2.2",
    why=N_("Unless the standard says otherwise, everything is set in 三号仿宋. The name on "
           "the font "
           "menu is that of Latin letters; Chinese characters have their own."),
    bad="宋体", good="仿宋 (仿宋_GB2312, FangSong …)",
    fix=N_("Choose 仿宋 as the Asian font of these words, or of their style."),
)  # fmt: skip
def text_face(paper: Paper) -> Iterator[Found]:
    wrong: dict[str, list[Typeset]] = {}
    for line, words in _ordinary(paper):
        faces = {each.ink.face for each in words if len(CHINESE.findall(each.text)) > 1}
        for face in faces - {"仿宋"}:
            wrong.setdefault(face, []).append(line)
    for face, lines in wrong.items():
        told = _("This is set in {face}, not 仿宋.")
        none = _("No font is named for these Chinese characters; 仿宋 is wanted.")
        yield from together(lines, told.format(face=face) if face else none)


@clause(
    "G506", WARNING, N_("The text is not 三号 (16 pt)."), "5.2.2",
    why=N_("Unless the standard says otherwise, everything is set in 三号, 16 pt."),
    bad="四号 (14 pt)", good="三号 (16 pt)",
    fix=N_("Set these words to 三号 (16 pt)."),
)  # fmt: skip
def text_size(paper: Paper) -> Iterator[Found]:
    wrong: dict[float, list[Typeset]] = {}
    elements = [(line, list(line.chinese)) for line in paper.text if not line.in_table]
    for line, words in (*elements, *((e, w) for e, w in _ordinary(paper) if e not in paper.text)):
        for size in {each.ink.size for each in words} - {EM}:
            wrong.setdefault(size, []).append(line)
    for size, lines in wrong.items():
        told = _("This is {size:g} pt, not 三号 (16 pt).").format(size=size)
        yield from together(lines, told)


@clause(
    "G507", ERROR, N_("Words are coloured."), "5.2.4",
    why=N_("Everything but the office's mark and the rules of the head is black."),
    bad=N_("a deadline in red"), good=N_("black"),
    fix=N_("Set the words to black (automatic)."),
)  # fmt: skip
def black(paper: Paper) -> Iterator[Found]:
    coloured = []
    for line in paper.lines:
        if line in paper.mark or (line.bare and line.ink.is_red and line.largest >= 22):
            continue
        if any(_is_coloured(each) for each in line.words):
            coloured.append(line)
    yield from together(coloured, _("These words are not black."))


def _is_coloured(words: Words) -> bool:
    if not words.text.strip():
        return False
    return any(int(words.ink.colour[at : at + 2], 16) > 0x40 for at in (0, 2, 4))
