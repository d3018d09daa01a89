"""A stored cell -> what a person sees in it, its typed value, and what should be said about it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from docforge.layout import CellValue, Inline, Mark, MarkShape, MarkState, NoticeCode, Text
from docforge.place import Place
from docforge.readers.excel.formats import GENERAL, general_of, shown, shown_text
from docforge.readers.excel.grid import Stored
from docforge.readers.excel.styles import Style
from docforge.readers.excel.words import (
    Look,
    Run,
    Words,
    as_shown,
    content_of,
    is_plain,
    text_of,
    unescaped,
)
from docforge.readers.excel.workbook import Workbook
from docforge.readers.package import damaged

_MOST_DIGITS = 30
_DAY_ZERO = datetime(1899, 12, 30)


class Seen(NamedTuple):
    """A cell's content and value. `hidden` where its own format shows nothing of it."""

    content: tuple[Inline, ...]
    value: CellValue = None
    hidden: bool = False
    notice: NoticeCode | None = None
    detail: str = ""


def seen(stored: Stored, workbook: Workbook, place: Place, *, is_link: bool) -> Seen:
    """What is seen in a cell; the underline of a link is no mark.

    Raises TruncatedFile where a cell points to a text that is not there.
    """
    style = workbook.styles.style(stored.style)
    plain = _plain(stored, style, workbook)
    if plain is not None:
        text, value = plain
        return Seen((Text(text, place),), value)
    if stored.picture:
        return Seen((), notice=NoticeCode.PICTURE)
    if stored.formula is not None and not stored.words and _is_uncalculated(stored):
        return Seen((), notice=NoticeCode.FORMULA_WITHOUT_VALUE, detail=f"={stored.formula}")
    if stored.kind == "b" and style.check_box:
        chosen = stored.value == "1"
        state, shape = (
            (MarkState.CHOSEN, MarkShape.TICK) if chosen else (MarkState.EMPTY, MarkShape.BOX)
        )
        glyph = "☑" if chosen else "☐"
        return Seen((Mark(state, shape, glyph=glyph, boxed=True, place=place),), chosen)
    words, value, hidden = _words(stored, style, workbook)
    look = style.look
    if is_link:
        look = Look(look.font, look.struck)
        words = tuple(
            Run(run.text, run.look and Look(run.look.font, run.look.struck)) for run in words
        )
    return Seen(content_of(words, look, place), value, hidden)


def _plain(stored: Stored, style: Style, workbook: Workbook) -> tuple[str, CellValue] | None:
    """What a cell shows and its value, where that is what is stored and no mark can be in it, as
    in nearly every cell of a register; None where it takes a closer look."""
    if not style.shows_plain_words or stored.formula is not None or stored.picture:
        return None
    if stored.kind == "s":
        text = workbook.plain_texts.get(stored.value or "")
        return None if text is None else (text, text)
    if stored.kind == "n" and stored.value is not None and style.format == GENERAL:
        number = _stored_number(stored.value)
        if number is not None:
            return general_of(number)
    if stored.kind == "inlineStr" and is_plain(stored.words):
        text = stored.words[0].text
        return text, text
    return None


def seen_text(text: str, style: Style, place: Place) -> Seen:
    """What is seen of words in a cell of that style."""
    words, value, hidden = _as_text((Run(unescaped(text)),), style)
    return Seen(content_of(words, style.look, place), value, hidden)


def seen_value(value: CellValue, style: Style, place: Place, *, from_1904: bool) -> Seen:
    """What is seen of a number, a truth value or a moment in a cell of that style."""
    if value is None or isinstance(value, (bool, str)):
        text = str(value).upper() if isinstance(value, bool) else value or ""
        return Seen(content_of((Run(text),), style.look, place) if text else (), value)
    counts = isinstance(value, (int, float))
    cell = shown(_serial(value), style.format, from_1904=from_1904 and counts)
    if not counts and isinstance(cell.value, (int, float)):
        # A moment whose format is not known.
        text = value.isoformat() if isinstance(value, (date, time)) else str(value)
        return Seen(content_of((Run(text),), style.look, place), value)
    words = (Run(cell.text),) if cell.text else ()
    return Seen(content_of(words, style.look, place), cell.value, cell.hidden)


def _serial(value: float | date | time) -> float:
    """A moment as the number that a workbook which counts from 1900 stores."""
    if isinstance(value, time):
        moment = datetime.combine(_DAY_ZERO.date(), value)
    elif isinstance(value, datetime):
        moment = value.replace(tzinfo=None)
    elif isinstance(value, date):
        moment = datetime.combine(value, time())
    else:
        return value
    return (moment - _DAY_ZERO) / timedelta(days=1)


def _is_uncalculated(stored: Stored) -> bool:
    """Excel stores what a formula gave; other programs may leave it to the next opening."""
    return stored.value is None or (stored.value == "" and stored.kind != "str")


def _words(stored: Stored, style: Style, workbook: Workbook) -> tuple[Words, CellValue, bool]:
    raw = stored.value or ""
    if stored.kind == "s":
        words = _shared(raw, workbook)
        return _as_text(words, style)
    if stored.kind == "inlineStr" or stored.words:
        return _as_text(stored.words, style)
    if stored.kind == "str":
        return _as_text((Run(unescaped(raw)),) if raw else (), style)
    if stored.kind == "b":
        value = raw.strip() in ("1", "true")
        return (Run("TRUE" if value else "FALSE"),), value, False
    if stored.kind == "e":
        return (Run(raw),), raw, False
    number = _days(raw) if stored.kind == "d" else _stored_number(raw)
    if number is None:
        return (Run(raw),) if raw.strip() else (), raw or None, False
    from_1904 = workbook.from_1904 and stored.kind != "d"
    cell = shown(number, style.format, from_1904=from_1904)
    return (Run(cell.text),) if cell.text else (), cell.value, cell.hidden


def _as_text(words: Words, style: Style) -> tuple[Words, CellValue, bool]:
    text = text_of(words)
    if not text:
        return (), None, False
    if style.format == GENERAL:
        return words, as_shown(words, style.look), False
    changed = shown_text(text, style.format)
    if changed != text:
        return (Run(changed),), text, False
    return words, as_shown(words, style.look), False


def _shared(raw: str, workbook: Workbook) -> Words:
    index = raw.strip()
    if not (index.isascii() and index.isdigit()) or int(index[:9]) >= len(workbook.texts):
        raise damaged("xl/sharedStrings.xml")
    return workbook.texts[int(index)]


def _days(raw: str) -> float | None:
    """A date in ISO 8601, which Strict workbooks may store, as the number that others store."""
    try:
        at = datetime.fromisoformat(raw.strip()).replace(tzinfo=None)
    except ValueError:
        return None
    return (at - datetime(1899, 12, 30)) / timedelta(days=1)


def _stored_number(raw: str) -> int | float | None:
    """A stored number; long whole ones keep all the digits that the file has."""
    text = raw.strip()
    if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e300 else None
