"""Programs written for docxtpl, run with docforge by changing one import."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import jinja2
import pytest
from docx.document import Document as WordDocument
from docx.shared import Mm

from docforge.docxtpl import (
    RP,
    DocxTemplate,
    InlineImage,
    Listing,
    R,
    RichText,
    RichTextParagraph,
)
from tests.render.building import lines, member, paragraphs, png, table, word


def template_of(content: bytes) -> DocxTemplate:
    return DocxTemplate(io.BytesIO(content))


def saved(template: DocxTemplate) -> WordDocument:
    target = io.BytesIO()
    template.save(target)
    return docx.Document(target)


def test_a_program_renders_and_saves(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(paragraphs("{{ x }}"))
    template = DocxTemplate(source)
    template.render({"x": "甲 & 乙"})
    template.save(tmp_path / "b.docx")
    assert lines(docx.Document(str(tmp_path / "b.docx"))) == ["甲 & 乙"]


def test_what_the_context_lacks_prints_nothing() -> None:
    template = template_of(paragraphs("[{{ x }}{{ a.b.c }}{% if y %}1{% endif %}]"))
    template.render({})
    assert lines(saved(template)) == ["[]"]


def test_a_strict_environment_stays_strict() -> None:
    template = template_of(paragraphs("{{ x }}"))
    with pytest.raises(jinja2.TemplateError, match="“x” is not among the data"):
        template.render({}, jinja2.Environment(undefined=jinja2.StrictUndefined))


def test_what_a_program_added_to_jinja_works() -> None:
    environment = jinja2.Environment()
    environment.filters["mine"] = lambda value, more: f"{value}{more}"
    environment.globals["const"] = "丙"
    template = template_of(paragraphs("{{ x|mine('乙') }}{{ const }}{{ x|e }}{{ x|safe }}"))
    template.render({"x": "<"}, environment)
    assert lines(saved(template)) == ["<乙丙<<"]


def test_one_template_renders_many_times() -> None:
    template = template_of(paragraphs("{{ x }}"))
    for x in ("甲", "乙"):
        template.render({"x": x})
        assert lines(saved(template)) == [x]


def test_bells_and_page_breaks_begin_paragraphs() -> None:
    template = template_of(paragraphs("{{ x }}"))
    template.render({"x": "一\a二\f三"})
    assert [line for line in lines(saved(template)) if line.strip()] == ["一", "二", "三"]


def test_a_document_may_be_changed_before_and_after() -> None:
    template = template_of(paragraphs("{{ x }}"))
    template.get_docx().add_paragraph("前{{ x }}")
    template.render({"x": 1})
    template.docx.add_paragraph("后{{ x }}")
    assert lines(saved(template)) == ["1", "前1", "后{{ x }}"]
    assert template.paragraphs[0].text == "1"


def test_text_beside_a_row_tag_is_dropped_as_ever() -> None:
    template = template_of(
        table(["{%tr for x in xs %}", "丢"], ["{{ x }}", ""], ["{%tr endfor %}", ""])
    )
    template.render({"xs": [1]})
    assert [cell.text for cell in saved(template).tables[0].rows[0].cells] == ["1", ""]


def test_rich_values_work() -> None:
    template = template_of(paragraphs("{{r r }}", "{{p p }}", "{{ l }}", "{{ i }}", "{{r u }}"))
    rich = RichText("甲", color="#FF0000", size=40)
    link = R("站", url_id=template.build_url_id("http://a.cn"))
    picture = InlineImage(template, io.BytesIO(png()), width=Mm(20))
    template.render(
        {
            "r": rich,
            "p": RP("乙", parastyle="Heading1"),
            "l": Listing("丙\a丁"),
            "i": picture,
            "u": link,
        }
    )
    document = saved(template)
    assert lines(document) == ["甲", "乙", "丙", "丁", "", "站"]
    assert document.inline_shapes[0].width == Mm(20)
    assert document.paragraphs[-1].hyperlinks[0].address == "http://a.cn"
    assert isinstance(RichTextParagraph("x").add(R("y")), RichTextParagraph)


def test_a_document_made_on_the_way_is_put_in() -> None:
    template = template_of(paragraphs("前", "{{p sub }}", "后"))
    sub = template.new_subdoc()
    sub.add_paragraph("子").add_run("文").bold = True
    sub.add_picture(io.BytesIO(png()))
    sub.add_table(1, 1).cell(0, 0).text = "格"
    template.render({"sub": sub})
    document = saved(template)
    assert lines(document) == ["前", "子文", "", "后"]
    assert len(document.inline_shapes) == 1


def test_a_document_from_a_file_is_put_in(tmp_path: Path) -> None:
    (tmp_path / "sub.docx").write_bytes(paragraphs("子"))
    template = template_of(paragraphs("{{p sub }}"))
    sub = template.new_subdoc(str(tmp_path / "sub.docx"))
    sub.add_paragraph("再")
    template.render({"sub": sub})
    assert lines(saved(template)) == ["子", "再"]


def pictured() -> bytes:
    def build(document: WordDocument) -> None:
        document.add_picture(io.BytesIO(png(1)))
        for each in document.element.body.iter():
            if str(each.tag).endswith("}cNvPr"):
                each.set("name", "dummy.png")

    return word(build)


def test_pictures_are_replaced_by_content_and_by_name() -> None:
    for way in ("content", "name", "member"):
        template = template_of(pictured())
        if way == "content":
            template.replace_media(io.BytesIO(png(1)), io.BytesIO(png(2)))
        elif way == "name":
            template.replace_pic("dummy.png", io.BytesIO(png(2)))
        else:
            template.replace_zipname("word/media/image1.png", io.BytesIO(png(2)))
        template.render({})
        target = io.BytesIO()
        template.save(target)
        assert member(target.getvalue(), "word/media/image1.png") == png(2)


def test_a_picture_that_is_not_there_is_told() -> None:
    template = template_of(paragraphs("甲"))
    template.replace_pic("away.png", io.BytesIO(png()))
    with pytest.raises(ValueError, match=r"away\.png"):
        template.save(io.BytesIO())
    template.allow_missing_pics = True
    template.save(io.BytesIO())


def test_names_the_context_lacks_are_told() -> None:
    template = template_of(paragraphs("{{ a.b }}{% for x in xs %}{{ x.c }}{% endfor %}"))
    assert template.get_undeclared_template_variables() == {"a", "xs"}
    assert template.get_undeclared_template_variables(context={"a": 1}) == {"xs"}


def test_a_wrong_template_raises_what_programs_catch() -> None:
    template = template_of(paragraphs("{{ a b }}", "{% for x in %}{% endfor %}"))
    with pytest.raises(jinja2.exceptions.TemplateError) as caught:
        template.render({})
    assert len(caught.value.docx_context) == 2  # type: ignore[attr-defined]


def test_the_module_fills_from_a_json_file(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(paragraphs("{{ x }}"))
    (tmp_path / "a.json").write_text(json.dumps({"x": "甲"}), encoding="utf-8")
    command = [sys.executable, "-m", "docforge.docxtpl", "a.docx", "a.json", "b.docx"]
    assert subprocess.run([*command, "-q"], cwd=tmp_path, check=False).returncode == 0
    assert lines(docx.Document(str(tmp_path / "b.docx"))) == ["甲"]
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert again.returncode == 2
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    broken = subprocess.run([*command, "-o"], cwd=tmp_path, capture_output=True, check=False)
    assert (broken.returncode, b"Traceback" in broken.stderr) == (4, False)
