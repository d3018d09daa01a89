"""What the list adds to a form, and what it only doubts."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.forms import load_catalogue
from docforge.intake.enterprises import Enterprise, EnterpriseList
from docforge.intake.parsing import Parsing
from docforge.model import By, Field, FormMatch, Row, Source, Submission, flag

RECORD, REGISTER = "shanxi-2022/inspection-record", "shanxi-2022/steel-register"
NORTH = Enterprise(
    enterprise_name="山西北岭钢铁有限公司",
    uscc="91140100MA0K0000X1",
    licence_no="（晋）XK05-001-00011",
    licence_valid_until="2025-05-28",
    product_category="工业产品",
    certified_products="热轧带肋钢筋",
    production_address="北岭县工业路1号",
    contact="张三",
    phone="0351-5830315",
)
SECOND_LICENCE = NORTH.model_copy(update={"licence_no": "（晋）XK05-001-00099"})


def parsing(*entries: Enterprise) -> Parsing:
    return Parsing(load_catalogue(), enterprises=EnterpriseList(entries or [NORTH]))


def form(fields: dict[str, Any], **said: Any) -> Submission:
    made = {
        key: value if isinstance(value, Field) else Field(value=value, raw=value)
        for key, value in fields.items()
    }
    return Submission(
        id="0123456789ab-1",
        source=Source(name="a.docx"),
        form=FormMatch(id=RECORD, score=1.0),
        fields=made,
        **said,
    )


def codes(submission: Submission, key: str) -> set[str]:
    return {flag.code for flag in submission.fields[key].flags}


def test_what_the_form_lacks_is_filled_and_says_that_the_list_said_it() -> None:
    joined = parsing().joined(form({"enterprise_name": "山西北岭钢铁有限公司", "phone": Field()}))
    assert joined.fields["phone"].value == "0351-5830315"
    assert joined.fields["phone"].by is By.LIST
    assert joined.fields["licence_valid_until"].value == "2025-05-28"
    assert joined.fields["enterprise_name"].by is By.MACHINE


def test_where_they_differ_the_form_stays_and_is_flagged() -> None:
    joined = parsing().joined(form({"enterprise_name": NORTH.enterprise_name, "contact": "李四"}))
    field = joined.fields["contact"]
    assert (field.value, field.by) == ("李四", By.MACHINE)
    assert codes(joined, "contact") == {"list_differs"}
    assert field.alternatives == ("张三",)


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("licence_no", "(晋) XK05—001—00011"),
        ("licence_no", "XK05-001-00011"),
        ("phone", "0351 5830315"),
        ("production_address", "山西省北岭县工业路1号"),
        ("certified_products", "热轧带肋钢筋（HRB400）"),
    ],
)
def test_another_spelling_is_no_difference(key: str, written: str) -> None:
    joined = parsing().joined(form({"enterprise_name": NORTH.enterprise_name, key: written}))
    assert "list_differs" not in codes(joined, key)


def test_a_value_that_could_not_be_read_is_kept_and_the_list_offers_its_own() -> None:
    damaged = Field(raw="202528日")
    joined = parsing().joined(
        form({"enterprise_name": NORTH.enterprise_name, "licence_valid_until": damaged})
    )
    field = joined.fields["licence_valid_until"]
    assert (field.value, field.raw, field.flags) == (None, "202528日", ())
    assert field.alternatives == ("2025-05-28",)


def test_a_name_that_is_only_alike_is_offered_and_nothing_is_filled() -> None:
    joined = parsing().joined(form({"enterprise_name": "山西北岭钢铁公司", "phone": Field()}))
    assert codes(joined, "enterprise_name") == {"enterprise_offered"}
    assert joined.fields["enterprise_name"].alternatives == (NORTH.enterprise_name,)
    assert joined.fields["phone"].value is None


def test_a_name_like_none_on_the_list_is_told() -> None:
    joined = parsing().joined(form({"enterprise_name": "河北东海玻璃厂"}))
    assert codes(joined, "enterprise_name") == {"enterprise_not_listed"}


def test_two_licences_of_one_name_are_asked_at_the_licence_number() -> None:
    both = parsing(NORTH, SECOND_LICENCE)
    joined = both.joined(form({"enterprise_name": NORTH.enterprise_name, "licence_no": Field()}))
    assert codes(joined, "licence_no") >= {"enterprise_ambiguous"}
    assert joined.fields["licence_no"].alternatives == (NORTH.licence_no, SECOND_LICENCE.licence_no)
    assert joined.fields["licence_no"].value is None


def test_a_form_without_a_name_is_known_by_its_licence() -> None:
    read = form({"enterprise_name": Field(), "licence_no": NORTH.licence_no})
    joined = parsing().joined(read)
    assert joined.text("enterprise_name") == NORTH.enterprise_name
    assert "enterprise_missing" not in {entry.flag.code for entry in joined.flagged()}


def test_a_category_that_the_form_does_not_offer_is_not_compared() -> None:
    steel = parsing(NORTH.model_copy(update={"product_category": "钢筋"}))
    read = form({"enterprise_name": NORTH.enterprise_name, "product_category": "工业产品"})
    assert codes(steel.joined(read), "product_category") == set()


def test_what_a_person_said_is_neither_replaced_nor_doubted() -> None:
    said = Field(value="李四", by=By.PERSON)
    joined = parsing().joined(form({"enterprise_name": NORTH.enterprise_name, "contact": said}))
    assert joined.fields["contact"] == said


def test_joining_again_changes_nothing() -> None:
    once = parsing().joined(form({"enterprise_name": NORTH.enterprise_name, "contact": "李四"}))
    assert parsing().joined(once) == once


def test_a_newer_list_takes_the_place_of_an_older_one() -> None:
    once = parsing().joined(form({"enterprise_name": NORTH.enterprise_name, "phone": Field()}))
    newer = parsing(NORTH.model_copy(update={"phone": "13800000000", "contact": ""}))
    again = newer.joined(once)
    assert again.fields["phone"].value == "13800000000"
    assert again.fields["contact"].value is None


def test_each_row_of_a_register_is_joined_by_itself() -> None:
    rows = tuple(
        Row(cells={"enterprise_name": Field(value=name), "licence_no": Field(), "status": Field()})
        for name in (NORTH.enterprise_name, "河北东海玻璃厂")
    )
    register = Submission(
        id="0123456789ab-1",
        source=Source(name="a.xlsx"),
        form=FormMatch(id=REGISTER, score=1.0),
        rows=rows,
    )
    first, second = parsing().joined(register).rows
    assert first.cells["licence_no"].value == NORTH.licence_no
    assert "phone" not in first.cells
    assert [flag.code for flag in second.cells["enterprise_name"].flags] == [
        "enterprise_not_listed"
    ]


def test_a_form_that_is_not_known_is_left_as_it_is() -> None:
    unknown = form({}).model_copy(update={"form": FormMatch(id=None)})
    assert parsing().joined(unknown) == unknown


_TRADES = ("水泥", "化肥", "电缆", "钢管", "铸造", "砖瓦", "管材", "肥料", "线缆", "包装")
_FIRST, _SECOND = "金华恒宏盛永鑫昌新兴", "达源远泰丰隆通顺阳升"
_TWINS = [
    Enterprise(
        enterprise_name=f"{town}市{first}{second}{trade}有限公司",
        licence_no=f"（晋）XK08-001-{number:05}",
    )
    for number, (town, first, second, trade) in enumerate(
        product(("云州", "平安", "长岭", "东河", "青川"), _FIRST, _SECOND, _TRADES)
    )
]


@pytest.fixture(scope="module")
def among_twins() -> Parsing:
    assert len(_TWINS) == 5000
    return parsing(*_TWINS)


@given(entry=st.sampled_from(_TWINS))
def test_among_near_twins_the_exact_name_is_taken(among_twins: Parsing, entry: Enterprise) -> None:
    joined = among_twins.joined(form({"enterprise_name": entry.enterprise_name}))
    assert joined.value("licence_no") == entry.licence_no


def test_a_gap_that_a_hand_left_within_a_name_is_none_of_the_name() -> None:
    joined = parsing().joined(form({"enterprise_name": "山西北岭钢铁  有限公司"}))
    assert joined.value("enterprise_name") == NORTH.enterprise_name
    assert not codes(joined, "enterprise_name")


def test_a_name_whose_legal_form_was_misread_too_is_offered() -> None:
    joined = parsing().joined(form({"enterprise_name": "山西北令钢铁有服公司"}))
    assert joined.fields["enterprise_name"].alternatives == (NORTH.enterprise_name,)


@given(entry=st.sampled_from(_TWINS), place=st.integers(0, 6))
def test_a_name_with_a_stroke_amiss_is_never_taken_for_a_twin(
    among_twins: Parsing, entry: Enterprise, place: int
) -> None:
    name = entry.enterprise_name
    misread = name[:place] + "囗" + name[place + 1 :]
    joined = among_twins.joined(form({"enterprise_name": misread}))
    assert joined.value("enterprise_name") == misread
    assert "licence_no" not in joined.fields
    assert codes(joined, "enterprise_name") == {"enterprise_offered"}


def test_a_name_that_is_like_none_is_said_to_be_on_no_list(among_twins: Parsing) -> None:
    joined = among_twins.joined(form({"enterprise_name": "南塘县石桥砖瓦厂"}))
    assert codes(joined, "enterprise_name") == {"enterprise_not_listed"}


def test_beside_a_name_that_was_read_with_doubt_stand_its_twins(among_twins: Parsing) -> None:
    name = _TWINS[0].enterprise_name
    doubted = Field(value=name, raw=name, flags=(flag("doubtful_text", raw=name),))
    joined = among_twins.joined(form({"enterprise_name": doubted}))
    offered = joined.fields["enterprise_name"].alternatives
    assert joined.value("licence_no") == _TWINS[0].licence_no
    assert len(offered) == 3
    assert name not in offered
    sure = among_twins.joined(form({"enterprise_name": name}))
    assert sure.fields["enterprise_name"].alternatives == ()
