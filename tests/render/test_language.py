"""The language of templates: what a tag takes the place of, and what it does to its cell."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument

from docforge.errors import TemplateError
from docforge.render import Template
from tests.render.building import (
    W,
    body,
    cells,
    filled,
    lines,
    paragraphs,
    runs,
    table,
    texts,
    word,
)


def grid(document: WordDocument) -> int:
    return len(document.element.body.findall(f".//{W}gridCol"))


def attributes(document: WordDocument, name: str, attribute: str = "val") -> list[str | None]:
    return [each.get(f"{W}{attribute}") for each in document.element.body.iter(f"{W}{name}")]


def test_a_run_scoped_tag_splits_its_run_and_both_halves_keep_their_looks() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph().add_run("甲{%r if x %}乙{%r endif %}丙").bold = True

    for x, said in ((True, "甲乙丙"), (False, "甲丙")):
        document = filled(word(build), x=x)
        assert lines(document) == [said]
        assert all(run.bold for run in document.paragraphs[0].runs if run.text)


def test_a_block_over_two_runs_leaves_each_text_its_own_looks() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run("甲{% if x %}乙").bold = True
        paragraph.add_run("丙{% endif %}丁").italic = True

    (left, *_middle, right) = filled(word(build), x=False).paragraphs[0].runs
    assert (left.text, left.bold, right.text, right.italic) == ("甲", True, "丁", True)


def test_a_block_that_ends_inside_a_link_cuts_the_link() -> None:
    template = body(
        "<w:p><w:r><w:t>甲{% if x %}乙</w:t></w:r>"
        '<w:hyperlink w:anchor="a"><w:r><w:t>丙{% endif %}丁</w:t></w:r></w:hyperlink></w:p>'
    )
    assert "".join(texts(filled(template, x=False))) == "甲丁"
    assert "".join(texts(filled(template, x=True))) == "甲乙丙丁"


def test_a_name_like_a_scope_is_a_name_where_the_expression_goes_on() -> None:
    template = paragraphs("{{ p }}{{p }}{{r + 1}}{{p if p else r}}{{tr|upper}}")
    assert lines(filled(template, p="甲", r=2, tr="x")) == ["甲甲3甲X"]


def test_a_statement_with_signs_joins_its_paragraph_with_the_neighbours() -> None:
    template = paragraphs(
        "住在", "{%- if city -%}", "城里", "{%- else -%}", "乡下", "{%- endif -%}", "。"
    )
    assert lines(filled(template, city=True)) == ["住在城里。"]
    assert lines(filled(template, city=False)) == ["住在乡下。"]


def test_a_sign_keeps_the_blanks_of_the_text() -> None:
    assert lines(filled(paragraphs("甲 {%- if x -%} 乙{% endif %}"), x=1)) == ["甲  乙"]


def test_comments_vanish_with_what_they_stand_for() -> None:
    template = table(["甲{# 说明 #}", "{#tc 一格 #}"], ["{#tr 一行 #}", ""], ["乙", "丙"])
    document = filled(template)
    assert [len(row.findall(f"{W}tc")) for row in document.element.body.iter(f"{W}tr")] == [1, 2]
    assert texts(document) == ["甲", "乙", "丙"]


def test_escaped_braces_are_printed() -> None:
    assert lines(filled(paragraphs("{_{ x }_}{_% y %_}{{ z }}"), z=1)) == ["{{ x }}{% y %}1"]


def test_a_cell_is_coloured() -> None:
    template = table(["{% cellbg colour %}甲"])
    assert attributes(filled(template, colour="#FF0000"), "shd", "fill") == ["FF0000"]
    assert attributes(filled(template, colour=None), "shd", "fill") == ["auto"]
    assert cells(filled(template, colour="00FF00")) == [["甲"]]


def test_a_cell_spans_columns_and_the_grid_grows_with_it() -> None:
    document = filled(table(["{% colspan n %}甲"]), n=3)
    assert attributes(document, "gridSpan") == ["3"]
    assert grid(document) == 3


def test_the_grid_follows_a_loop_over_cells() -> None:
    template = table(["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"])
    for xs in ([1], [1, 2, 3, 4, 5]):
        assert grid(filled(template, xs=xs)) == len(xs)


def test_copies_of_a_cell_merge_across() -> None:
    template = table(["{%tc for x in xs %}", "{% hm %}题", "{%tc endfor %}"], ["a", "b", "c"])
    document = filled(template, xs=[1, 2, 3])
    assert attributes(document, "gridSpan") == ["3"]
    assert texts(document) == ["题", "a", "b", "c"]


def test_copies_of_a_cell_merge_downwards() -> None:
    template = table(
        ["{%tr for x in xs %}", ""], ["{% vm %}{{ title }}", "{{ x }}"], ["{%tr endfor %}", ""]
    )
    document = filled(template, xs=[1, 2], title="钢")
    assert attributes(document, "vMerge") == ["restart", "continue"]
    assert texts(document) == ["钢", "1", "2"]


def test_macros_print_what_is_in_them_once_escaped() -> None:
    template = paragraphs("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(a) }}{{ m('b') }}")
    assert lines(filled(template, a="<&>")) == ["[<&>][b]"]


def test_a_set_block_is_printed_as_it_was_written() -> None:
    template = paragraphs("{% set t %}<{{ a }}>{% endset %}{{ t }}{{ t }}")
    assert lines(filled(template, a="&")) == ["<&><&>"]


def test_call_with_and_loop_controls_work() -> None:
    template = paragraphs(
        "{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}{{ a }}{% endcall %}"
        "{% with b = 2 %}{{ b }}{% endwith %}"
        "{% for i in range(9) %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}"
        "{% do xs.count(1) %}"
    )
    assert lines(filled(template, a="<", xs=[1])) == ["(<)201"]


def test_a_filter_of_ones_own_is_called() -> None:
    template = Template(paragraphs("{{ x|twice }}"), filters={"twice": lambda value: value * 2})
    assert b"&lt;&lt;" in _document(template.render({"x": "<"}))


def test_page_breaks_in_a_value_become_real_ones() -> None:
    document = filled(paragraphs("甲{{ x }}丁"), x="乙\f丙")
    assert [line for line in lines(document) if line.strip()] == ["甲乙", "丙丁"]
    assert len(document.element.body.findall(f".//{W}br[@{W}type='page']")) == 1


def test_a_value_takes_no_blanks_away() -> None:
    assert lines(filled(runs("甲 ", "{{ x }}", " 乙"), x="  ")) == ["甲    乙"]


def test_tabs_inside_a_quoted_string_are_tabs() -> None:
    template = body("<w:p><w:r><w:t>{{ '</w:t><w:tab/><w:t>' }}甲</w:t></w:r></w:p>")
    assert lines(filled(template))[0] == "\t甲"


def test_a_lone_expression_takes_the_place_of_its_paragraph() -> None:
    document = filled(paragraphs("一", "{{p x }}", "三"), x="甲\n乙")
    assert lines(document) == ["一", "甲\n乙", "三"]


def test_text_beside_a_row_tag_is_refused_not_lost() -> None:
    with pytest.raises(TemplateError, match=r"must stand alone in its table row.*甲"):
        Template(table(["{%tr for x in xs %}", "甲"], ["{{ x }}", ""], ["{%tr endfor %}", ""]))


def test_paths_into_the_data_are_told() -> None:
    template = paragraphs(
        "{{ a.b['c'] }}{{ xs[0].y }}{% for e in es %}{{ e.name }}{% for f in e.fs %}{{ f.n }}"
        "{{ loop.index }}{% endfor %}{% endfor %}{% set q = a.b %}{{ q.d }}{{ range(2) }}"
    )
    assert Template(template).variables() == {
        *("a.b.c", "a.b.d", "es[].name", "es[].fs[].n", "xs[].y")
    }


def _document(content: bytes) -> bytes:
    from tests.render.building import member

    return member(content, "word/document.xml")
