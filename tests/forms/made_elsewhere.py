"""Returned forms that other offices made for themselves from the printed ones.

They reorder columns, call them otherwise, add some, tear tables over pages, print the header
again, lose the numbers. Rows are drawn as sheets of `samples.make.bureaus` and printed from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from docforge.forms import Catalogue, Definition
from docforge.forms.definitions.definition import RegisterColumn
from docforge.forms.values.wording import split_number
from samples.make.bureaus.printing import drawn
from samples.make.bureaus.sheet import Blank, Cell, Grid, Sheet, Words

_VALUES = {
    "date": ("2022年7月5日", "2022-07-05"),
    "number": ("12.5", 12.5),
    "licence_no": ("（晋）XK05-001-00001", "（晋）XK05-001-00001"),
    "uscc": ("91350100M000100Y43", "91350100M000100Y43"),
    "phone": ("0351-5550001", "0351-5550001"),
    "bool": ("是", True),
}
NAMES = ("云州恒岳特钢有限公司", "岚阳石门坡水泥有限责任公司", "汾源县同芯线缆有限公司")


@dataclass(frozen=True)
class Column:
    """A column as an office prints it, with what each enterprise has under it."""

    key: str
    label: str
    written: tuple[str, ...]
    group: str = ""


Rows = list[dict[str, object]]
Change = Callable[[list[Column]], list[Column]]


def register_columns(
    form: Definition, columns: Sequence[RegisterColumn], rows: int
) -> tuple[list[Column], Rows]:
    """The printed columns with invented entries, and what is to be read of them."""
    made, expected = [], [dict[str, object]() for _row in range(rows)]
    for column in columns:
        if column.key == "sequence":
            made.append(Column("sequence", column.print, tuple(map(str, range(1, rows + 1)))))
            continue
        entries = [_entry(column, row) for row in range(rows)]
        made.append(
            Column(column.key, column.print, tuple(text for text, _ in entries), column.group)
        )
        for row, (_text, value) in enumerate(entries):
            expected[row][column.key] = value
    assert form.kind == "register"
    return made, expected


def _entry(column: RegisterColumn, row: int) -> tuple[str, object]:
    if column.key == "enterprise_name":
        return NAMES[row], NAMES[row]
    if column.options:
        return column.options[0], column.options[0]
    if column.type in _VALUES:
        return _VALUES[column.type]
    text = f"{column.print[:2].strip('(（')}情形{'甲乙丙'[row]}"
    return text, text


def reversed_columns(columns: list[Column]) -> list[Column]:
    """The other way round, groups kept together."""
    return columns[::-1]


def without_numbers(columns: list[Column]) -> list[Column]:
    """The column of numbers is there, the numbers are not."""
    return [
        replace(own, written=("",) * len(own.written)) if own.key == "sequence" else own
        for own in columns
    ]


def no_number_column(columns: list[Column]) -> list[Column]:
    return [own for own in columns if own.key != "sequence"]


def with_a_stranger(columns: list[Column]) -> list[Column]:
    """A column of the office's own in the middle."""
    at = len(columns) // 2
    while at < len(columns) and columns[at].group and columns[at].group == columns[at - 1].group:
        at += 1
    rows = len(columns[0].written)
    return [*columns[:at], Column("", "经办人意见", ("同意",) * rows), *columns[at:]]


def renamed(catalogue: Catalogue) -> Change:
    """Each label by another of the trade's names for it."""

    def change(columns: list[Column]) -> list[Column]:
        names = catalogue.labels.fields
        return [
            replace(
                own, label=next((n for n in names.get(own.key, ()) if n != own.label), own.label)
            )
            for own in columns
        ]

    return change


def header_rows(columns: Sequence[Column]) -> list[tuple[Cell | str, ...]]:
    """One line of headings, or two where some stand under a group."""
    if not any(own.group for own in columns):
        return [tuple(own.label for own in columns)]
    upper: list[Cell | str] = []
    for at, own in enumerate(columns):
        if not own.group:
            upper.append(Cell(own.label, rows=2))
        elif at == 0 or columns[at - 1].group != own.group:
            span = 1
            while at + span < len(columns) and columns[at + span].group == own.group:
                span += 1
            upper.append(Cell(own.group, columns=span))
    return [tuple(upper), tuple(own.label for own in columns if own.group)]


def data_row(columns: Sequence[Column], row: int) -> tuple[str, ...]:
    return tuple(own.written[row] for own in columns)


def as_file(title: str, blocks: Sequence[Words | Grid], ending: str) -> bytes:
    """A landscape document or workbook with a title and these blocks."""
    sheet = Sheet((Words(title, True, 16), *blocks))
    return drawn(Blank("elsewhere", lambda _pen: (sheet,), landscape=True), ending)[0]


def grid(rows: Sequence[tuple[Cell | str, ...]], width: int) -> Grid:
    return Grid((1.0,) * width, tuple(rows))


def checklist_columns(form: Definition) -> tuple[list[Column], dict[str, tuple[str, str]]]:
    """The printed columns of a checklist filled in, with conclusion and record of each item."""
    chosen: list[str] = [
        item.offers[place % len(item.offers)] for place, item in enumerate(form.items)
    ]
    if form.conclusions == "text":
        chosen = ["nonconform" if place % 3 == 2 else "conform" for place in range(len(chosen))]
    records = [_record(form, conclusion) for conclusion in chosen]
    texts: dict[str, list[str]] = {
        "number": [item.id if "." not in item.id else item.id.split(".")[0] for item in form.items],
        "section": [item.section for item in form.items],
        "content": [f"{item.number} {item.text}".strip() for item in form.items],
        "checkpoint": [item.checkpoint for item in form.items],
        "method": [item.method for item in form.items],
        "conclusion": [
            " ".join(
                f"{'☑' if offer == said else '□'}{form.options.word(offer)}"
                for offer in item.offers
            )
            for item, said in zip(form.items, chosen, strict=True)
        ],
        "record": records,
        "remark": [item.remark for item in form.items],
    }
    columns = [Column(own.role, own.print, tuple(texts[own.role])) for own in form.columns]
    said = {
        item.id: (conclusion, record)
        for item, conclusion, record in zip(form.items, chosen, records, strict=True)
        if not item.statement
    }
    return columns, said


def _record(form: Definition, conclusion: str) -> str:
    if conclusion == "nonconform":
        return "出厂检验记录缺失"
    return "未发现问题" if form.conclusions == "text" else ""


def headed_otherwise(catalogue: Catalogue) -> Change:
    """The headings of a checklist by other names of the trade."""

    def change(columns: list[Column]) -> list[Column]:
        names = catalogue.labels.columns
        return [
            replace(
                own, label=next((n for n in names.get(own.key, ()) if n != own.label), own.label)
            )
            for own in columns
        ]

    return change


def numbers_dropped(columns: list[Column]) -> list[Column]:
    """No row keeps its number, neither in its column nor before its words."""
    kept = []
    for own in columns:
        if own.key == "number":
            own = replace(own, written=("",) * len(own.written))
        if own.key == "content":
            own = replace(own, written=tuple(split_number(text)[1] for text in own.written))
        kept.append(own)
    return kept
