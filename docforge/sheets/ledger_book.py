"""A ledger as a workbook that clerks hold: found by its column titles, written cell by cell.

Whatever docforge does not write itself stays as it is: order and colours of rows, comments, own
columns and sheets, filters. What docforge must remember lies in a sheet that Excel does not list.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import error as ZlibError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docforge.errors import ConfigurationError, FileNotThere, UnsupportedFormat, UnwritableFile
from docforge.messages import translate as _

CATEGORY = "docforge/ledger@1"
"""Stands in the workbook's properties, so that a ledger is not taken for a returned form."""
MEMORY = "docforge"
"""The sheet of what docforge remembers; veryHidden, so that nobody sorts it by accident."""
OVERDUE, ESCALATION, OFFER, DECISION, BY_HAND = "逾期", "升级处置", "待确认", "确认", "人工改动"
OWN_COLUMNS = (OVERDUE, ESCALATION, OFFER, DECISION, BY_HAND)
"""Docforge's own columns, right of those of the form. Only 确认 is for clerks to fill in."""

_LOOKED_AT = 20
"""Rows in which a header is looked for."""
_LEAST_TITLES = 4
_OLD = b"\xd0\xcf\x11\xe0"

Remembered = tuple[str, str, str, str]
"""(what, of which line or event, key, text)."""


@dataclass(frozen=True)
class Titles:
    """What the columns of a ledger are called: `key` gives the key of a title, "" for a strange
    one; `needed` are those it cannot do without, key -> printed title."""

    key: Callable[[str], str]
    needed: Mapping[str, str]


@dataclass(frozen=True)
class BookRow:
    """A line as it stands: its row in the sheet, its values, what was written under 确认.

    `formulas` are the keys whose cells compute what they show.
    """

    number: int
    values: Mapping[str, Any]
    decision: str = ""
    formulas: frozenset[str] = frozenset()


@dataclass
class LedgerBook:
    """An opened ledger. `at` is the column (from 1) of each key, `own` of docforge's columns."""

    name: str
    workbook: Workbook
    sheet: Worksheet
    header: int
    at: dict[str, int]
    own: dict[str, int]
    shown: Worksheet | None = None
    strange: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    rows: list[BookRow] = field(default_factory=list)

    def remembered(self) -> Iterator[Remembered]:
        """What docforge wrote into its memory; nothing where there is none."""
        if MEMORY in self.workbook.sheetnames:
            for row in self.workbook[MEMORY].iter_rows(min_row=2, max_col=4, values_only=True):
                what, of, key, text = ("" if each is None else str(each) for each in row)
                if what:
                    yield what, of, key, text


def open_ledger(path: Path, titles: Titles) -> LedgerBook:
    """The ledger in a workbook.

    Raises UnwritableFile where somebody has it open, UnsupportedFormat where it is no .xlsx,
    ConfigurationError where no table with the needed columns is in it.
    """
    check_closed(path)
    content = _content(path)
    book = ledger_in(_loaded(content, path.name, values=False), titles, path.name)
    if _computes(book):
        book.shown = _loaded(content, path.name, values=True)[book.sheet.title]
    book.lost = tuple(_not_kept(content))
    book.rows = list(_rows(book, titles))
    return book


def _computes(book: LedgerBook) -> bool:
    """Whether a column of the ledger holds a formula, whose value is read apart."""
    return any(
        book.sheet.cell(row, column).data_type == "f"
        for column in (*book.at.values(), *book.own.values())
        for row in range(book.header + 1, book.sheet.max_row + 1)
    )


def ledger_in(workbook: Workbook, titles: Titles, name: str) -> LedgerBook:
    """The ledger in a workbook that is open already. Raises ConfigurationError."""
    best: tuple[int, Worksheet, int] | None = None
    for title in workbook.sheetnames:
        sheet = workbook[title]
        if title == MEMORY or not isinstance(sheet, Worksheet):
            continue
        for number, row in enumerate(_top(sheet), 1):
            found = len({titles.key(str(value)) for value in row if value} - {""})
            if best is None or found > best[0]:
                best = found, sheet, number
    if best is None or best[0] < _LEAST_TITLES:
        raise ConfigurationError(
            _("no table with the columns of the ledger is in it."),
            source=name,
            remedy=_("Its first columns are: {titles}.").format(
                titles="、".join(titles.needed.values())
            ),
        )
    _count, table, header = best
    at: dict[str, int] = {}
    own: dict[str, int] = {}
    strange: list[str] = []
    for column in range(1, table.max_column + 1):
        text = str(table.cell(header, column).value or "").strip()
        if text in OWN_COLUMNS:
            own.setdefault(text, column)
        elif key := titles.key(text):
            at.setdefault(key, column)
        elif text:
            strange.append(text)
    _check_columns(at, strange, titles, table.title, header, name)
    return LedgerBook(name, workbook, table, header, at, own, strange=tuple(strange))


