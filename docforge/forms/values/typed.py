"""A written text as a typed value: what type a field has decides how it is read and doubted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from docforge.forms.definitions.definition import FieldDefinition, FieldType, RegisterColumn
from docforge.forms.marks.option_cell import OptionCell
from docforge.forms.marks.option_words import OptionWords
from docforge.forms.values.dates import Reading, is_unfilled, read_date, read_dates
from docforge.forms.values.identifiers import (
    check_licence_no,
    check_phone,
    check_uscc,
    is_placeholder,
    licence_in,
    phones_in,
)
from docforge.forms.values.wording import small_number, tidy
from docforge.layout import CellValue, Inline, Table, plain
from docforge.model import Flag, Value, flag

PLACEHOLDER = re.compile(r"[XＸ×]{3,}")
_GAP = re.compile("(?<=[\u4e00-\u9fff)）])\\s+(?=[\u4e00-\u9fff(（])")
_BLANKS = re.compile(r"^[\s_＿—\-–/／.:：,，;；、]*$")
_TRAILING_DATE = re.compile(
    r"(?:日期|时间)?[:：]?\s*(?:\d{4}|[\s_＿]*|二[〇○零一二三四五六七八九]{3})\s*年"
    r"[\s_＿\d一二三四五六七八九十]*月[\s_＿\d一二三四五六七八九十]*日?\s*$"
    r"|[\s、]\d{4}[-./]\d{1,2}[-./]\d{1,2}[日号]?\s*$"
)
# “…有限公司（盖章）”: what is to be done here, not part of the name.
_SEALED = re.compile(r"\s*[(（](?:盖章|公章|签章|签字|签名|印章|盖公章|章)[)）]\s*$")
# 组长：王丽　组员：孙海涛, 王丽（组长）: what somebody does is not part of the name.
_DUTIES = re.compile(
    r"(?:副?组长|组员|成员|专家|检查员|检查人员|执法人员|记录人)\s*[:：]|[(（][^()（）]{1,10}[)）]"
)
_BETWEEN_NAMES = re.compile(r"[、,，;；/／|]+|\s{1,}")
_TIMED = re.compile(r"(?:时间|日期|年月|月份|期间|周期)[:：]?$")
_YES = frozenset({"是", "有", "√", "true", "yes", "1"})
_NO = frozenset({"否", "无", "×", "false", "no", "0"})


@dataclass(frozen=True)
class Typed:
    """A value with its doubts. `raw` is what stands on the paper."""

    value: Value
    raw: str = ""
    flags: tuple[Flag, ...] = ()
    alternatives: tuple[str, ...] = ()


def read_value(
    kind: FieldType,
    content: Sequence[Inline | Table],
    stored: CellValue = None,
    options: Sequence[str] = (),
) -> Typed:
    """A field's content as its type wants it; `stored` is a spreadsheet's own value."""
    raw = plain(content, marks=True).strip()
    if kind == "choice":
        return _choice(content, raw, options)
    words = plain(content)
    text = tidy(words.replace("\n", "、") if kind == "names" else words)
    if kind == "date":
        return _date(text, raw, stored)
    if kind == "number":
        return _number(text, raw, stored)
    text = _without_date(text)
    if _BLANKS.match(text):
        return Typed(None, raw)
    return _checked(kind, text, raw)


def _checked(kind: FieldType, text: str, raw: str) -> Typed:
    if kind == "licence_no":
        return _licence(text, raw)
    if kind == "uscc":
        value, fault = check_uscc(text)
        return Typed(value, raw, (flag("uscc_invalid", raw=raw, reason=fault),) if fault else ())
    if kind == "phone":
        value, fault = check_phone(phones_in(text) or text)
        return Typed(value, raw, (flag("phone_invalid", raw=raw),) if fault else ())
    if kind == "names":
        return _names(text, raw)
    if kind == "bool":
        return _yes_or_no(text, raw)
    if PLACEHOLDER.search(text):
        return Typed(None, raw, (flag("placeholder_left", raw=raw),))
    return Typed(_SEALED.sub("", text.strip("_＿ ")) or None, raw)


def _without_date(text: str) -> str:
    """A signature line carries its date behind the name."""
    return _TRAILING_DATE.sub("", text).strip()


def _unwrapped(raw: str) -> str:
    """A text whose line breaks cut through its parts, as in a narrow column: "2023.0⏎1.10"."""
    return re.sub(r"\s*\n\s*", "", raw)


def _date(text: str, raw: str, stored: CellValue) -> Typed:
    if isinstance(stored, datetime):
        return Typed(stored.date().isoformat(), raw)
    if isinstance(stored, date):
        return Typed(stored.isoformat(), raw)
    found = read_date(text)
    if found.reading is Reading.DAMAGED and "\n" in raw:
        found = read_date(_unwrapped(raw))
    if found.reading is Reading.EMPTY:
        return Typed(None, raw)
    if found.value is not None:
        return Typed(found.value.isoformat(), raw)
    offers = tuple(day.isoformat() for day in read_dates(text))
    return Typed(None, raw, (flag("damaged_date", raw=raw),), offers)


def read_period(content: Sequence[Inline | Table]) -> tuple[Typed, Typed]:
    """Beginning and end of a term; a single date is the end, as 有效期 and 有效期至 print it."""
    raw = plain(content, marks=True).strip()
    text = tidy(plain(content))
    if is_unfilled(text):
        return Typed(None, raw), Typed(None, raw)
    days = read_dates(text)
    if len(days) < 2 and "\n" in raw and len(read_dates(_unwrapped(raw))) == 2:
        text = _unwrapped(raw)
        days = read_dates(text)
    rest = re.sub(r"20XX|有效期限?", "", text)
    digits = sum(c.isdigit() for c in rest) - sum(len(part) for part in _date_digits(text))
    if len(days) == 2 and digits == 0:
        return Typed(days[0].isoformat(), raw), Typed(days[1].isoformat(), raw)
    if len(days) == 1 and digits == 0:
        return Typed(None, raw), Typed(days[0].isoformat(), raw)
    doubt = (flag("damaged_date", raw=raw),)
    offers = tuple(day.isoformat() for day in days)
    return Typed(None, raw, doubt, offers), Typed(None, raw, doubt, offers)


def _date_digits(text: str) -> list[str]:
    """The digits that whole dates of a text take up."""
    plain_text = unicodedata.normalize("NFKC", text)
    pattern = r"(?<!\d)(\d{4})\s*[年./\-—–\s]\s*(\d{1,2})\s*[月./\-—–\s]\s*(\d{1,2})(?!\d)"
    compact = r"(?<!\d)((?:19|20)\d{6})(?!\d)"
    return ["".join(match) for match in re.findall(pattern, plain_text)] + re.findall(
        compact, plain_text
    )


def _number(text: str, raw: str, stored: CellValue) -> Typed:
    if isinstance(stored, int | float) and not isinstance(stored, bool):
        return Typed(int(stored) if float(stored).is_integer() else stored, raw)
    plain_text = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if _BLANKS.match(plain_text) or plain_text in ("无",):
        return Typed(None, raw)
    counted = small_number(plain_text)
    if counted is not None:
        return Typed(counted, raw)
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*(?:万吨|吨|台|条|次|日|天|个|家|t)?", plain_text)
    if not match:
        return Typed(text, raw, (flag("number_invalid", raw=raw),))
    number = float(match[1])
    return Typed(int(number) if number.is_integer() else number, raw)


def _licence(text: str, raw: str) -> Typed:
    if is_placeholder(text):
        return Typed(None, raw, (flag("placeholder_left", raw=raw),))
    part = licence_in(text) or text
    if is_placeholder(part):
        return Typed(None, raw, (flag("placeholder_left", raw=raw),))
    value, fault = check_licence_no(part)
    return Typed(value, raw, (flag("licence_no_invalid", raw=raw),) if fault else ())


def _names(text: str, raw: str) -> Typed:
    """Names parted by marks or spaces; single characters apart may be one spaced name or two."""
    text = _DUTIES.sub(" ", text).strip()
    parts = [part for part in _BETWEEN_NAMES.split(text) if part.strip("_＿")]
    if all(len(part) > 1 for part in parts):
        return Typed(tuple(parts) or None, raw)
    strong = [re.sub(r"\s", "", part) for part in re.split(r"[、,，;；/／|]+|\s{2,}", text)]
    names = tuple(part for part in strong if part.strip("_＿"))
    return Typed(names, raw, (flag("ambiguous_value", raw=raw),), tuple(parts))


def _yes_or_no(text: str, raw: str) -> Typed:
    plain_text = text.strip().lower()
    if plain_text in _YES:
        return Typed(True, raw)
    if plain_text in _NO:
        return Typed(False, raw)
    return Typed(None, raw, (flag("ambiguous_value", raw=raw),))


def _choice(content: Sequence[Inline | Table], raw: str, options: Sequence[str]) -> Typed:
    cell = OptionCell(content, OptionWords.of({option: [option] for option in options}))
    present = {option.name for option in cell.options}
    chosen = {option.name for option in cell.options if option.chosen}
    marked = any(option.boxes for option in cell.options)
    if len(chosen) == 1 and not cell.unplaced:
        return Typed(chosen.pop(), raw)
    if len(chosen) > 1 or cell.unplaced:
        return Typed(None, raw, (flag("ambiguous_value", raw=raw),), tuple(sorted(present)))
    remaining = present - {option.name for option in cell.options if option.struck}
    if len(remaining) == 1 and not marked:
        return Typed(remaining.pop(), raw)
    if len(present) > 1 and not marked:
        return Typed(None, raw, (flag("boxes_lost", raw=raw),), tuple(sorted(present)))
    if not present and cell.leftover and not _BLANKS.match(cell.leftover):
        return Typed(cell.leftover, raw)
    return Typed(None, raw)


def read_column(
    column: RegisterColumn, content: Sequence[Inline | Table], stored: CellValue
) -> Typed:
    """A register's cell; a validity column that holds a term gives its end."""
    if column.type == "date" and len(read_dates(plain(content))) == 2:
        return read_period(content)[1]
    typed = read_value(column.type, content, stored, column.options)
    if column.type == "text" and typed.value is None and read_dates(typed.raw):
        return Typed(tidy(plain(content)), typed.raw)  # a batch that is named by its day
    return typed


def read_field(
    field: FieldDefinition, content: Sequence[Inline | Table], stored: CellValue = None
) -> Typed:
    """A field's content; a text that is asked for a time keeps the month or day written there, and
    the name of an enterprise no gaps that a hand left between its characters.
    """
    typed = read_value(field.type, content, stored, field.options)
    if field.type == "text" and typed.value is None and _TIMED.search(field.print):
        text = tidy(plain(content))
        if any(character.isdigit() for character in text):
            return Typed(text, typed.raw)
    if field.key == "enterprise_name" and isinstance(typed.value, str):
        return replace(typed, value=_GAP.sub("", typed.value))
    return typed
