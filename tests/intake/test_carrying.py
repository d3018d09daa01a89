"""A person's word goes with its page into the form to which the page was moved."""

from __future__ import annotations

from docforge.intake.carrying import carried, page_of, said_by_persons
from docforge.model import (
    Answer,
    AnswerEvidence,
    By,
    Conclusion,
    Evidence,
    Field,
    Row,
    Submission,
)
from docforge.place import Place
from tests.intake.page_stacks import form, page


def at(number: int, top: float = 1.0) -> Place:
    return Place(page=number, box=(1.0, top, 9.0, top + 8.0))


def answered(item: str, conclusion: Conclusion, number: int, by: By = By.MACHINE) -> Answer:
    parts = AnswerEvidence(conclusion=Evidence(place=at(number), by=by))
    return Answer(item=item, section="", text="", conclusion=conclusion, evidence=parts)


def checklist(first: int, second: int, by: By = By.MACHINE) -> Submission:
    """1.1 stands on its first page, 4.1 on its second one; `by` said 4.1 and the credit code."""
    said = by is By.PERSON
    return form(page(first, 1), page(second, 2)).model_copy(
        update={
            "fields": {
                "enterprise_name": Field(value="甲公司", place=at(first)),
                "uscc": Field(value="91", by=by) if said else Field(),
            },
            "answers": (
                answered("1.1", Conclusion.CONFORM, first),
                answered(
                    "4.1", Conclusion.NONCONFORM if said else Conclusion.UNANSWERED, second, by
                ),
            ),
        }
    )


def test_a_value_belongs_to_its_page_and_what_stands_nowhere_to_the_page_with_the_name() -> None:
    one = checklist(3, 5, By.PERSON)
    assert page_of(one, "answers/4.1/conclusion") == 5
    assert page_of(one, "answers/4.1/record") == 5, "an empty record stands beside its mark"
    assert page_of(one, "fields/uscc") == 3
    assert page_of(one, "") is None
    assert page_of(one, "findings/x/1") is None


def test_words_go_where_their_pages_go() -> None:
    said = list(said_by_persons(checklist(1, 3, By.PERSON)))
    kept: set[tuple[str, str]] = set()
    other = carried(checklist(2, 3), (2, 3), said, kept)
    assert [answer.conclusion for answer in other.answers] == [
        Conclusion.CONFORM,
        Conclusion.NONCONFORM,
    ]
    assert other.fields["uscc"].value is None, "that was said of the enterprise on page 1"
    own = carried(checklist(1, 4), (1, 4), said, kept)
    assert own.fields["uscc"].value == "91"
    assert own.answers[1].conclusion is Conclusion.UNANSWERED
    assert kept == {(each.submission, each.path) for each in said}


def test_a_cell_of_a_register_is_found_again_by_its_place() -> None:
    def register(*rows: Row) -> Submission:
        return form(page(1, 1), page(2, 2)).model_copy(update={"rows": rows})

    cell = Field(value="7", place=at(2, 40.0))
    other = Row(cells={"output_total": Field(value="3", place=at(2, 20.0))})
    before = register(Row(cells={"output_total": cell.model_copy(update={"by": By.PERSON})}))
    after = register(other, Row(cells={"output_total": Field(value="1", place=cell.place)}))
    changed = carried(after, (1, 2), said_by_persons(before), set())
    assert [row.cells["output_total"].value for row in changed.rows] == ["3", "7"]
