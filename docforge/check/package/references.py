"""What refers to something else: identifiers given twice, styles and numbers that are not there,
ranges and fields that begin and do not end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from docforge.check.diagnostic import Severity
from docforge.check.package.both import in_both
from docforge.check.rules import Found, rule
from docforge.check.story import FALLBACK, Story
from docforge.check.subject import Subject
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.wordml import PARAGRAPH, W14, WP, ancestor, w

_DRAWING = f"{{{WP}}}docPr"
_PARAGRAPH_ID = f"{{{W14}}}paraId"
_BOOKMARK, _BOOKMARK_END = w("bookmarkStart"), w("bookmarkEnd")


@rule(
    "P311",
    "package",
    Severity.ERROR,
    N_("An identifier given twice"),
    why=N_(
        "Word repairs documents in which drawings, bookmarks or controls share an identifier,"
        " and links lead to the wrong one."
    ),
    bad='<wp:docPr id="1"/> … <wp:docPr id="1"/>',
    good='<wp:docPr id="1"/> … <wp:docPr id="2"/>',
    fix=N_("Open and save the file in Word, which numbers them anew."),
    source="ECMA-376-1 17.13.6.2, 20.4.2.5",
)
@in_both
def duplicate_ids(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        yield from _twice(story, _DRAWING, "id", N_("drawing"), Severity.WARNING)
        yield from _twice(story, _BOOKMARK, w("id"), N_("bookmark"))
        yield from _twice(story, _BOOKMARK, w("name"), N_("bookmark name"), Severity.WARNING)
        yield from _twice(story, PARAGRAPH, _PARAGRAPH_ID, N_("paragraph"), Severity.WARNING)
        yield from _twice(story, w("comment"), w("id"), N_("comment"))
        yield from _twice(story, w("footnote"), w("id"), N_("footnote"))
        yield from _twice(story, w("endnote"), w("id"), N_("endnote"))
        yield from _twice_in_controls(story)


def _twice(
    story: Story, name: str, attribute: str, called: str, severity: Severity | None = None
) -> Iterator[Found]:
    seen: set[str] = set()
    for element in story.all(name):
        value = element.get(attribute)
        if value is None or ancestor(element, FALLBACK) is not None or "{{" in value:
            continue
        if value in seen:
            said = _("the {kind} “{id}” is there twice.").format(kind=_(called), id=value)
            own = attribute == w("name") and value.startswith("_")  # Word drops it in silence
            yield Found(said, story.spot(element), value, Severity.INFO if own else severity)
        seen.add(value)


def _twice_in_controls(story: Story) -> Iterator[Found]:
    seen: set[str] = set()
    for element in story.all(w("sdtPr")):
        identifier = element.find(w("id"))
        value = identifier.get(w("val"), "") if identifier is not None else ""
        if value and value in seen and ancestor(element, FALLBACK) is None:
            said = _("the {kind} “{id}” is there twice.")
            found = said.format(kind=_("content control"), id=value)
            control = element.getparent()
            spot = story.spot(element if control is None else control)
            yield Found(found, spot, value, Severity.WARNING)
        seen.add(value)


@rule(
    "P312",
    "package",
    Severity.WARNING,
    N_("A style that there is not"),
    why=N_("Word falls back to its default: another font, another size than was meant."),
    bad='<w:pStyle w:val="正文缩进2"/>',
    good='<w:pStyle w:val="a3"/>',
    fix=N_("Choose a style of the document for this paragraph, or delete the reference."),
    source="ECMA-376-1 17.7",
)
def unknown_styles(subject: Subject) -> Iterator[Found]:
    known = _identifiers(subject, "styles.xml", w("style"), w("styleId"))
    if known is None:
        return
    told: set[str] = set()
    for story in subject.stories:
        for element in story.all(w("pStyle"), w("rStyle"), w("tblStyle")):
            value = element.get(w("val"), "")
            if value and value not in known and value not in told:
                told.add(value)
                said = _("there is no style “{name}”.").format(name=value)
                yield Found(said, story.spot(element), value)


@rule(
    "P313",
    "package",
    Severity.ERROR,
    N_("A list that there is not"),
    why=N_("The paragraph loses its number, so “第三项” is the second."),
    bad='<w:numId w:val="9"/> without w:num 9',
    good='<w:numId w:val="1"/>',
    fix=N_("Give the paragraph its numbering anew in Word."),
    source="ECMA-376-1 17.9",
)
def unknown_lists(subject: Subject) -> Iterator[Found]:
    known = _identifiers(subject, "numbering.xml", w("num"), w("numId")) or set()
    told: set[str] = set()
    for story in subject.stories:
        for element in story.all(w("numId")):
            value = element.get(w("val"), "")
            if value not in ("", "0") and value not in known and value not in told:
                told.add(value)
                said = _("there is no list numbered {id}.").format(id=value)
                yield Found(said, story.spot(element), value)


def _identifiers(subject: Subject, member: str, name: str, attribute: str) -> set[str] | None:
    """The identifiers that a part beside the body declares; None where there is no such part."""
    folder = subject.package.main.rpartition("/")[0]
    full = f"{folder}/{member}" if folder else member
    if full not in subject.package.members:
        return None
    return _given(subject.xml(full), name, attribute)


@lru_cache(maxsize=64)
def _given(root: etree._Element, name: str, attribute: str) -> set[str]:
    return {each.get(attribute, "") for each in root.iter(name)}


_RANGES = (
    (_BOOKMARK, _BOOKMARK_END, N_("bookmark")),
    (w("commentRangeStart"), w("commentRangeEnd"), N_("comment")),
    (w("permStart"), w("permEnd"), N_("editing permission")),
    (w("moveFromRangeStart"), w("moveFromRangeEnd"), N_("move")),
    (w("moveToRangeStart"), w("moveToRangeEnd"), N_("move")),
)


@rule(
    "P314",
    "package",
    Severity.WARNING,
    N_("A range that begins and does not end"),
    why=N_("Bookmarks and comments of which one side is missing are dropped when Word repairs."),
    bad='<w:bookmarkStart w:id="3"/> without <w:bookmarkEnd w:id="3"/>',
    good='<w:bookmarkStart w:id="3"/>…<w:bookmarkEnd w:id="3"/>',
    fix=N_("Delete the bookmark or comment in Word and set it anew."),
    source="ECMA-376-1 17.13.6",
)
@in_both
def half_ranges(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for begin, end, called in _RANGES:
            begun = {each.get(w("id"), ""): each for each in story.all(begin)}
            ended = {each.get(w("id"), ""): each for each in story.all(end)}
            for identifier in begun.keys() ^ ended.keys():
                element = begun.get(identifier, ended.get(identifier))
                said = _("the {kind} “{id}” has a begin without an end, or an end without a begin.")
                assert element is not None
                found = said.format(kind=_(called), id=identifier)
                # Programs leave bookmarks of their own behind, which Word drops without a word.
                mild = element.get(w("name"), "").startswith("_")
                severity = Severity.INFO if mild else None
                yield Found(found, story.spot(element), identifier, severity)


@rule(
    "P316",
    "package",
    Severity.ERROR,
    N_("A field that begins and does not end"),
    why=N_("Word takes the rest of the document for the field's code and shows none of it."),
    bad='<w:fldChar w:fldCharType="begin"/> without "end"',
    good='"begin" … "separate" … "end"',
    fix=N_("Delete the field (page number, date, link) and insert it anew."),
    source="ECMA-376-1 17.16.18",
)
@in_both
def half_fields(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        open_fields: list[etree._Element] = []
        for element in story.all(w("fldChar")):
            kind = element.get(w("fldCharType"))
            if ancestor(element, FALLBACK) is not None:
                continue
            if kind == "begin":
                open_fields.append(element)
            elif kind == "end" and open_fields:
                open_fields.pop()
            elif kind in ("end", "separate") and not open_fields:
                said = _("a field ends or goes on that did not begin.")
                yield Found(said, story.spot(element))
        for element in open_fields:
            yield Found(_("a field begins and does not end."), story.spot(element))


_NOTES = (
    (w("footnoteReference"), "footnotes.xml", w("footnote"), N_("footnote")),
    (w("endnoteReference"), "endnotes.xml", w("endnote"), N_("endnote")),
    (w("commentReference"), "comments.xml", w("comment"), N_("comment")),
)


@rule(
    "P317",
    "package",
    Severity.ERROR,
    N_("A note, comment or bookmark that there is not"),
    why=N_("Word cannot open a reference to a note that is gone; a link leads nowhere."),
    bad='<w:footnoteReference w:id="7"/> without footnote 7',
    good='<w:footnoteReference w:id="1"/>',
    fix=N_("Delete the reference, or insert the note anew."),
    source="ECMA-376-1 17.11.14",
)
@in_both
def unknown_notes(subject: Subject) -> Iterator[Found]:
    for name, member, target, called in _NOTES:
        references = [(story, each) for story in subject.stories for each in story.all(name)]
        if not references:
            continue
        known = _identifiers(subject, member, target, w("id")) or set()
        for story, element in references:
            value = element.get(w("id"), "")
            if value not in known:
                said = _("there is no {kind} “{id}”.").format(kind=_(called), id=value)
                yield Found(said, story.spot(element), value)
    yield from _unknown_anchors(subject)


def _unknown_anchors(subject: Subject) -> Iterator[Found]:
    links = [
        (story, each)
        for story in subject.stories
        for each in story.all(w("hyperlink"))
        if each.get(w("anchor"))
    ]
    if not links:
        return
    marks = Counter(
        each.get(w("name"), "") for story in subject.stories for each in story.all(_BOOKMARK)
    )
    for story, element in links:
        anchor = element.get(w("anchor"), "")
        if anchor not in marks and anchor != "_top" and "{{" not in anchor:
            said = _("there is no {kind} “{id}”.").format(kind=_("bookmark"), id=anchor)
            yield Found(said, story.spot(element), anchor, Severity.WARNING)
