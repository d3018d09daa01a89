"""For every rule of syntax, data and package a file that breaks it and one that nearly does."""

from __future__ import annotations

from tests.check.word_files import (
    ROWS,
    TEXT,
    M,
    R,
    W,
    Word,
    contract,
    core,
    field_code,
    linked,
    p,
    part,
    picture,
    run,
    table,
)

NAME = contract({"name": TEXT}, {"name": "甲公司"})
LIST = contract({"rows": ROWS}, {"rows": [{"name": "甲公司"}]})


def w(body: str, given: object = None, **more: object) -> Word:
    return Word(body, given, **more)  # type: ignore[arg-type]


def marked(name: str, inside: str = "") -> str:
    return f'<w:p><w:{name} w:id="1" w:name="a"/>{inside}</w:p>'


def cell(properties: str) -> str:
    inner = f"<w:tr><w:tc>{properties}{p('文字')}</w:tc></w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{inner}</w:tbl>"


def overridden(name: str) -> Word:
    declared = f'<Override PartName="/{name}" ContentType="application/xml"/></Types>'
    return Word(
        "", changed={"[Content_Types].xml": lambda text: text.replace("</Types>", declared)}
    )


def related(target: str, kind: str = "image", mode: str = "") -> Word:
    relation = f'<Relationship Id="rX" Type="{R}/{kind}" Target="{target}"{mode}/></Relationships>'
    return Word(
        "",
        changed={
            "word/_rels/document.xml.rels": lambda text: text.replace("</Relationships>", relation)
        },
    )


def embedded(reference: str) -> str:
    return f'<w:p><w:r><a:blip xmlns:a="x" xmlns:r="{R}" r:embed="{reference}"/></w:r></w:p>'


def moved(text: str) -> str:
    return (
        f'<w:p><w:del w:id="1" w:author="某"><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>'
    )


COMMENTS = "<w:comments {w}><w:comment w:id='1' w:author='某'>{p}</w:comment></w:comments>"
FORMULA = '<w:p><m:oMath xmlns:m="{m}"><m:r><m:t>{t}</m:t></m:r></m:oMath></w:p>'

