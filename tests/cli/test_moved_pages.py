"""Pages moved in the review workbook as a clerk would, read anew, against stacks in order."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from docforge import data
from docforge.sheets.review import REVIEW, TITLES
from docforge.sheets.review_cells import CONFIRMED, YES
from docforge.sheets.review_pages import LEAVE_OUT, NEW_FORM, PAGES
from tests.cli.clerks_desk import Desk, codes, record, said
from tests.intake.printed_forms import HENGYUE, printed, scans_of, stack, without_code
from tests.readers.scanned import as_pdf, pages_of, white

pytestmark = pytest.mark.heavy
A1, A2 = pages_of("flatbed")
B1, B2 = pages_of("stamped")
C1, C2 = pages_of("photographed")
MIXED, ORDERED = as_pdf([A1, B1, B2, A2]), as_pdf([A1, A2, B1, B2])
LIST = data.shipped("samples") / "enterprises.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """With a stack that is paired wrongly: the second pages of two forms changed places."""
    desk = Desk(tmp_path)
    desk.scan("叠", MIXED)
    desk.scan("齐", ORDERED)
    return desk


def test_a_stack_that_was_paired_wrongly_is_put_right_and_says_what_one_in_order_says(
    desk: Desk,
) -> None:
    wrong, right = desk.parse("叠"), desk.parse("齐")
    assert [line["source"]["pages"] for line in wrong] == [[1, 3], [2, 4]]
    assert [codes(line) for line in wrong] == [["pages_paired"], ["pages_paired"]]
    desk.give("叠", {3: "2", 4: "1"})
    result = desk.correct("叠", "好", "--sources", desk.folder / "叠.pdf")
    assert (result.exit_code, "2 entries applied" in result.stderr) == (0, True)

    done = desk.lines("好")
    assert [line["id"] for line in done] == [line["id"] for line in wrong], "first pages stayed"
    assert [line["source"]["pages"] for line in done] == [[1, 4], [2, 3]]
    assert {line["source"]["pages_by"] for line in done} == {"person"}
    assert [said(line, (1, 4, 2, 3)) for line in done] == [said(line) for line in right]

    left = load_workbook(desk.folder / "好.xlsx")
    paths = [row[TITLES.index("path")].value for row in left[REVIEW].iter_rows(min_row=2)]
    assert paths
    assert None not in paths, "nothing is in doubt about whole forms any more"
    assert (left[PAGES].max_row, len(left[PAGES]._images)) == (5, 4)  # type: ignore[attr-defined]


def test_a_page_in_another_form_is_moved_and_the_rest_of_the_stack_keeps_its_bytes(
    desk: Desk,
) -> None:
    desk.scan("叠", as_pdf([C1, C2, A1, white(A1), B1, A2, B2, white(B2)]))
    before, right = desk.parse("叠"), desk.parse("齐")
    assert [line["source"]["pages"] for line in before] == [[1, 2], [3, 4, 7, 8], [5, 6]]
    desk.give("叠", {6: "2", 7: "3"})
    assert desk.correct("叠", "好").exit_code == 0, "the scan lies beside the findings"
    findings = [(desk.folder / f"{name}.jsonl").read_bytes() for name in ("叠", "好")]
    assert findings[0].splitlines()[0] == findings[1].splitlines()[0]
    done = desk.lines("好")
    assert [line["source"]["pages"] for line in done] == [[1, 2], [3, 4, 6], [5, 7, 8]]
    assert [said(line, (3, 6, 5, 7)) for line in done[1:]] == [said(line) for line in right]


def test_a_new_form_is_read_and_a_page_left_out_keeps_a_line_until_it_comes_back(
    desk: Desk,
) -> None:
    desk.parse("叠")
    right = [said(line) for line in desk.parse("齐")]
    desk.give("叠", {2: LEAVE_OUT, 3: LEAVE_OUT, 4: "1"})
    assert desk.correct("叠", "半").exit_code == 0
    first, left = desk.lines("半")
    assert said(first, (1, 4)) == right[0]
    assert (left["form"]["id"], left["source"]["pages"]) == (None, [2, 3])
    desk.give("半", {2: NEW_FORM, 3: NEW_FORM})
    assert desk.correct("半", "好", "--sources", desk.folder).exit_code == 0
    done = desk.lines("好")
    assert [said(line, (1, 4, 2, 3)) for line in done] == right
    assert done[0] == first


def test_what_a_person_said_goes_with_its_page_now_and_later(desk: Desk) -> None:
    first, second = desk.parse("叠")
    item = next(
        answer["item"]
        for answer in first["answers"]
        if answer["evidence"]["record"]["flags"]
        and answer["evidence"]["record"]["place"]["page"] == 3
    )
    desk.say("叠", first["id"], f"answers/{item}/record", "原料库堆放混乱")
    desk.give("叠", {3: "2", 4: "1"})
    assert desk.correct("叠", "换").exit_code == 0
    one, other = desk.lines("换")
    assert record(other, item)["record"] == "原料库堆放混乱"
    assert record(other, item)["evidence"]["record"]["by"] == "person"
    assert record(one, item)["record"] != "原料库堆放混乱"
    desk.give("换", {3: "1", 4: "2"})
    assert desk.correct("换", "回").exit_code == 0
    assert record(desk.lines("回")[0], item)["record"] == "原料库堆放混乱"
    assert second["source"]["pages"] == desk.lines("回")[1]["source"]["pages"]


def test_a_scan_that_is_gone_or_changed_is_named_with_its_row(desk: Desk) -> None:
    desk.parse("叠")
    desk.give("叠", {3: "2", 4: "1"})
    (desk.folder / "叠.pdf").rename(desk.folder / "扫描.pdf")
    gone = desk.correct("叠", "好")
    assert gone.exit_code == 2
    assert "row 3: 叠.pdf is needed" in gone.stderr
    shutil.copyfile(desk.folder / "齐.pdf", desk.folder / "叠.pdf")
    changed = desk.correct("叠", "好", "--sources", desk.folder / "叠.pdf")
    assert changed.exit_code == 2
    assert "no longer the file" in changed.stderr
    assert not (desk.folder / "好.jsonl").exists()
    renamed = desk.correct("叠", "好", "--sources", desk.folder)
    assert renamed.exit_code == 0, "it is known by its content under another name"


def test_the_list_that_completed_the_forms_is_asked_for_again(desk: Desk) -> None:
    entry = desk.parse("齐")[0]["fields"]["enterprise_name"]["value"]
    listed = desk.folder / "名单.csv"
    listed.write_text(f"企业名称,许可证编号\n{entry},（晋）XK08-001-00001\n", encoding="utf-8")
    right = desk.parse("齐", "--enterprises", listed)
    assert right[0]["fields"]["licence_no"]["by"] == "list"
    desk.parse("叠", "--enterprises", listed)
    desk.give("叠", {3: "2", 4: "1"})
    asked = desk.correct("叠", "好")
    assert (asked.exit_code, "--enterprises" in asked.stderr) == (2, True)
    assert desk.correct("叠", "好", "--enterprises", listed).exit_code == 0
    done = desk.lines("好")
    assert [said(line, (1, 4, 2, 3)) for line in done] == [said(line) for line in right]


def test_a_pairing_that_was_confirmed_needs_no_scan(desk: Desk) -> None:
    before = desk.parse("叠")
    (desk.folder / "叠.pdf").unlink()
    desk.give("叠", {1: YES}, CONFIRMED)
    assert desk.correct("叠", "好").exit_code == 0
    done = desk.lines("好")
    assert (codes(done[0]), codes(done[1])) == ([], ["pages_paired"])
    assert done[1] == before[1]
    assert said({**done[0], "flags": []}) == said({**before[0], "flags": []})


def test_a_blank_of_one_run_is_asked_for_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    blank = next((data.shipped("parsers") / "shanxi-2022").glob("inspection-record.blank.pdf"))
    own = desk.folder / "空白.pdf"
    shutil.copyfile(blank, own)
    monkeypatch.setattr("docforge.intake.parsing.kept_blanks", lambda *_: ())
    right = desk.parse("齐", "--blank", own)
    desk.parse("叠", "--blank", own)
    desk.give("叠", {3: "2", 4: "1"})
    without = desk.correct("叠", "好")
    assert without.exit_code == 2
    assert "against “空白.pdf”" in without.stderr
    assert desk.correct("叠", "好", "--blank", own).exit_code == 0
    done = desk.lines("好")
    assert [said(line, (1, 4, 2, 3)) for line in done] == [said(line) for line in right]


def test_pages_read_by_their_words_are_put_together_in_the_order_of_their_items(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docforge.intake.parsing.kept_blanks", lambda *_: ())
    right = desk.parse("齐")
    assert [line["form"]["way"] for line in right] == ["text", "text"]
    desk.scan("叠", as_pdf([A2, B1, B2, A1]))
    before = desk.parse("叠")
    known = [line["source"]["pages"] for line in before if line["form"]["id"]]
    assert known == [[2, 3], [4]], "a second page alone tells no form"
    desk.give("叠", {1: "2"})
    assert desk.correct("叠", "好").exit_code == 0
    done = sorted(desk.lines("好"), key=lambda line: line["source"]["pages"])
    assert [line["source"]["pages"] for line in done] == [[1, 4], [2, 3]]
    assert [said(line, (4, 1, 2, 3)) for line in done] == [said(line) for line in right]


def test_a_page_that_nothing_recognised_is_taken_as_the_page_that_the_form_lacks(
    desk: Desk,
) -> None:
    cells = np.random.default_rng(5).integers(0, 255, (60, 40, 3), dtype=np.uint8)
    photo = np.kron(cells, np.ones((30, 30, 1), np.uint8))
    desk.scan("叠", as_pdf([A1, photo]))
    before = desk.parse("叠")
    assert [line["form"]["id"] is None for line in before] == [False, True]
    assert codes(before[0]) == ["page_missing", "pages_paired"]
    desk.give("叠", {2: "1"})
    assert desk.correct("叠", "好").exit_code == 0
    (done,) = desk.lines("好")
    assert done["source"]["pages"] == [1, 2]
    assert codes(done) == ["picture_page"], "it is there, but what it says must be typed in"


def test_copies_that_docforge_printed_are_put_right_though_a_code_is_torn_off(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCFORGE_PRINTED", str(tmp_path / "printed"))
    mine = scans_of(printed("U91140000000000001X", HENGYUE), (0, 2, 4))
    other = scans_of(printed(), (1, 3, 5))
    torn = without_code(mine[1])
    desk.scan("齐", stack(mine[0], torn, *other))
    right = desk.parse("齐")
    desk.scan("叠", stack(mine[0], other[0], torn, other[1]))
    before = desk.parse("叠")
    wanted = {1: (1, 3), 2: (2, 4)}
    here = {page: n for n, line in enumerate(before, 1) for page in line["source"]["pages"]}
    desk.give("叠", {3: str(here[1]), 4: str(here[2])})
    assert desk.correct("叠", "好").exit_code == 0
    done = desk.lines("好")
    assert [tuple(line["source"]["pages"]) for line in done] == list(wanted.values())
    assert [line["form"]["way"] for line in done] == ["printed-blank", "printed-blank"]
    settled = [{**line, "flags": []} for line in (*done, *right)]
    assert [said(x, (1, 3, 2, 4)) for x in settled[:2]] == [said(x) for x in settled[2:]]
    assert not {"code_unread", "pages_paired"} & {code for line in done for code in codes(line)}
