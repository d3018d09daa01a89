"""Templates: tags wherever Word scattered them, values always escaped, errors with their place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docforge.errors import FileNotThere, TemplateError
from docforge.render import MissingValueWarning, Template
from tests.render.building import W, cells, filled, lines, paragraphs, runs, table, word


def test_a_value_takes_the_place_of_its_tag() -> None:
    assert lines(filled(paragraphs("致{{ name }}："), name="甲公司")) == ["致甲公司："]


def test_a_tag_scattered_over_runs_is_joined() -> None:
    document = filled(runs("致{", "{ na", "me", " }", "}：敬启"), name="甲公司")
    assert lines(document) == ["致甲公司：敬启"]


def test_the_value_wears_the_looks_of_the_run_where_its_tag_begins() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph()
        first = paragraph.add_run("{{ na")
        first.font.name = "仿宋"
        fonts = first._element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "仿宋_GB2312")
        paragraph.add_run("me }}").bold = True

    (run,) = [run for run in filled(word(build), name="甲").paragraphs[0].runs if run.text]
    (fonts,) = run._element.iter(f"{W}rFonts")
    assert (run.text, fonts.get(qn("w:eastAsia")), run.bold) == ("甲", "仿宋_GB2312", None)


def test_two_tags_in_one_run_and_text_around_them_stay_in_order() -> None:
    assert lines(filled(runs("a{{ x }}b{{ ", "y }}c"), x=1, y=2)) == ["a1b2c"]


@pytest.mark.parametrize(
    "value", ["<w:p/>", "甲&乙", '"引"', "{{ 7 * 7 }}", "]]>", "<?docforge 0?>"]
)
def test_values_are_text_and_nothing_else(value: str) -> None:
    assert lines(filled(paragraphs("{{ x }}"), x=value)) == [value]


def test_a_template_cannot_turn_escaping_off() -> None:
    for tag in (
        "{{ x|safe }}",
        "{{ x|e }}",
        "{% autoescape false %}{{ x|safe }}{% endautoescape %}",
    ):
        template = paragraphs(tag)
        assert lines(filled(template, x="<b>")) == ["<b>"]


def test_line_breaks_and_tabs_become_real_ones() -> None:
    document = filled(paragraphs("{{ x }}"), x="一\n二\t三\r\n四")
    assert lines(document) == ["一\n二\t三\n四"]
    assert len(document.element.body.findall(f".//{W}br")) == 2


def test_none_prints_nothing_and_zero_prints_0() -> None:
    assert lines(filled(paragraphs("[{{ x }}{{ y }}]"), x=None, y=0)) == ["[0]"]


def test_curly_quotes_and_wide_spaces_that_word_makes_are_understood() -> None:
    assert lines(filled(paragraphs("{{ x or “无” }}"), x="")) == ["无"]
    assert lines(filled(paragraphs("{%\u00a0if x == ‘甲’ %}是{% endif\u3000%}"), x="甲")) == ["是"]


def test_curly_quotes_inside_straight_ones_are_text() -> None:
    assert lines(filled(paragraphs('{{ x or "“双随机”" }}'), x="")) == ["“双随机”"]


def test_braces_inside_a_string_do_not_end_the_tag() -> None:
    assert lines(filled(paragraphs("{{ '}}' }}、{{ x }}"), x="甲")) == ["}}、甲"]


def test_a_line_break_inside_a_tag_does_no_harm() -> None:
    assert lines(filled(paragraphs("{{ x\n }}完"), x="甲")) == ["甲完"]


def test_comments_print_nothing() -> None:
    assert lines(filled(paragraphs("甲{# 说明 #}乙", "{#p 整段 #}", "丙"))) == ["甲乙", "丙"]


def test_a_condition_works_within_words_and_over_runs() -> None:
    template = runs("甲{% if x", " %}乙", "丙{% else %}丁{% end", "if %}戊")
    assert lines(filled(template, x=True)) == ["甲乙丙戊"]
    assert lines(filled(template, x=False)) == ["甲丁戊"]


def test_a_condition_over_paragraphs_leaves_whole_paragraphs() -> None:
    template = paragraphs("一", "{%p if x %}", "二", "{%p endif %}", "三")
    assert lines(filled(template, x=False)) == ["一", "三"]
    assert lines(filled(template, x=True)) == ["一", "二", "三"]


def test_an_inline_loop_over_paragraphs_is_balanced() -> None:
    template = paragraphs("{% for x in xs %}甲{{ x }}", "乙{% endfor %}")
    assert lines(filled(template, xs=[1, 2])) == ["甲1", "乙甲2", "乙"]


def test_a_loop_repeats_paragraphs() -> None:
    template = paragraphs("{%p for x in xs %}", "{{ loop.index }}. {{ x }}", "{%p endfor %}")
    assert lines(filled(template, xs=["甲", "乙"])) == ["1. 甲", "2. 乙"]


def test_a_loop_repeats_table_rows() -> None:
    template = table(
        ["企业", "产量"],
        ["{%tr for x in xs %}", ""],
        ["{{ x.a }}", "{{ x.b }}"],
        ["{%tr endfor %}", ""],
    )
    xs = [{"a": "甲", "b": 1}, {"a": "乙", "b": 2}]
    assert cells(filled(template, xs=xs)) == [["企业", "产量"], ["甲", "1"], ["乙", "2"]]


def test_a_loop_repeats_cells() -> None:
    template = table(["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}", "完"])
    document = filled(template, xs=["甲", "乙", "丙"])
    found = document.element.body.findall(f".//{W}tc")
    assert ["".join(each.text for each in cell.iter(f"{W}t")) for cell in found] == [
        "甲",
        "乙",
        "丙",
        "完",
    ]


def test_a_cell_whose_paragraphs_vanish_still_ends_in_one() -> None:
    template = table(["{%p if x %}\n甲\n{%p endif %}".replace("\n", ""), "乙"])
    with pytest.raises(TemplateError):
        Template(template)

    def build(document: WordDocument) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "{%p if x %}"
        cell.add_paragraph("甲")
        cell.add_paragraph("{%p endif %}")

    document = filled(word(build), x=False)
    assert [len(cell) for cell in document.element.body.iter(f"{W}tc")] == [2]
    assert cells(document) == [[""]]


def test_a_table_without_rows_is_left_out() -> None:
    template = table(["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"])
    assert filled(template, xs=[]).tables == []


def test_headers_and_footers_are_filled() -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ bureau }}"
        document.sections[0].footer.paragraphs[0].text = "共{{ pages }}份"

    document = filled(word(build), bureau="某局", pages=2)
    section = document.sections[0]
    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == (
        "某局",
        "共2份",
    )


def test_words_that_were_moved_or_deleted_are_not_tags() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("甲")
        deleted = etree.SubElement(paragraph._element, f"{W}del")
        run = etree.SubElement(deleted, f"{W}r")
        etree.SubElement(run, f"{W}delText").text = "{{ old }}"

    assert Template(word(build)).variables() == frozenset()


def test_variables_are_those_the_context_must_give() -> None:
    template = paragraphs("{{ a }}", "{% set b = 1 %}{{ b }}{% for c in d %}{{ c.x }}{% endfor %}")
    assert Template(template).variables() == {"a", "d[].x"}


def test_a_missing_variable_is_an_error_that_names_it_and_its_cell() -> None:
    template = Template(table(["甲", "{{ name }}"], ["乙", "{{ a.b }}"]), name="notice.docx")
    with pytest.raises(TemplateError) as caught:
        template.render({"name": "甲", "a": {}})
    assert str(caught.value).startswith("notice.docx, table 1, row 2, cell 2: “{{ a.b }}”")
    assert "“b” is not among the data" in str(caught.value)


def test_a_missing_variable_can_be_marked_instead() -> None:
    template = Template(
        paragraphs("{{ name }}{% if x %}有{% endif %}", "{{ a.b.c }}"), missing="mark"
    )
    with pytest.warns(MissingValueWarning, match="“name” is not among the data"):
        document = docx.Document(io.BytesIO(template.render({"a": {}})))
    assert lines(document) == ["【缺：name】", "【缺：a.b.c】"]


def test_a_control_character_is_refused_with_the_tag_that_prints_it() -> None:
    with pytest.raises(TemplateError, match=r"paragraph 2: “\{\{ x \}\}” .*U\+0007"):
        Template(paragraphs("一", "{{ x }}")).render({"x": "a\x07b"})


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["一", "{% for x in xs %}二"], "paragraph 2: “{% for x in xs %}” has no end"),
        (["{% endif %}"], "ends a block that is not open here"),
        (["{% if x %}{% endfor %}{% endif %}"], "“{% endfor %}” ends a block that is not open"),
        (["{% else %}"], "stands outside the block"),
        (["{{ x"], "does not end in its paragraph"),
        (["x }}"], "does not begin in this paragraph"),
        (["一", "二", "{{ x y }}"], "paragraph 3: “{{ x y }}” is not understood"),
        (["{% fro x in xs %}"], "“{% fro x in xs %}” is not understood"),
        (["｛｛ x ｝｝"], "full-width"),
        (["甲{%p if x %}", "乙", "{%p endif %}"], "must stand alone in its paragraph"),
        (["{%tr if x %}", "{%tr endif %}"], "stands outside a table"),
        (["{%p if x %}", "{% endif %}"], "another kind of place"),
        (["{% include 'x' %}"], "is not for Word templates"),
    ],
)
def test_a_wrong_tag_is_named_with_its_place(texts: list[str], expected: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Template(paragraphs(*texts))
    assert expected in str(caught.value)


def test_the_place_of_an_error_names_header_and_nested_table() -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ x + 'a' }}"

    with pytest.raises(TemplateError, match=r"in header\d?, paragraph 1: .*TypeError"):
        Template(word(build)).render({"x": 1})


def test_the_sandbox_is_on() -> None:
    with pytest.raises(TemplateError, match="__class__"):
        Template(paragraphs("{{ ''.__class__.__mro__ }}")).render({})


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_document_is_said_so(content: bytes) -> None:
    with pytest.raises(TemplateError, match="Word document"):
        Template(content)


def test_a_document_type_declaration_is_refused() -> None:
    source = zipfile.ZipFile(io.BytesIO(paragraphs("x")))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content.partition(b"?>")[2]
            archive.writestr(name, content)
    with pytest.raises(TemplateError, match="document type"):
        Template(target.getvalue())


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotThere, match=r"away\.docx"):
        Template(tmp_path / "away.docx")


def test_members_without_tags_are_kept_and_bytes_repeat() -> None:
    source = paragraphs("{{ x }}")
    template = Template(source)
    first = template.render({"x": "甲"})
    assert first == Template(source).render({"x": "甲"})
    before, after = zipfile.ZipFile(io.BytesIO(source)), zipfile.ZipFile(io.BytesIO(first))
    assert sorted(before.namelist()) == sorted(after.namelist())
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml"]


def test_a_rendered_file_lands_where_it_was_asked_for(tmp_path: Path) -> None:
    path = Template(paragraphs("{{ x }}")).render_to(tmp_path / "新" / "甲.docx", {"x": "甲"})
    assert lines(docx.Document(str(path))) == ["甲"]
    assert [each.name for each in path.parent.iterdir()] == ["甲.docx"]


TEMPLATE = Template(table(["{{ a }}", "{% for b in bs %}{{ b }};{% endfor %}"]))
PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl"), exclude_characters="\ufffe\uffff")
)


@given(PRINTABLE, st.lists(PRINTABLE, max_size=4))
def test_any_text_survives_rendering(a: str, bs: list[str]) -> None:
    document = docx.Document(io.BytesIO(TEMPLATE.render({"a": a, "bs": bs})))
    assert cells(document) == [
        [a.replace("\u2029", "\n"), "".join(f"{b};".replace("\u2029", "\n") for b in bs)]
    ]


@given(st.lists(st.integers(1, 12), max_size=6))
def test_a_tag_is_found_however_its_runs_are_cut(cuts: list[int]) -> None:
    text, pieces = "致{{ name }}：{% if x %}是{% endif %}", []
    for length in cuts:
        pieces.append(text[:length])
        text = text[length:]
    assert lines(filled(runs(*pieces, text), name="甲", x=1)) == ["致甲：是"]
