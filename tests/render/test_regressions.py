"""Defects of the template engine that were found once, so that they do not come back."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from lxml import etree

from docforge.docxtpl import DocxTemplate
from docforge.errors import TemplateError
from docforge.render import (
    Listing,
    MissingValueWarning,
    Picture,
    RichText,
    RichTextParagraph,
    Table,
    Template,
)
from tests.render.building import (
    W,
    body,
    cells,
    filled,
    lines,
    member,
    paragraphs,
    png,
    table,
    texts,
    with_members,
    word,
)

RELATIONS = "word/_rels/document.xml.rels"


def identifiers(content: bytes) -> list[str]:
    return re.findall(r' Id="([^"]*)"', member(content, RELATIONS).decode())


def targets(content: bytes) -> list[str]:
    return re.findall(r'Target="([^"]*)" TargetMode', member(content, RELATIONS).decode())


def with_link(target: str) -> bytes:
    source = body('<w:p><w:hyperlink r:id="rIdL"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>')
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    made = f'<Relationship Id="rIdL" Type="{kind}" Target="{target}" TargetMode="External"/>'
    relations = member(source, RELATIONS).decode()
    changed = relations.replace("</Relationships>", f"{made}</Relationships>")
    return with_members(source, {RELATIONS: changed.encode()})


@pytest.mark.parametrize(
    "tag",
    [
        "{{ m|upper }}",
        "{{ m ~ '元' }}",
        "{{ [m]|join }}",
        "{{ '%s'|format(m) }}",
        "{{ '{}'.format(m) }}",
        "{{ [m] }}",
        "{{ '{0.__class__}'.format('') }}",
        "{% set x %}{{ m|trim }}{% endset %}{{ x }}",
    ],
)
def test_a_missing_value_is_told_after_any_filter(tag: str) -> None:
    with pytest.raises(TemplateError, match="cannot be filled"):
        Template(paragraphs(tag)).render({})


def test_a_missing_value_is_marked_inside_other_text() -> None:
    template = Template(paragraphs("{{ m ~ '元' }}"), missing="mark")
    with pytest.warns(MissingValueWarning):
        document = docx.Document(io.BytesIO(template.render({})))
    assert lines(document) == ["【缺：m】元"]


def test_an_inline_condition_without_else_prints_nothing() -> None:
    assert lines(filled(paragraphs("[{{ '√' if x }}]"), x=False)) == ["[]"]


@pytest.mark.parametrize("broken", ["{{\n\n x }}", "{{ x&#13; }}"])
def test_values_are_escaped_after_a_tag_with_line_ends(broken: str) -> None:
    template = body(f'<w:p><w:r><w:t xml:space="preserve">{broken}{{{{ x }}}}</w:t></w:r></w:p>')
    assert lines(filled(template, x="<甲>"))[0] == "<甲><甲>"


def test_a_filled_document_can_be_a_template_again() -> None:
    first = Template(paragraphs("{{ a }}", "{_{ b }_}{{ '' }}")).render({"a": Picture(png())})
    second = Template(first).render({"b": Picture(png(10))})
    found = identifiers(second)
    assert len(found) == len(set(found))
    assert len(docx.Document(io.BytesIO(second)).inline_shapes) == 2


def test_a_table_needs_no_header_and_its_cells_end_in_paragraphs() -> None:
    inner = Table([["甲", "乙"]])
    document = filled(paragraphs("{{p x }}"), x=Table([[inner, RichTextParagraph("丙")]]))
    cells = list(document.element.body.iter(f"{W}tc"))
    assert len(cells) == 4
    assert all(cell[-1].tag == f"{W}p" for cell in cells)


def test_the_style_of_a_table_cannot_hold_markup() -> None:
    document = filled(paragraphs("""{{p [[1]]|table(style='"/><w:p/>') }}"""))
    (style,) = document.element.body.iter(f"{W}tblStyle")
    assert style.get(f"{W}val") == '"/><w:p/>'


@pytest.mark.parametrize(
    ("target", "context", "expected"),
    [
        ("http://h/%7B%7B%20x%20%7D%7D?a=%26%E7%94%B2", {"x": "1"}, "http://h/1?a=%26%E7%94%B2"),
        ("http://h/{{ x }}", {"x": None}, "http://h/"),
    ],
)
def test_the_address_of_a_link_keeps_what_is_encoded(
    target: str, context: dict[str, Any], expected: str
) -> None:
    assert targets(Template(with_link(target)).render(context)) == [expected]


def test_what_the_address_of_a_link_lacks_is_told() -> None:
    with pytest.raises(TemplateError, match="“m” is not among the data"):
        Template(with_link("http://h/{{ m }}")).render({})


@pytest.mark.parametrize("prefix", ["", "ns0:"])
def test_a_part_may_name_its_elements_with_another_prefix(prefix: str) -> None:
    source = table(["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"])
    part = member(source, "word/document.xml").decode()
    declared = f"xmlns:{prefix[:-1]}=" if prefix else "xmlns="
    part = part.replace("xmlns:w=", declared).replace(" w:", f" {prefix}")
    part = part.replace("<w:", f"<{prefix}").replace("</w:", f"</{prefix}")
    template = Template(with_members(source, {"word/document.xml": part.encode()}))
    content = template.render({"xs": ["甲", "乙\n丙"]})
    assert cells(docx.Document(io.BytesIO(content))) == [["甲"], ["乙\n丙"]]
    root = etree.fromstring(member(content, "word/document.xml"))
    ignorable = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable")
    assert set((ignorable or "").split()) <= set(root.nsmap)


def test_strict_open_xml_is_refused_instead_of_left_unfilled() -> None:
    source = paragraphs("{{ x }}")
    part = member(source, "word/document.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with pytest.raises(TemplateError, match="Strict"):
        Template(with_members(source, {"word/document.xml": part}))


@pytest.mark.parametrize("value", [RichText("甲"), Listing("甲"), Table([[1]]), Picture(png())])
def test_only_rows_stand_among_rows(value: object) -> None:
    with pytest.raises(TemplateError, match="whole row or cell"):
        Template(table(["{{tr x }}"], ["乙"])).render({"x": value})


@pytest.mark.parametrize(
    "value",
    [
        RichText("甲", url="http://\x01"),
        RichText("甲", font="宋\ud800"),
        RichTextParagraph("甲", parastyle="\x01"),
        Picture(png(), alt="\x01"),
        Picture(png(), link="\x01"),
        Picture(png()[:20]),
    ],
)
def test_what_a_value_cannot_hold_is_told_with_its_tag(value: object) -> None:
    with pytest.raises(TemplateError, match=r"paragraph 1: “\{\{p x \}\}” cannot be filled"):
        Template(paragraphs("{{p x }}")).render({"x": value})


@pytest.mark.parametrize(
    "texts",
    [
        ["{{ " + "(" * 3000 + "x" + ")" * 3000 + " }}"],
        [*["{%p for a in x %}"] * 25, "甲", *["{%p endfor %}"] * 25],
        ["{{ x }}\ue0fedocforge:9\ue0ff"],
    ],
)
def test_no_template_ends_in_a_traceback(texts: list[str]) -> None:
    with pytest.raises(TemplateError):
        Template(paragraphs(*texts))


def test_damaged_relations_are_told() -> None:
    with pytest.raises(TemplateError, match="damaged XML"):
        Template(with_members(paragraphs("x"), {RELATIONS: b"<Relationships {{"}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ {'a': {'b': x}}.a.b }}", "<甲>"),
        ("{% set t %}甲&{{ x }}{% endset %}{{ t ~ '！' }}{{ t|length }}", "甲&<甲>！5"),
        ("{% macro m(a) %}a&{{ a }}{% endmacro %}{{ m(x)|upper }}", "A&<甲>"),
        ("{% filter upper %}a&b{{ x }}{% endfilter %}", "A&B<甲>"),
        (
            "{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}&{{ x }}{% endcall %}",
            "[&<甲>]",
        ),
        ("{_{ x }_}", "{{ x }}"),
    ],
)
def test_text_stays_text_on_its_way_through_blocks(text: str, expected: str) -> None:
    assert lines(filled(paragraphs(text), x="<甲>")) == [expected]


def test_what_a_macro_gives_stands_where_it_can() -> None:
    template = paragraphs(
        "{%p macro m(a) %}", "甲{{ a }}", "{%p endmacro %}", "乙{{ m(1) }}丙", "{{p m(2) }}"
    )
    document = filled(template)
    assert [text for text in lines(document) if text] == ["乙", "甲1", "丙", "甲2"]
    assert all(each.getparent().tag != f"{W}t" for each in document.element.body.iter(f"{W}p"))


@pytest.mark.parametrize("tag", ["{{ x|nofilter }}", "{{ x is notest }}"])
def test_a_filter_there_is_not_is_found_where_a_condition_hides_it(tag: str) -> None:
    with pytest.raises(TemplateError, match=r"is not understood: .*(nofilter|notest)"):
        Template(paragraphs(f"{{% if x %}}{tag}{{% endif %}}"))


def test_a_comment_that_ends_in_another_paragraph_is_told() -> None:
    with pytest.raises(TemplateError, match="does not begin in this paragraph"):
        Template(paragraphs("{# 说明", "说明 #}"))


SECTION = '<w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>'


def spoken(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_section_that_ends_with_a_lifted_paragraph_stays() -> None:
    template = body(spoken("{%p if x %}"), spoken("甲"), spoken("{%p endif %}", SECTION))
    assert len(filled(template, x=1).sections) == 2


def test_a_drawing_beside_a_lifted_tag_is_not_lost_silently() -> None:
    drawing = '<w:drawing><wp:inline><wp:docPr id="1" name="a"/></wp:inline></w:drawing>'
    first = f"<w:p><w:r>{drawing}</w:r><w:r><w:t>{{%p if x %}}</w:t></w:r></w:p>"
    with pytest.raises(TemplateError, match="must stand alone"):
        Template(body(first, spoken("{%p endif %}")))


def test_a_bookmark_that_begins_in_a_lifted_paragraph_stays_whole() -> None:
    first = '<w:p><w:bookmarkStart w:id="7" w:name="a"/><w:r><w:t>{%p if x %}</w:t></w:r></w:p>'
    last = '<w:p><w:r><w:t>甲</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    document = filled(body(first, last, spoken("{%p endif %}")), x=1)
    assert len(list(document.element.body.iter(f"{W}bookmarkStart"))) == 1


def test_a_table_whose_only_row_loses_its_cells_is_left_out() -> None:
    template = table(["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"])
    assert filled(template, xs=[]).tables == []


def test_a_condition_over_cells_leaves_a_grid_that_fits() -> None:
    document = filled(table(["{% if x %}甲", "乙{% endif %}"]), x=0)
    (grid,) = document.element.body.iter(f"{W}tblGrid")
    assert len(grid) == 1


def test_variables_see_through_methods_and_filters_of_lists() -> None:
    template = paragraphs(
        "{% for k, v in d.items() %}{{ k }}{% endfor %}{{ s.upper() }}",
        "{% for x in xs|sort(attribute='a')|list %}{{ x.b }}{% endfor %}",
    )
    assert Template(template).variables() == {"d", "s", "xs[].b"}


def test_a_key_named_like_a_method_is_the_key() -> None:
    template = paragraphs("{% for x in d.items %}{{ x }}{% endfor %}{{ d.keys()|list|length }}")
    assert lines(filled(template, d={"items": [1, 2]})) == ["121"]


def test_a_program_written_for_docxtpl_may_change_its_lists() -> None:
    template = DocxTemplate(io.BytesIO(paragraphs("{% set _ = xs.append(3) %}{{ xs|length }}")))
    template.render({"xs": [1, 2]})
    assert lines(template.docx) == ["3"]
    with pytest.raises(TemplateError, match="append"):
        Template(paragraphs("{% set _ = xs.append(3) %}")).render({"xs": [1]})


def test_places_are_numbered_within_nested_tables() -> None:
    def build(document: WordDocument) -> None:
        outer = document.add_table(1, 2)
        outer.cell(0, 1).add_table(2, 1).cell(1, 0).text = "{{ m }}"

    with pytest.raises(TemplateError, match="table 2, row 2, cell 1"):
        Template(word(build)).render({})


@pytest.mark.parametrize("bomb", ["'a' * 10**9", "[1] * 10**9", "9 ** (9 ** 9)"])
def test_an_operator_cannot_fill_the_memory(bomb: str) -> None:
    with pytest.raises(TemplateError, match="OverflowError"):
        Template(paragraphs(f"{{{{ {bomb} }}}}")).render({})


def test_a_quote_in_a_value_does_not_end_the_quoted_part_of_a_field() -> None:
    template = body('<w:p><w:r><w:instrText>HYPERLINK "{{ u }}"</w:instrText></w:r></w:p>')
    document = filled(template, u='甲" \\o "乙')
    assert texts(document, "instrText") == ['HYPERLINK "甲\\" \\\\o \\"乙"']


def test_a_content_control_with_a_tag_is_cut_from_the_data_it_was_bound_to() -> None:
    control = (
        '<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{{1}}"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>{{ x }}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    ).replace("{{1}}", "{0B1C}")
    document = filled(body(control), x="甲")
    assert not list(document.element.body.iter(f"{W}dataBinding"))


def test_bookmarks_of_loops_have_names_and_ends_that_word_takes() -> None:
    begin = f'<w:bookmarkStart w:id="7" w:name="{"a" * 40}"/>'
    inner = f'<w:p>{begin}<w:r><w:t>甲</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    document = filled(body(spoken("{%p for x in xs %}"), inner, spoken("{%p endfor %}")), xs=[1, 2])
    names = [each.get(f"{W}name") for each in document.element.body.iter(f"{W}bookmarkStart")]
    assert names == ["a" * 40, "a" * 38 + "_2"]


def test_a_bookmark_that_ends_in_a_loop_keeps_its_number() -> None:
    begin = '<w:p><w:bookmarkStart w:id="7" w:name="a"/></w:p>'
    inner = '<w:p><w:r><w:t>甲</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    template = body(begin, spoken("{%p for x in xs %}"), inner, spoken("{%p endfor %}"))
    (end,) = filled(template, xs=[1]).element.body.iter(f"{W}bookmarkEnd")
    assert end.get(f"{W}id") == "7"


def test_a_broken_tag_in_a_property_is_told_with_its_part() -> None:
    def build(document: WordDocument) -> None:
        document.core_properties.title = "{{ x"

    with pytest.raises(TemplateError, match=r"in core: “\{\{ x” does not end"):
        Template(word(build))


def test_a_link_inside_a_link_is_refused() -> None:
    template = body(
        '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink></w:p>'
    )
    with pytest.raises(TemplateError, match="cannot stand inside another link"):
        Template(template).render({"x": RichText("站", url="http://a.cn")})


@pytest.mark.parametrize(("value", "written"), [("#F00", "FF0000"), ("00ff00", "00ff00")])
def test_a_colour_is_written_with_six_digits(value: str, written: str) -> None:
    out = Template(table(["{% cellbg c %}甲"])).render({"c": value})
    assert f'w:fill="{written}"' in member(out, "word/document.xml").decode()


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(TemplateError, match="“red” is no colour"):
        Template(table(["{% cellbg c %}甲"])).render({"c": "red"})
    with pytest.raises(TemplateError, match="“red” is no colour"):
        Template(paragraphs("{{ x }}")).render({"x": RichText("甲", color="red")})


def test_merging_outside_a_loop_names_the_tag_that_asks_for_it() -> None:
    with pytest.raises(TemplateError, match=r"“\{% vm %\}” .*“loop” is not among the data"):
        Template(table(["{% vm %}甲"])).render({})


def test_a_hyphen_that_does_not_break_is_a_minus_inside_a_tag() -> None:
    template = body("<w:p><w:r><w:t>{{ a</w:t><w:noBreakHyphen/><w:t>b }}甲</w:t></w:r></w:p>")
    assert lines(filled(template, a=3, b=1))[0] == "2甲"


def test_a_tag_in_a_formula_is_refused_not_left_unfilled() -> None:
    template = body(
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>{{ x }}</m:t></m:r></m:oMath></w:p>"
    )
    with pytest.raises(TemplateError, match="in a formula is not filled in"):
        Template(template)
