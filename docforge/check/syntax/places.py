"""Tags where they cannot work: outside tables, beside words, in what is never filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from docforge.check.diagnostic import Severity, Spot
from docforge.check.package.parts import attributes
from docforge.check.rules import Found, rule
from docforge.check.story import FALLBACK
from docforge.check.subject import Subject
from docforge.check.syntax import engine
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.archive import Member
from docforge.render.faults import Fault
from docforge.render.language.gathering import Placed
from docforge.render.language.tags import Scope, shortened
from docforge.render.wordml import CELL, PARAGRAPH, ROW, ancestor, w

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_HOLDERS = {Scope.PARAGRAPH: PARAGRAPH, Scope.ROW: ROW, Scope.CELL: CELL}


@rule(
    "S112",
    "syntax",
    Severity.ERROR,
    N_("A tag for rows or cells outside a table"),
    why=N_("{%tr %} takes the place of a table row; outside a table there is none."),
    bad="{%tr for each in findings %}",
    good="{%p for each in findings %}",
    fix=N_("Use {%p … %} for paragraphs, or put the tag into a table."),
)
def outside_table(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.OUTSIDE_TABLE)


@rule(
    "S113",
    "syntax",
    Severity.ERROR,
    N_("A tag that must stand alone stands beside words"),
    why=N_("The paragraph, row or cell of {%p %}, {%tr %}, {%tc %} disappears with all it holds."),
    bad="附件：{%p for each in attachments %}",
    good="{%p for each in attachments %}",
    fix=N_("Give the tag a paragraph, row or cell of its own."),
)
def not_alone(subject: Subject) -> Iterator[Found]:
    within = {spot for spot, _tag in _enclosing_nothing(subject)}
    for each in engine.found(subject, Fault.NOT_ALONE):
        if each.spot not in within:
            yield each


@rule(
    "S114",
    "syntax",
    Severity.ERROR,
    N_("A block begins and ends in the same paragraph, row or cell"),
    why=N_("That paragraph, row or cell is taken out with both tags, so the block holds nothing."),
    bad="| {%tr for each in rows %}{{ each }}{%tr endfor %} |",
    good="| {%tr for each in rows %} | ⏎ | {{ each }} | ⏎ | {%tr endfor %} |",
    fix=N_("Put the begin into a row of its own above, and the end into one below."),
)
def nothing_enclosed(subject: Subject) -> Iterator[Found]:
    for spot, placed in _enclosing_nothing(subject):
        said = _("“{tag}” begins and ends in the same {holder}, so the block holds nothing.")
        names = {
            Scope.PARAGRAPH: _("paragraph"),
            Scope.ROW: _("table row"),
            Scope.CELL: _("table cell"),
        }
        said = said.replace("{holder}", names[placed.tag.scope])
        yield Found(said.replace("{tag}", shortened(placed.tag.text)), spot, placed.tag.text)


def _enclosing_nothing(subject: Subject) -> Iterator[tuple[Spot, Placed]]:
    for gathered in subject.compiler.gathered:
        story = subject.story(gathered.part)
        if story is None:
            continue
        open_blocks: list[tuple[Placed, etree._Element | None]] = []
        for placed in gathered.placed:
            keyword, scope = placed.tag.keyword, placed.tag.scope
            if placed.ours or scope not in _HOLDERS or not placed.line:
                continue
            paragraph = story.paragraphs[placed.line - 1]
            holder = paragraph if scope is Scope.PARAGRAPH else ancestor(paragraph, _HOLDERS[scope])
            if keyword in ("for", "if", "with"):
                open_blocks.append((placed, holder))
            elif keyword.startswith("end") and open_blocks:
                begin, around = open_blocks.pop()
                alike = begin.tag.scope is scope and keyword == f"end{begin.tag.keyword}"
                if alike and holder is not None and holder is around:
                    yield story.spot(story.paragraphs[begin.line - 1]), begin


@rule(
    "S118",
    "syntax",
    Severity.ERROR,
    N_("A tag in a place that is not filled"),
    why=N_("Formulas, charts, drawings' data and settings are copied as they are: the tag stays."),
    bad="{{ total }} in a chart's title",
    good="{{ total }} in a paragraph below the chart",
    fix=N_("Move the tag into the text, a table, a header or a text box."),
)
def not_filled(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.IN_FORMULA)
    package = subject.package
    looked_at = {*package.stories, *package.properties}
    for name, member in package.members.items():
        if name in looked_at or not name.endswith(".xml") or name.startswith("[Content"):
            continue
        short = PurePosixPath(name).stem
        for text in _tags_in(member.packed, member.method):
            said = _("“{text}”: what stands in {part} is not filled in.")
            said = said.replace("{part}", name).replace("{text}", shortened(text))
            yield Found(said, Spot(short, where=_("in {part}").format(part=short)), text)


@lru_cache(maxsize=256)
def _tags_in(packed: bytes, method: int) -> tuple[str, ...]:
    """The tags of a member; many files hold the same ones: styles, themes."""
    content = Member("", method, 0, 0, packed).content
    return tuple(_tags_of(content)) if b"{{" in content or b"{%" in content else ()


def _tags_of(content: bytes) -> Iterator[str]:
    """Tags in the texts of a part, whatever elements they are split over, and its attributes."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    seen = set()
    texts = "".join(str(each) for each in root.itertext())
    attributes = " ".join(
        str(value) for each in root.iter(etree.Element) for value in each.attrib.values()
    )
    for match in (*_TAG.finditer(texts), *_TAG.finditer(attributes)):
        if match[0] not in seen:
            seen.add(match[0])
            yield match[0]


