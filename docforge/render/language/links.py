"""Tags in the addresses of links, which lie outside the document's text, in its relations.

The link's element asks for a relation made while rendering, so that in a loop each turn gets a
link of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from lxml import etree

from docforge.messages import translate as _
from docforge.render.faults import Fault
from docforge.render.language.attributes import TOKEN, expression, gathered_text
from docforge.render.language.gathering import Gathered
from docforge.render.language.tags import Kind
from docforge.render.relations import Relation, relations_name, relations_written
from docforge.render.wordml import PARAGRAPH, R, whereabouts

_IDENTIFIER = f"{{{R}}}id"


def tie_links(gathered: Gathered, part: str, relations: Sequence[Relation]) -> dict[str, bytes]:
    """Tie links whose address holds tags to their elements; the relations that are left."""
    tagged = {
        relation.identifier: relation
        for relation in relations
        if relation.external and ("{{" in relation.target or "%7b%7b" in relation.target.lower())
    }
    if not tagged:
        return {}
    for element in list(gathered.root.iter(etree.Element)):
        relation = tagged.get(element.get(_IDENTIFIER, ""))
        if relation is not None:
            where = _where(gathered, element)
            inner = f"({_address(gathered, relation, where)})|_link({part!r})"
            said = unquote(relation.target)
            element.set(_IDENTIFIER, expression(gathered, inner, where, ours=True, text=said))
    kept = [relation for relation in relations if relation.identifier not in tagged]
    return {relations_name(part): relations_written(kept)}


def _address(gathered: Gathered, relation: Relation, where: str) -> str:
    """A jinja2 expression that gives the address."""
    text = gathered_text(gathered, relation.target, where)
    made, at = [], 0
    for match in TOKEN.finditer(text):
        placed = gathered.placed[int(match[1])]
        if placed.tag.kind is not Kind.EXPRESSION:
            said = _("“{tag}”: a link's address can hold only {{ }}.")
            gathered.report(placed.fault(said, kind=Fault.LINK_STATEMENT))
            continue
        made += [repr(text[at : match.start()]), f"(({placed.tag.inner})|_address)"]
        at = match.end()
    made.append(repr(text[at:]))
    return " ~ ".join(each for each in made if each != "''") or "''"


def _where(gathered: Gathered, element: etree._Element) -> str:
    paragraph = next(element.iterancestors(PARAGRAPH), None)
    return whereabouts(paragraph, gathered.part, gathered.numbers) if paragraph is not None else ""
