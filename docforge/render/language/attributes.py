"""Tags in attributes: alternative text, tool tips, link anchors, and what merged cells need.

An attribute cannot hold a processing instruction, so there a tag becomes a token of two
private-use characters around its number.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.language.gathering import Gathered
from docforge.render.language.tags import Kind, Scope, Tag, shortened, tags_in, without_escapes
from docforge.render.wordml import PARAGRAPH, whereabouts

TOKEN = re.compile("\ue0fedocforge:(\\d+)\ue0ff")
_IN_ATTRIBUTE = re.compile(rb"=\s*\"[^\"<>]*(?:\{[{%#]|%7[Bb]%7[Bb])")

_ENCODED = re.compile(r"%7B(?:%7B.*?%7D|%25.*?%25|%23.*?%23)%7D", re.IGNORECASE)


def token(number: int) -> str:
    """What stands in an attribute for the tag of that number."""
    return f"\ue0fedocforge:{number}\ue0ff"


def has_tags(xml: bytes) -> bool:
    """Whether an attribute of a part may hold a tag; quick, and never wrongly False."""
    return _IN_ATTRIBUTE.search(xml) is not None


def gather_attributes(gathered: Gathered) -> None:
    """Replace the tags in all attributes of a part by tokens."""
    for element in gathered.root.iter(etree.Element):
        for name, value in element.attrib.items():
            if "{" in value:
                element.set(name, gathered_text(gathered, str(value), *_where(gathered, element)))


def gathered_text(gathered: Gathered, text: str, where: str, line: int = 0) -> str:
    """A text outside paragraphs with its tags replaced by tokens."""
    # Word writes the braces of a link's address percent-encoded, and all that is between them.
    text = _ENCODED.sub(lambda tag: unquote(tag[0]), text)

    def report(fault: TemplateError) -> None:
        fault.where, fault.part, fault.line = where, gathered.part, line
        gathered.report(fault)

    tags = tags_in(text, report, lenient=True)
    made, at = [], 0
    for tag in tags:
        made.append(without_escapes(text[at : tag.start]))
        if tag.kind is not Kind.COMMENT:
            added = gathered.add(tag, where, shortened(text), line=line)
            made.append(token(int(added.mark.text or 0)))
        at = tag.end
    made.append(without_escapes(text[at:]))
    return "".join(made)


def expression(
    gathered: Gathered, inner: str, where: str, *, ours: bool = False, text: str = ""
) -> str:
    """The token of an expression that docforge puts into an attribute; `text` is what the
    template has instead, for messages."""
    tag = Tag(Kind.EXPRESSION, Scope.WORDS, inner, text or f"{{{{ {inner} }}}}")
    return token(int(gathered.add(tag, where, ours=ours).mark.text or 0))


def _where(gathered: Gathered, element: etree._Element) -> tuple[str, int]:
    """Where an element stands, in words and as the number of its paragraph."""
    paragraph = next(element.iterancestors(PARAGRAPH), None)
    if paragraph is not None:
        said = whereabouts(paragraph, gathered.part, gathered.numbers)
        return said, gathered.lines.get(paragraph, 0)
    return _("in {part}").format(part=gathered.part), 0