def _top(sheet: Worksheet) -> Iterator[tuple[Any, ...]]:
    """The first rows; no more than there are, because asking for a row makes its cells."""
    return sheet.iter_rows(max_row=min(sheet.max_row, _LOOKED_AT), values_only=True)


def _check_columns(
    at: Mapping[str, int],
    strange: Sequence[str],
    titles: Titles,
    sheet: str,
    header: int,
    name: str,
) -> None:
    lacking = [title for key, title in titles.needed.items() if key not in at]
    if not lacking:
        return
    what = _("the ledger lacks the columns {titles}.").format(titles="、".join(lacking))
    if strange:
        what += _(" Renamed to one of these? {strange}").format(strange="、".join(strange))
    raise ConfigurationError(
        what,
        source=name,
        where=_("sheet {sheet}, row {row}").format(sheet=sheet, row=header),
        remedy=_("Give the column its name again, or add an empty one of this name."),
    )


def check_closed(path: Path) -> None:
    """Raises UnwritableFile where a program holds the workbook open, naming who, if it says so."""
    for lock in (f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}"):
        beside = path.with_name(lock)
        if beside.exists():
            who = _holder(beside)
            raise UnwritableFile(
                _("the workbook is open ({who}).").format(who=who or lock),
                source=path.name,
                remedy=_(
                    "Close it there. If nobody has it open, delete the file {lock} beside it."
                ).format(lock=lock),
            )


def _holder(lock: Path) -> str:
    """The name in a lock file: Excel's begins with its length, LibreOffice's parts are by comma."""
    try:
        content = lock.read_bytes()
    except OSError:
        return ""
    if lock.name.startswith(".~lock"):
        parts = [part.strip() for part in content.decode("utf-8", "replace").split(",")]
        return next((part for part in parts if part), "")
    length = content[0] if content else 0
    text = content[1 : 1 + length]
    for encoding in ("utf-8", "gbk"):
        try:
            return text.decode(encoding).strip("\0 ")
        except UnicodeDecodeError:
            continue
    return ""


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileNotThere(
            _("cannot be opened: {reason}.").format(reason=error.strerror or error),
            source=path.name,
        ) from error
    if content.startswith(_OLD):
        raise UnsupportedFormat(
            _("a ledger is kept as .xlsx; this is an old .xls, or has a password."),
            source=path.name,
            remedy=_("Open it in Excel or WPS, and save it as .xlsx without a password."),
        )
    return content


def _loaded(content: bytes, name: str, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it does not keep; `lost` tells of that in the clerk's words.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content), data_only=values, rich_text=not values)
    except (
        *(zipfile.BadZipFile, ZlibError, InvalidFileException, EOFError),
        *(KeyError, ValueError, OSError, TypeError, AttributeError, IndexError, SyntaxError),
    ) as error:
        # openpyxl says what is wrong with a damaged file by whatever error it runs into.
        raise UnsupportedFormat(
            _("this is not a workbook that can be read."),
            source=name,
            remedy=_("Open it in Excel or WPS, and save it as .xlsx."),
        ) from error


_LOST_PARTS = (
    ("xl/charts/", "图表"),
    ("xl/diagrams/", "SmartArt"),
    ("xl/slicers/", "切片器"),
    ("xl/threadedComments/", "会话批注"),
    ("xl/ctrlProps/", "窗体控件"),
    ("xl/embeddings/", "嵌入的文件"),
    ("xl/vbaProject", "宏"),
)


def _not_kept(content: bytes) -> Iterator[str]:
    """What openpyxl drops when it saves a workbook, in Chinese."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        for begin, word in _LOST_PARTS:
            if any(name.startswith(begin) for name in names):
                yield word
        drawings = [name for name in names if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)]
        if any(
            b"<xdr:sp " in package.read(each) or b"<xdr:sp>" in package.read(each)
            for each in drawings
        ):
            yield "图形"


def _rows(book: LedgerBook, titles: Titles) -> Iterator[BookRow]:
    """The lines below the header, from top to bottom; what stands at the foot is none."""
    shown = book.shown or book.sheet
    telling = [book.at[key] for key in titles.needed if key in ("enterprise_name", "problem")]
    for number in range(book.header + 1, book.sheet.max_row + 1):
        here = {key: shown.cell(number, column).value for key, column in book.at.items()}
        named = _said(here.get("finding"))
        if not named and not all(_said(shown.cell(number, column).value) for column in telling):
            continue
        formulas = {
            key
            for key, column in book.at.items()
            if book.sheet.cell(number, column).data_type == "f"
        }
        decision = book.own.get(DECISION)
        written = shown.cell(number, decision).value if decision else None
        yield BookRow(number, here, str(written or "").strip(), frozenset(formulas))


def _said(value: object) -> bool:
    return value is not None and bool(str(value).strip())
