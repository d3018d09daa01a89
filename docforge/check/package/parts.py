"""The parts of the package: relations to parts that are gone, kinds that are not declared."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from lxml import etree

from docforge.check.diagnostic import Severity, Spot
from docforge.check.package.both import in_both
from docforge.check.rules import Found, rule
from docforge.check.story import Story
from docforge.check.subject import Subject
from docforge.errors import TemplateError
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.package import CONTENT_TYPES
from docforge.render.relations import CONTENT_TYPES as TYPES
from docforge.render.relations import Relation, relations_of
from docforge.render.wordml import R


def _in(name: str) -> Spot:
    short = posixpath.basename(name).removesuffix(".xml")
    return Spot(short, where=_("in {part}").format(part=name))


def relations(subject: Subject) -> Mapping[str, list[Relation]]:
    """All relations, by the member of which they are; those of the package by ""."""
    return subject.once(_relations)


def _relations(subject: Subject) -> Mapping[str, list[Relation]]:
    found = {}
    for name, member in subject.package.members.items():
        if name.endswith(".rels"):
            folder, file = posixpath.split(name)
            owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            found["" if owner == "" else owner] = relations_of(member.content)
    return found


def resolved(owner: str, target: str) -> str:
    """The member that a relation's target names."""
    target = unquote(target.partition("#")[0])
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(owner), target))


@rule(
    "P321",
    "package",
    Severity.ERROR,
    N_("A relation to a part that is not there"),
    why=N_("Word says the file is damaged, or leaves out the picture without a word."),
    bad="image1.png named in document.xml.rels and missing",
    good="word/media/image1.png",
    fix=N_("Insert the picture or part anew."),
    source="ECMA-376-2 9.3",
)
@in_both
def dangling_relations(subject: Subject) -> Iterator[Found]:
    members = {name.casefold() for name in subject.package.members}
    for owner, found in relations(subject).items():
        for each in found:
            if each.external or each.target.startswith("#") or not each.target:
                continue
            if each.target.upper() == "NULL":
                continue  # Word writes this for a picture it could not keep, and opens it
            name = resolved(owner, each.target)
            if name.casefold() not in members:
                said = _("{id} leads to {target}, which is not in the file.")
                found_text = said.format(id=each.identifier, target=name)
                yield Found(found_text, _in(owner or "_rels/.rels"), each.target)


def attributes(path: etree.XPath, story: Story) -> list[Any]:
    """The values of attributes that a path finds; each knows its element by `getparent`."""
    found = path(story.root)
    return found if isinstance(found, list) else []


_REFERRING = etree.XPath("//@r:id|//@r:embed|//@r:link|//@r:pict|//@r:dm", namespaces={"r": R})


@rule(
    "P322",
    "package",
    Severity.ERROR,
    N_("A reference to a relation that there is not"),
    why=N_("Word cannot open a picture, header or link whose relation is gone."),
    bad='<a:blip r:embed="rId9"/> without rId9',
    good='<a:blip r:embed="rId4"/>',
    fix=N_("Insert the picture, header or link anew."),
    source="ECMA-376-2 9.3",
)
@in_both
def unknown_relations(subject: Subject) -> Iterator[Found]:
    known = relations(subject)
    for story in subject.stories:
        given = {each.identifier for each in known.get(story.part, [])}
        for value in attributes(_REFERRING, story):
            if value and value not in given and "{" not in value:
                said = _("there is no relation “{id}”.").format(id=value)
                yield Found(said, story.spot(value.getparent()), str(value))


@rule(
    "P323",
    "package",
    Severity.ERROR,
    N_("A part whose kind is not declared"),
    why=N_("[Content_Types].xml must name the kind of every part; Word refuses the file else."),
    bad="word/media/image1.webp without a kind",
    good='<Default Extension="png" ContentType="image/png"/>',
    fix=N_("Open and save the file in Word."),
    source="ECMA-376-2 10.1.2",
)
@in_both
def undeclared_types(subject: Subject) -> Iterator[Found]:
    package = subject.package
    root = etree.fromstring(package.members[CONTENT_TYPES].content)
    defaults = {each.get("Extension", "").lower() for each in root.iter(f"{{{TYPES}}}Default")}
    overrides = [each.get("PartName", "").lstrip("/") for each in root.iter(f"{{{TYPES}}}Override")]
    named = {name.casefold() for name in overrides}
    spot = _in(CONTENT_TYPES)
    for name in package.members:
        extension = name.rpartition(".")[2].lower()
        if name == CONTENT_TYPES or name.casefold() in named or extension in defaults:
            continue
        said = _("the kind of {part} is not declared.").format(part=name)
        yield Found(said, spot, name)
    members = {name.casefold() for name in package.members}
    for name in overrides:
        if name.casefold() not in members:
            said = _("{part} is declared and not in the file.").format(part=name)
            yield Found(said, spot, name, Severity.WARNING)
    for name in sorted({each for each in overrides if overrides.count(each) > 1}):
        yield Found(_("{part} is declared twice.").format(part=name), spot, name)


@rule(
    "P324",
    "package",
    Severity.ERROR,
    N_("A part that is no XML"),
    why=N_("Word opens nothing of a file of which one part is damaged."),
    bad="<w:p><w:r></w:p>",
    good="<w:p><w:r/></w:p>",
    fix=N_("Take an older copy, or let Word repair the file and look through all of it."),
)
def damaged_parts(subject: Subject) -> Iterator[Found]:
    looked_at = {*subject.package.stories}
    for name in subject.package.members:
        if name in looked_at or not name.endswith((".xml", ".rels")):
            continue
        try:
            subject.xml(name)
        except TemplateError as error:
            yield Found(error.what, _in(name))
