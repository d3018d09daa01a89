"""Tables of a Word file: every cell at its place in the grid, however the rows are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.errors import HostileFile
from docforge.layout import NoticeCode, Table
from docforge.place import Place
from tests.readers.word_file import cell, document, grid, paragraph, row, table

_RESTART, _CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(width: int) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


def shape(found: Table) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, height and width of every cell."""
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells]


def test_a_plain_table_is_a_plain_grid() -> None:
    found = grid(table(row("甲", "乙"), row("丙", "丁")))
    assert (found.rows, found.columns, found.place) == (2, 2, Place(table=1))
    assert shape(found) == [
        ("甲", 1, 1, 1, 1),
        ("乙", 1, 2, 1, 1),
        ("丙", 2, 1, 1, 1),
        ("丁", 2, 2, 1, 1),
    ]
    assert found.cells[3].place == Place(table=1, row=2, column=2)


def test_merged_cells_keep_the_columns_of_their_neighbours() -> None:
    found = grid(
        table(
            row(cell("项目", properties=_RESTART), cell("合", properties=span(2)), "尾"),
            row(cell("", properties=_CONTINUE), "乙", "丙", "丁"),
            row(cell("", properties=_CONTINUE), "戊", "己", "庚"),
            row("新", "辛", "壬", "癸"),
        )
    )
    assert shape(found)[0] == ("项目", 1, 1, 3, 1)
    assert shape(found)[1] == ("合", 1, 2, 1, 2)
    assert shape(found)[2] == ("尾", 1, 4, 1, 1)
    assert [found.at(2, column) is found.cells[0] for column in (1, 2)] == [True, False]
    last = found.at(4, 1)
    assert last is not None
    assert (last.text, found.columns) == ("新", 4)


