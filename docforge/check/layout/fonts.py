"""Fonts: named for Chinese characters or not, there or replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.diagnostic import Severity
from docforge.check.layout.measured import INFO, measured
from docforge.check.layout.printing import Printed
from docforge.check.official.clause import in_sample
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.check.typesetting.faces import face_of, is_chinese
from docforge.check.typesetting.paragraph import CHINESE, Ink, Typeset
from docforge.check.typesetting.setting import body_words, typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _


def _plain(font: str) -> str:
    """A font's name as menus and PDF files have it in common: one collection serves several
    countries, and styles follow a hyphen."""
    name = re.sub(r"[\s_]", "", font.partition("-")[0]).lower()
    return face_of(re.sub(r"cjk(?:sc|tc|jp|kr|hk)$", "cjk", name))


@measured(
    "L407", INFO, N_("A font is not installed here; another one was measured."),
    why=N_("Widths and line breaks are those of the font that stood in; on a machine that "
           "has the font "
           "they may differ a little."),
    bad=N_("方正小标宋简体 printed in Noto Serif CJK"), good=N_("the font itself"),
    fix=N_("Install the font where layouts are checked."),
)  # fmt: skip
def replaced(subject: Subject, printed: Printed) -> Iterator[Found]:
    there = {_plain(each.font) for page in printed.pages for each in page.characters}
    names = sorted({each.font for page in printed.pages for each in page.characters})
    asked: dict[str, Typeset] = {}
    for line in subject.once(typeset):
        for each in line.chinese:
            if each.ink.font and CHINESE.search(each.text):
                asked.setdefault(each.ink.font, line)
    for font, line in asked.items():
        if _plain(font) not in there:
            told = _("{font} is not installed here; what is printed is in {fonts}.")
            yield Found(told.format(font=font, fonts=", ".join(names[:4])), line.spot)


@rule(
    "L408", "layout", Severity.WARNING, N_("No font is named for Chinese characters."),
    why=N_("A font chosen for Latin letters alone leaves Chinese characters to the program, "
           "which takes "
           "whichever it likes."),
    bad='<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋"/>', good='<w:rFonts w:eastAsia="仿宋"/>',
    fix=N_("Name the font as Asian text font (w:eastAsia) too."),
)  # fmt: skip
def unnamed(subject: Subject) -> Iterator[Found]:
    if subject.profile is None and all(
        _fits(each.ink) for each in body_words(subject) if CHINESE.search(each.text)
    ):
        return
    wrong: dict[str, list[Typeset]] = {}
    looked_at = subject.finished if subject.profile is not None else None
    finished = looked_at or subject  # what the official format has set already
    for line in finished.once(typeset):
        for words in line.chinese:
            ink = words.ink
            if not _fits(ink):
                pair = f"{ink.latin} / {ink.font}" if ink.font else ""
                wrong.setdefault(pair, []).append(line)
    for pair, lines in wrong.items():
        latin, slash, east = pair.partition(" / ")
        told = _("No font is named for the Chinese characters of {count} paragraphs.")
        if slash:
            told = _("Latin letters are in {latin}, but Chinese characters in {east}: {count} "
                     "paragraphs.")  # fmt: skip
        count = len(set(lines))
        said = told.format(latin=latin, east=east, count=count)
        each = Found(said, lines[0].spot, lines[0].said[:40])
        yield each if finished is subject else in_sample(each)


def _fits(ink: Ink) -> bool:
    """Whether a font is named for Chinese characters, and Latin letters have no other such one."""
    return bool(ink.font) and (not is_chinese(ink.latin) or face_of(ink.latin) == ink.face)
