"""What is wrong with a template or its data: everything at once, each with its place."""

from __future__ import annotations

import io
import pickle

import docx
import pytest
from docx.document import Document as WordDocument

from docforge.errors import TemplateError
from docforge.render import Template
from tests.render.building import paragraphs, table, word


def faults_of(template: bytes) -> list[tuple[str, str]]:
    with pytest.raises(TemplateError) as caught:
        Template(template)
    return [(fault.where, fault.what) for fault in caught.value.faults]


def test_all_faults_of_a_template_are_told_at_once() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("{{ a b }}")
        document.add_paragraph("｛｛ 企业 ｝｝")
        document.add_paragraph("{ name }")
        made = document.add_table(2, 2)
        made.cell(1, 1).text = "{% for x in xs %}{{ x }}"
        document.sections[0].header.paragraphs[0].text = "{{ c"

    found = faults_of(word(build))
    assert [where for where, _what in found] == [
        "paragraph 2",
        "paragraph 3",
        "table 1, row 2, cell 2",
        "paragraph 1",
        "in header1, paragraph 1",
    ]
    assert "“{% for x in xs %}” has no end" in found[2][1]


def test_a_fault_in_chinese_reads_as_a_clerk_would_say_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCFORGE_LANG", "zh_CN")

    def build(document: WordDocument) -> None:
        document.add_table(1, 1)
        document.add_table(3, 2).cell(2, 0).text = "{% for x in xs %}"

    ((where, what),) = faults_of(word(build))
    assert where == "表2 第3行第1列"
    assert what.startswith("“{% for x in xs %}”没有结束")


def test_the_text_around_a_tag_is_shown() -> None:
    ((_where, what),) = faults_of(
        paragraphs("责令你单位于{{ deadline day }}前改正上述问题，逾期依法处罚。")
    )
    assert "责令你单位于{{ deadline day }}前改正上述问题" in what


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("｛｛ x ｝｝", "full-width"),
        ("{％ if x ％}", "full-width"),
        ("｛% if x %｝", "full-width"),
        ("{x}", "single braces"),
        ("{ enterprise.name }", "single braces"),
        ("｛企业名称｝", "single braces"),
    ],
)
def test_braces_that_only_look_right_are_found(text: str, expected: str) -> None:
    (fault,) = faults_of(paragraphs(text))
    assert expected in fault[1]


@pytest.mark.parametrize(
    "text", ["{}", "{1, 2}", "集合{ 甲、乙 }", "f(x) = {x | x > 0}", "\\frac{a}{b}"]
)
def test_braces_of_ordinary_text_are_left_alone(text: str) -> None:
    Template(paragraphs(text, "{{ x }}"))


def test_everything_the_data_lack_is_told_at_once() -> None:
    template = Template(
        table(["{{ a }}", "{{ b.c }}"], ["{% for x in xs %}{{ x }}{% endfor %}", "{{ d }}"])
    )
    with pytest.raises(TemplateError) as caught:
        template.render({"b": {}, "d": "\x01"})
    assert [(fault.where, fault.what.partition(" cannot")[0]) for fault in caught.value.faults] == [
        ("table 1, row 1, cell 1", "“{{ a }}”"),
        ("table 1, row 1, cell 2", "“{{ b.c }}”"),
        ("table 1, row 2, cell 1", "“{% for x in xs %}”"),
        ("table 1, row 2, cell 2", "“{{ d }}”"),
    ]


@pytest.mark.parametrize("tag", ["{% if x %}1{% endif %}", "{{ x|length }}", "{{ 'a' in x }}"])
def test_asking_about_what_is_missing_is_a_fault(tag: str) -> None:
    with pytest.raises(TemplateError, match="“x” is not among the data"):
        Template(paragraphs(tag)).render({})


@pytest.mark.parametrize(
    ("tag", "said"),
    [("{{ x|default('无') }}", "无"), ("{% if x is defined %}1{% else %}2{% endif %}", "2")],
)
def test_a_template_may_say_what_to_do_without_a_value(tag: str, said: str) -> None:
    document = docx.Document(io.BytesIO(Template(paragraphs(tag)).render({})))
    assert [paragraph.text for paragraph in document.paragraphs] == [said]


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_characters_no_document_can_hold_are_refused(character: str) -> None:
    code = f"U\\+{ord(character):04X}"
    with pytest.raises(TemplateError, match=f"“{{{{ x }}}}” .*{code}"):
        Template(paragraphs("{{ x }}")).render({"x": f"甲{character}"})


def test_an_expression_that_fails_names_its_tag() -> None:
    with pytest.raises(TemplateError, match=r"paragraph 2: “\{\{ 1 / n \}\}” .*ZeroDivisionError"):
        Template(paragraphs("一", "{{ 1 / n }}")).render({"n": 0})


def test_an_error_of_many_faults_survives_the_way_between_processes() -> None:
    with pytest.raises(TemplateError) as caught:
        Template(paragraphs("{{ a b }}", "{{ c d }}"), name="notice.docx")
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert [fault.source for fault in again.faults] == ["notice.docx"] * 2


def test_a_row_tag_whose_value_is_text_is_refused() -> None:
    with pytest.raises(TemplateError, match="its value is only text"):
        Template(table(["{{tr x }}"], ["甲"])).render({"x": "y"})


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{{ a b }}", "“b” is one word too many"),
        ("{{ a + }}", "something is missing before its end"),
        ("{{ }}", "something is missing before its end"),
        ("{% fro x in y %}", "there is no tag “fro”"),
        ("{{ x|nix }}", "there is no filter “nix”"),
        ("{% if a %}{% if x is nix %}{% endif %}{% endif %}", "there is no test “nix”"),
        ("{{ a $ b }}", "“\\$” cannot stand here"),
        ("{% for x y %}{% endfor %}", "“in” is expected, not “y”"),
        ("{{ (a }}", "a quote or a bracket is not closed"),
        ("{{ 'a }}", "a quote or a bracket is not closed"),
        ("{{ a. }}", "a name is missing after the dot"),
        ("{% set 1 = 2 %}", "only a name can be given a value"),
    ],
)
def test_a_wrong_tag_is_explained_in_a_clerks_words(tag: str, reason: str) -> None:
    with pytest.raises(TemplateError, match=f"is not understood: {reason}"):
        Template(paragraphs(tag))


def test_what_the_sandbox_refuses_is_said() -> None:
    with pytest.raises(TemplateError, match="a template may not look at “__class__”"):
        Template(paragraphs("{{ x.__class__.__mro__ }}")).render({"x": ""})