def test_a_merge_that_continues_nothing_begins_a_cell() -> None:
    found = grid(table(row(cell("孤", properties=_CONTINUE), "乙")))
    assert shape(found) == [("孤", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]


def test_a_merge_is_broken_by_a_row_without_it() -> None:
    found = grid(
        table(
            row(cell("一", properties=_RESTART)),
            row("二"),
            row(cell("三", properties=_CONTINUE)),
        )
    )
    assert [height for *_, height, _ in shape(found)] == [1, 1, 1]


def test_old_horizontal_merges_widen_their_cell() -> None:
    restart, go_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    found = grid(table(row(cell("宽", properties=restart), cell("", properties=go_on), "尾")))
    assert shape(found) == [("宽", 1, 1, 1, 2), ("尾", 1, 3, 1, 1)]


def test_old_merges_in_both_directions_make_one_cell() -> None:
    restart, go_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    found = grid(
        table(
            row(cell("大", properties=restart + _RESTART), cell("", properties=go_on + _RESTART)),
            row(cell("", properties=restart + _CONTINUE), cell("", properties=go_on + _CONTINUE)),
        )
    )
    assert shape(found) == [("大", 1, 1, 2, 2)]


def test_rows_may_begin_and_end_inside_the_grid() -> None:
    before = '<w:gridBefore w:val="2"/>'
    found = grid(table(row("甲", "乙", "丙", "丁"), row("戊", properties=before), row("己")))
    assert shape(found)[4:] == [("戊", 2, 3, 1, 1), ("己", 3, 1, 1, 1)]
    assert found.at(2, 1) is None


def test_controls_and_custom_xml_around_rows_and_cells_shift_nothing() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    body = (
        control(row("甲", control(cell("乙")), "丙"))
        + f"<w:customXml>{row('丁', control(cell('戊')), '己')}</w:customXml>"
    )
    found = grid(control(table(body)))
    assert [(c.text, c.row, c.column) for c in found.cells] == [
        ("甲", 1, 1),
        ("乙", 1, 2),
        ("丙", 1, 3),
        ("丁", 2, 1),
        ("戊", 2, 2),
        ("己", 2, 3),
    ]


def test_deleted_rows_are_gone_and_inserted_ones_there() -> None:
    deleted, inserted = "<w:del/>", "<w:ins/>"
    found = document(
        table(row("甲"), row("乙", properties=deleted), row("丙", properties=inserted))
    )
    (only,) = found.tables
    assert [(c.text, c.row) for c in only.cells] == [("甲", 1), ("丙", 2)]
    assert [notice.code for notice in found.notices] == [NoticeCode.TRACKED_CHANGE]


def test_a_hidden_row_is_read_and_told_of() -> None:
    found = document(table(row("甲"), row("乙", properties="<w:hidden/>")))
    (only,) = found.tables
    assert [c.hidden for c in only.cells] == [False, True]
    (notice,) = found.notices
    assert (notice.code, notice.detail, notice.place) == (
        NoticeCode.HIDDEN,
        "乙",
        Place(table=1, row=2),
    )


def test_words_under_a_merged_cell_are_told_of() -> None:
    found = document(
        table(row(cell("上", properties=_RESTART)), row(cell("下", properties=_CONTINUE)))
    )
    assert [notice.detail for notice in found.notices] == ["下"]


def test_a_nested_table_knows_the_cells_around_it() -> None:
    innermost = table(row("丙"))
    inner = table(row("甲", cell(innermost, paragraph(""))))
    outer = grid(table(row("一"), row("二", cell("前", inner, "后"))))
    around = outer.cells[2]
    assert around.text == "前\n甲\t\n丙\n后"
    nested = next(part for part in around.content if isinstance(part, Table))
    here = Place(table=1, row=2, column=2)
    assert nested.place == Place(table=1, within=(here,))
    deepest = next(part for part in nested.cells[1].content if isinstance(part, Table))
    assert deepest.cells[0].place == Place(
        table=1, row=1, column=1, within=(here, Place(table=1, row=1, column=2))
    )


def test_lines_of_a_cell_are_parted_and_empty_ones_at_its_ends_dropped() -> None:
    found = grid(table(row(cell("", "甲", "", "乙", "", ""))))
    assert found.cells[0].text == "甲\n\n乙"


def test_tables_are_counted_over_the_whole_body() -> None:
    found = document(table(row("甲")) + paragraph("") + table(row("乙")))
    assert [one.place for one in found.tables] == [Place(table=1), Place(table=2)]


def test_absurd_spans_are_clipped() -> None:
    wide = cell("甲", properties=span(999_999_999))
    found = grid(table(row(wide, "乙", properties='<w:gridBefore w:val="88888888"/>')))
    assert found.columns <= 128
    assert [c.text for c in found.cells] == ["甲", "乙"]


@pytest.mark.parametrize("value", ["-3", "0", "x", "", "9" * 5000])
def test_a_span_that_is_no_number_is_one_column(value: str) -> None:
    odd = cell("甲", properties=f'<w:gridSpan w:val="{value}"/>')
    assert shape(grid(table(row(odd, "乙")))) == [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]


def test_a_row_wider_than_any_form_is_refused() -> None:
    with pytest.raises(HostileFile, match="more columns"):
        document(table(row(*[cell("甲", properties=span(63))] * 20)))


def test_tables_nested_deeper_than_any_form_are_refused() -> None:
    inner = table(row("底"))
    for _ in range(20):
        inner = table(row(cell(inner, paragraph(""))))
    with pytest.raises(HostileFile, match="nested deeper"):
        document(inner)


_CELLS = st.tuples(
    st.integers(1, 4), st.sampled_from(("", _RESTART, _CONTINUE, "<w:hMerge/>")), st.booleans()
)


@given(st.lists(st.lists(_CELLS, max_size=5), min_size=1, max_size=6))
def test_no_grid_position_belongs_to_two_cells(rows: list[list[tuple[int, str, bool]]]) -> None:
    written = []
    for cells in rows:
        tcs = [
            cell("x" if filled else "", properties=span(width) + merge)
            for width, merge, filled in cells
        ]
        written.append(row(*tcs))
    for found in document(table(*written)).tables:
        taken = [
            (r, c)
            for one in found.cells
            for r in range(one.row, one.row + one.row_span)
            for c in range(one.column, one.column + one.column_span)
        ]
        assert len(taken) == len(set(taken))
        assert all(r <= found.rows and c <= found.columns for r, c in taken)
