"""Defects of the template engine that were found once, so that they do not come back."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest

from docforge.errors import TemplateError
from docforge.render import (
    MissingValueWarning,
    Picture,
    RichTextParagraph,
    Table,
    Template,
)
from tests.render.building import (
    W,
    body,
    filled,
    lines,
    member,
    paragraphs,
    png,
    with_members,
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