CASES: dict[str, tuple[Word, Word]] = {
    # syntax
    "S101": (w(p("{{ name }")), w(p("{{ name }}"))),
    "S102": (w(p("{{ a }} name }}")), w(p("{{ a }} name )"))),
    "S103": (w(p("{{ name") + p("}}")), w(p("{{ name }}") + p("）"))),
    "S104": (w(p("{% if a %}甲")), w(p("{% if a %}甲{% endif %}"))),
    "S105": (
        w(p("{% if a %}甲{% endfor %}{% endif %}")),
        w(p("{% if a %}甲{% else %}{% endif %}")),
    ),
    "S106": (
        w(table(("{%tr if a %}",)) + p("") + table(("{%tr endif %}",))),
        w(table(("{%tr if a %}",), ("甲",), ("{%tr endif %}",))),
    ),
    "S107": (w(p("{{ items[0 }}")), w(p("{{ items[0] }}"))),
    "S108": (w(p("{{ a|dat }}")), w(p("{{ a|date }}"))),
    "S109": (w(p("{% if a is define %}{% endif %}")), w(p("{% if a is defined %}{% endif %}"))),
    "S110": (
        w(p("{% for a in b %}{{ a }}{% endfro %}")),
        w(p("{% for a in b %}{{ a }}{% endfor %}")),
    ),
    "S111": (w(p("{% include 'a.docx' %}")), w(p("{{p include }}"))),
    "S112": (w(p("{%tr if a %}") + p("{%tr endif %}")), w(p("{%p if a %}") + p("{%p endif %}"))),
    "S113": (
        w(p("附件{%p if a %}") + p("甲") + p("{%p endif %}")),
        w(p(" {%p if a %} ") + p("甲") + p("{%p endif %}")),
    ),
    "S114": (
        w(table(("{%tr for a in b %}", "{%tr endfor %}"))),
        w(table(("{%tr for a in b %}", ""), ("{{ a }}", ""), ("{%tr endfor %}", ""))),
    ),
    "S115": (
        w(table(("{% tr if a %}",), ("甲",), ("{% tr endif %}",))),
        w(table(("{%tr if a %}",), ("甲",), ("{%tr endif %}",))),
    ),
    "S116": (w(p("｛｛ 企业名称 ｝｝")), w(p("{{ 企业名称 }}｛甲、乙｝"))),
    "S117": (w(p("{企业名称}{{ a }}")), w(p("{甲、乙}{{ a }}"))),
    "S118": (
        w(FORMULA.format(m=M, t="{{ total }}")),
        w(FORMULA.format(m=M, t="x+1") + p("{{ total }}")),
    ),
    "S119": (w(moved("{{ a }}")), w(moved("甲") + p("{{ a }}"))),
    "S120": (
        linked("https://example.org/{{ a }}{% if a %}b{% endif %}"),
        linked("https://example.org/{{ a }}"),
    ),
    "S121": (w(p("{{ a｜date }}")), w(p("{{ a|replace('，', '｜') }}"))),
    "S122": (
        w(p(run("{{ na", "<w:b/>"), "me }}")),
        w(p(run("{{ na", '<w:lang w:val="zh-CN"/>'), "me }}")),
    ),
    "S123": (w(p("[[ name ]] {{ a }}")), w(p("[[1]] {{ a }}"))),
    "S124": (w(p("{ { name } }")), w(p("{{ name }}"))),
    "S125": (w(picture(words="{name}") + p("{{ a }}")), w(picture(words="{{ name }}"))),
    # data
    "D201": (w(p("{{ nam }}{{ name }}"), NAME), w(p("{{ nam|default('') }}{{ name }}"), NAME)),
    "D202": (w(p("通知{{ other|default('') }}"), NAME), w(p("{% if name %}甲{% endif %}"), NAME)),
    "D203": (
        w(p("{% for each in name %}{{ each }}{% endfor %}"), NAME),
        w(p("{% for each in rows %}{{ each.name }}{% endfor %}"), LIST),
    ),
    "D204": (w(p("{{ rows }}"), LIST), w(p("{{ rows|map(attribute='name')|join('、') }}"), LIST)),
    "D205": (w(p("{{ Name }}"), NAME), w(p("{{ name }}"), NAME)),
    "D206": (w(p("{% set a = 1 %}甲")), w(p("{% set a = 1 %}{{ a }}"))),
    "D207": (
        w(p("{% if a == '甲' or '乙' %}丙{% endif %}")),
        w(p("{% if a == '甲' or a == '乙' %}丙{% endif %}")),
    ),
    "D208": (
        w(p("{% for name in rows %}{{ name }}{% endfor %}"), LIST | NAME),
        w(p("{% for each in rows %}{{ each.name }}{% endfor %}"), LIST),
    ),
    "D209": (
        w(p("{% for a in b %}{{ a }}{% endfor %}{{ a }}")),
        w(p("{% for a in b %}{{ a }}{% endfor %}{{ b }}")),
    ),
    "D210": (
        w(p("{{ name }}"), contract({"name": {"type": "text"}}, {"name": "甲"})),
        w(p("{{ name }}"), contract({"name": {"type": ["string", "null"]}}, {"name": "甲"})),
    ),
    "D211": (
        w(p("{{ name }}"), contract({"name": TEXT}, {"name": 5})),
        w(p("{{ name }}"), contract({"name": TEXT}, {"name": "5"})),
    ),
    "D212": (
        w(p("{{ name|date }}"), NAME),
        w(p("{{ name|date }}"), contract({"name": TEXT}, {"name": "2022-06-10"})),
    ),
    "D213": (
        w(p("{{ rows[0] }}"), LIST),
        w(p("{{ name }}"), contract({"name": TEXT}, {"name": "None 公司 []"})),
    ),
    "D214": (
        w(p("{% if false %}{{ name }}{% endif %}"), NAME),
        w(p("{{ name|mask_name }}"), NAME),
    ),
    "D215": (w(p("{{ name }}"), {"docforge": "contract@1", "variables": 1}), w(p("{{ a }}"), NAME)),
    "D216": (
        w(p("{{ name }}"), contract({"name": TEXT}, {"name": "甲"}, required=[])),
        w(p("{{ name|default('') }}"), contract({"name": TEXT}, {"name": "甲"}, required=[])),
    ),
    "D219": (
        w(p("{{ enterprise_name }}{{ enterprise_name }}{{ enterprise_nmae }}")),
        w(p("{{ enterprise_1 }}{{ enterprise_1 }}{{ enterprise_2 }}")),
    ),
    "D220": (w(p("{{ enterprise-name }}")), w(p("{{ 总数 - 合格数 }}"))),
    # package
    "P301": (
        w("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc/></w:tr></w:tbl>"),
        w(cell("")),
    ),
    "P302": (w("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr/></w:tbl>"), w(cell(""))),
    "P303": (w(f"<w:tbl><w:tblPr/><w:tr><w:tc>{p('')}</w:tc></w:tr></w:tbl>"), w(cell(""))),
    "P304": (w("<w:p><w:p/></w:p>"), w(f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>")),
    "P305": (
        w(cell('<w:tcPr><w:vAlign w:val="center"/><w:tcW w:w="9" w:type="dxa"/></w:tcPr>')),
        w(cell('<w:tcPr><w:tcW w:w="9" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>')),
    ),
    "P306": (w(p(run("甲", '<w:color w:val="red"/>'))), w(p(run("甲", '<w:color w:val="auto"/>')))),
    "P311": (w(picture(7) + picture(7)), w(picture(7) + picture(8))),
    "P312": (
        w('<w:p><w:pPr><w:pStyle w:val="没有"/></w:pPr></w:p>'),
        w('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>'),
    ),
    "P313": (
        w('<w:p><w:pPr><w:numPr><w:numId w:val="999"/></w:numPr></w:pPr></w:p>'),
        w('<w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>'),
    ),
    "P314": (w(marked("bookmarkStart")), w(marked("bookmarkStart", '<w:bookmarkEnd w:id="1"/>'))),
    "P316": (w(field_code("PAGE", ended=False)), w(field_code("PAGE"))),
    "P317": (
        w('<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'),
        part(
            "word/footnotes.xml",
            "footnotes",
            f'<w:footnotes {W}><w:footnote w:id="7">{p("注")}</w:footnote></w:footnotes>',
            '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>',
        ),
    ),
    "P321": (related("media/gone.png"), related("styles.xml", "styles")),
    "P322": (w(embedded("rId999")), w(embedded("rId1"))),
    "P323": (Word("", added={"word/media/a.webp": "x"}), Word("", added={"word/a.xml": "<a/>"})),
    "P324": (Word("", added={"word/a.xml": "<a>"}), Word("", added={"word/a.xml": "<a/>"})),
    "P331": (w(moved("甲")), w(p("甲"))),
    "P332": (
        part("word/comments.xml", "comments", COMMENTS.format(w=W, p=p("问一下法制科"))),
        part("word/comments.xml", "comments", COMMENTS.format(w=W, p=p("{{ a }}"))),
    ),
    "P333": (w(p(run("秘密", "<w:vanish/>"))), w(p(run("公开", '<w:vanish w:val="0"/>')))),
    "P334": (core("cp:lastModifiedBy", "王小明"), core("cp:lastModifiedBy", "python-docx")),
    "P335": (
        Word("", added={"word/vbaProject.bin": "x"}),
        Word("", added={"word/vba.xml": "<a/>"}),
    ),
    "P336": (
        Word("", added={"word/embeddings/a.xlsx": "x"}),
        Word("", added={"word/media/a.jpeg": "x"}),
    ),
    "P337": (
        related("file:///C:/王/a.dotx", "attachedTemplate", ' TargetMode="External"'),
        linked("https://example.org/"),
    ),
}