@rule(
    "S119",
    "syntax",
    Severity.ERROR,
    N_("A tag in a tracked deletion"),
    why=N_("Deleted text is not filled; in the letter everyone can bring it back, tag and all."),
    bad="~~{{ old_name }}~~",
    good="{{ enterprise_name }}",
    fix=N_("Accept or reject all changes in Word before the template is used."),
)
def in_deletion(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for paragraph in story.paragraphs:
            moved = (each for away in paragraph.iter(w("moveFrom")) for each in away.iter(w("t")))
            gone = "".join(each.text or "" for each in (*paragraph.iter(w("delText")), *moved))
            if ("{{" in gone or "{%" in gone) and ancestor(paragraph, FALLBACK) is None:
                said = _("“{text}” stands in a tracked deletion, which is not filled in.")
                text = shortened(gone)
                yield Found(said.replace("{text}", text), story.spot(paragraph), text)


@rule(
    "S120",
    "syntax",
    Severity.ERROR,
    N_("Another tag than {{ }} in the address of a link"),
    why=N_("An address can only hold values; conditions and loops have no effect there."),
    bad="https://example.org/{% if a %}b{% endif %}",
    good="https://example.org/{{ b if a }}",
    fix=N_("Write {{ value if condition }} instead."),
)
def in_link(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.LINK_STATEMENT)


_ODD = re.compile(
    r"｛\s*[｛{％%]|[｝}]\s*｝|\{\s+\{"
    r"|(?<![{%#\w\\])\{\s*[^\W\d]\w*(?:\.\w+)*\s*\}(?!\})"
)
_SHOWN = etree.XPath("//@descr|//@title|//@*[local-name()='tooltip']|//@alt|//@name")


@rule(
    "S125",
    "syntax",
    Severity.ERROR,
    N_("Full-width or single braces out of sight"),
    why=N_(
        "Alternative text, tool tips, link addresses and properties are filled too, but nobody"
        " sees there that a tag was mistyped."
    ),
    bad="descr=｛｛ name ｝｝",
    good="descr={{ name }}",
    fix=N_("Type {{ name }} in half-width, with two braces on each side."),
)
def odd_braces_out_of_sight(subject: Subject) -> Iterator[Found]:
    said = _("“{text}” is typed with full-width or single braces, so nothing is filled in.")
    for story in subject.stories:
        for value in attributes(_SHOWN, story):
            if ("{" in value or "｛" in value) and _ODD.search(str(value)):
                text = shortened(str(value))
                yield Found(said.replace("{text}", text), story.spot(value.getparent()), text)
        for relation in subject.package.relations(story.part):
            if relation.external and _ODD.search(unquote(relation.target)):
                text = shortened(unquote(relation.target))
                spot = Spot(story.name, where=_("in {part}").format(part=story.name))
                yield Found(said.replace("{text}", text), spot, text)
    for name in subject.package.properties:
        content = subject.package.content(name).decode("utf-8", "replace")
        if "{" in content or "｛" in content:
            for match in re.finditer(r">([^<>]*)<", content):
                if _ODD.search(match[1]):
                    short = PurePosixPath(name).stem
                    spot = Spot(short, where=_("in {part}").format(part=short))
                    yield Found(said.replace("{text}", match[1]), spot, match[1])
