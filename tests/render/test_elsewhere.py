"""Tags outside the body's words: notes, text boxes, links, alternative texts, properties."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document as WordDocument

from docforge.errors import TemplateError
from docforge.render import Template
from tests.render.building import (
    W,
    body,
    filled,
    lines,
    member,
    paragraphs,
    png,
    texts,
    with_members,
    with_part,
    word,
)

NOTE = '<w:{0} w:id="2"><w:p><w:r><w:t>注：{{{{ x }}}}</w:t></w:r></w:p></w:{0}>'


@pytest.mark.parametrize("kind", ["footnotes", "endnotes", "comments"])
def test_notes_and_comments_are_filled(kind: str) -> None:
    template = with_part(paragraphs("甲"), kind, NOTE.format(kind.removesuffix("s")))
    out = Template(template).render({"x": "<甲>"})
    assert "注：&lt;甲&gt;" in member(out, f"word/{kind}.xml").decode()


def test_text_boxes_are_filled_in_both_of_their_forms() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框{{ x }}</w:t></w:r></w:p></w:txbxContent>"
    template = body(
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>外{{ x }}</w:t></w:r></w:p>"
    )
    assert texts(filled(template, x="甲")) == ["框甲", "框甲", "外甲"]


def linked(target: str, markup: str = "") -> bytes:
    def build(document: WordDocument) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        document.part.relate_to(target, kind, is_external=True)

    made = word(build)
    identifier = docx.Document(io.BytesIO(made)).part.rels
    relation = next(each.rId for each in identifier.values() if each.is_external)
    text = member(made, "word/document.xml").decode()
    link = f'<w:hyperlink r:id="{relation}"><w:r><w:t>链接</w:t></w:r></w:hyperlink>'
    content = markup.format(f"<w:p>{link}</w:p>") if markup else f"<w:p>{link}</w:p>"
    return with_members(
        made, {"word/document.xml": text.replace("<w:body>", f"<w:body>{content}").encode()}
    )


def addresses(document: WordDocument) -> list[str]:
    relations = document.part.rels
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    links = document.element.body.iter(f"{W}hyperlink")
    return [relations[link.get(key) or ""].target_ref for link in links]


@pytest.mark.parametrize(
    "target", ["http://例.cn/?id={{ id }}&a=1", "http://例.cn/?id=%7b%7b%20id%20%7d%7d&a=1"]
)
def test_the_address_of_a_link_is_filled(target: str) -> None:
    assert addresses(filled(linked(target), id="甲 1")) == ["http://例.cn/?id=%E7%94%B2%201&a=1"]


def test_a_link_in_a_loop_leads_somewhere_else_each_time() -> None:
    row = "<w:p><w:r><w:t>{0}</w:t></w:r></w:p>"
    markup = row.format("{{%p for x in xs %}}") + "{0}" + row.format("{{%p endfor %}}")
    document = filled(linked("http://a.cn/{{ x }}", markup), xs=["1", "2"])
    assert addresses(document) == ["http://a.cn/1", "http://a.cn/2"]


def test_alternative_texts_are_filled() -> None:
    def build(document: WordDocument) -> None:
        document.add_picture(io.BytesIO(png()))
        for each in document.element.body.iter():
            if str(each.tag).endswith("}docPr"):
                each.set("descr", "{{ alt }}的照片")

    out = Template(word(build)).render({"alt": '"甲"<&'})
    assert 'descr="&quot;甲&quot;&lt;&amp;的照片"' in member(out, "word/document.xml").decode()


def test_document_properties_are_filled() -> None:
    def build(document: WordDocument) -> None:
        document.core_properties.title = "致{{ name }}"
        document.core_properties.keywords = "{% if x %}急{% endif %}"

    properties = filled(word(build), name="甲&乙", x=True).core_properties
    assert (properties.title, properties.keywords) == ("致甲&乙", "急")


def test_field_codes_are_filled() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "{{ u'
        '</w:instrText></w:r><w:r><w:instrText>rl }}"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    codes = texts(filled(body(field), url="http://a.cn/?b&c"), "instrText")
    assert "".join(codes) == 'HYPERLINK "http://a.cn/?b&c"'


def test_words_in_content_controls_are_filled() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert texts(filled(body(control), x="甲")) == ["甲"]


def test_a_statement_in_an_address_is_refused() -> None:
    with pytest.raises(TemplateError, match="address can hold only"):
        Template(linked("http://a.cn/{% if x %}{{ x }}{% endif %}"))


def test_a_document_whose_parts_use_another_prefix_is_filled() -> None:
    template = paragraphs("{{ x }}")
    text = member(template, "word/document.xml").decode()
    text = text.replace("<w:", "<q:").replace("</w:", "</q:").replace("xmlns:w=", "xmlns:q=")
    text = text.replace(" w:", " q:")
    document = filled(with_members(template, {"word/document.xml": text.encode()}), x="甲\n乙")
    assert lines(document) == ["甲\n乙"]
