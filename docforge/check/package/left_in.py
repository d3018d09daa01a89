"""What was left in a file and goes out with every letter: changes, comments, names, macros."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from docforge.check.diagnostic import Severity, Spot
from docforge.check.package.parts import relations
from docforge.check.rules import Found, rule
from docforge.check.story import FALLBACK, own_words
from docforge.check.subject import Subject
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.language.tags import shortened
from docforge.render.wordml import PARAGRAPH, RUN, RUN_PROPERTIES, TEXT, ancestor, w

_CHANGES = tuple(
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "tblPrChange"),
        *("trPrChange", "tcPrChange", "sectPrChange", "cellIns", "cellDel", "numberingChange"),
    )
)


@rule(
    "P331",
    "package",
    Severity.WARNING,
    N_("Tracked changes"),
    why=N_("Everyone who gets the letter sees who changed what, and can bring back the old words."),
    bad="五日~~七日~~内",
    good="五日内",
    fix=N_("Review › Accept all changes, and turn tracking off."),
)
def tracked_changes(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        told: set[etree._Element | None] = set()
        for element in story.all(*_CHANGES):
            paragraph = ancestor(element, PARAGRAPH)
            if paragraph in told or ancestor(element, FALLBACK) is not None:
                continue
            told.add(paragraph)
            author = element.get(w("author"), "")
            said = _("a tracked change by “{author}”.").format(author=author or "?")
            text = shortened(own_words(paragraph)) if paragraph is not None else ""
            yield Found(said, story.spot(element), text)
    if _setting(subject, "trackRevisions"):
        said = _("changes are tracked in every letter made of this file.")
        yield Found(said, _settings_spot(), severity=Severity.INFO)


def _settings_spot() -> Spot:
    return Spot("settings", where=_("in {part}").format(part="settings"))


def _setting(subject: Subject, name: str) -> bool:
    return any(True for _each in _settings(subject, name))


def _settings(subject: Subject, name: str) -> Iterator[etree._Element]:
    folder = subject.package.main.rpartition("/")[0]
    member = f"{folder}/settings.xml" if folder else "settings.xml"
    if member in subject.package.members:
        yield from subject.xml(member).iter(w(name))


@rule(
    "P332",
    "package",
    Severity.WARNING,
    N_("Comments"),
    why=N_("Notes among colleagues go out to the enterprise."),
    bad="（批注：这里问一下法制科）",
    good="",
    fix=N_("Review › Delete all comments."),
)
def comments(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for comment in story.all(w("comment")):
            text = "".join(each.text or "" for each in comment.iter(TEXT))
            author = comment.get(w("author"), "") or "?"
            if "{{" in text or "{%" in text:
                continue  # a comment that is filled is meant to be there
            said = _("a comment by “{author}”.").format(author=author)
            yield Found(said, story.spot(comment), shortened(text))


@rule(
    "P333",
    "package",
    Severity.WARNING,
    N_("Hidden text"),
    why=N_("Who turns on the signs for paragraphs reads it; a program reads it always."),
    bad="（隐藏文字）",
    good="",
    fix=N_("Select all, Font › clear “Hidden”, and delete what appears."),
)
def hidden_text(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for vanish in story.all(w("vanish")):
            properties = vanish.getparent()
            run = properties.getparent() if properties is not None else None
            if run is None or run.tag != RUN or properties is None:
                continue
            if properties.tag != RUN_PROPERTIES or vanish.get(w("val"), "1") in (
                "0",
                "false",
                "off",
            ):
                continue
            text = "".join(each.text or "" for each in run.iter(TEXT))
            if text.strip() and ancestor(run, FALLBACK) is None:
                said = _("hidden text: “{text}”.").format(text=shortened(text))
                yield Found(said, story.spot(run), shortened(text))


_PERSONAL = {
    "creator": N_("author"),
    "lastModifiedBy": N_("last modified by"),
    "Company": N_("company"),
    "Manager": N_("manager"),
}
_NOBODY = frozenset({"", "python-docx", "docforge", "un-named", "microsoft office user"})


@rule(
    "P334",
    "package",
    Severity.INFO,
    N_("Names in the properties"),
    why=N_("File › Info tells every enterprise who wrote the template, and on whose computer."),
    bad="lastModifiedBy: 王小明",
    good="lastModifiedBy:",
    fix=N_("File › Info › Inspect document › remove personal information."),
)
def personal_data(subject: Subject) -> Iterator[Found]:
    told: list[str] = []
    for name in subject.package.properties:
        for element in subject.xml(name).iter(etree.Element):
            called = _PERSONAL.get(etree.QName(element).localname)
            value = (element.text or "").strip()
            if called and value.casefold() not in _NOBODY and "{{" not in value:
                said = _("{property}: “{value}”")
                told.append(said.format(property=_(called), value=value))
    if told:
        where = _("in {part}").format(part=_("the properties"))
        yield Found("; ".join(told), Spot("core", where=where), "; ".join(told))


@rule(
    "P335",
    "package",
    Severity.ERROR,
    N_("Macros"),
    why=N_("Mail systems stop letters with macros, and who opens them is warned of a virus."),
    bad="word/vbaProject.bin",
    good="",
    fix=N_("Save the file as Word Document (.docx), without macros."),
)
def macros(subject: Subject) -> Iterator[Found]:
    for name in subject.package.members:
        lower = name.casefold()
        if lower.endswith("vbaproject.bin") or "vbadata" in lower or "/activex/" in lower:
            said = _("{part} holds a program.").format(part=name)
            yield Found(said, Spot(where=_("in {part}").format(part=name)), name)


@rule(
    "P336",
    "package",
    Severity.WARNING,
    N_("Embedded files"),
    why=N_("A workbook behind a chart or an icon goes out whole, with all its sheets."),
    bad="word/embeddings/Microsoft_Excel_Sheet1.xlsx",
    good="",
    fix=N_("Paste the chart as a picture, or look through what the embedded file holds."),
)
def embedded(subject: Subject) -> Iterator[Found]:
    for name in subject.package.members:
        if "/embeddings/" in name.casefold():
            said = _("{part} is embedded in the file.").format(part=name)
            yield Found(said, Spot(where=_("in {part}").format(part=name)), name, Severity.INFO)


_OUTSIDE = ("/attachedTemplate", "/image", "/oleObject", "/subDocument", "/frame", "/mailMerge")


@rule(
    "P337",
    "package",
    Severity.WARNING,
    N_("A link to a file of one's own computer"),
    why=N_(
        "The letter names folders of the bureau's computers; who opens it lacks the picture, and"
        " Word may ask a server for it."
    ),
    bad="file:///C:/Users/王小明/通知.dotx",
    good="word/media/image1.png",
    fix=N_("Insert pictures instead of linking them; Developer › Document template › Normal."),
)
def outside_links(subject: Subject) -> Iterator[Found]:
    for owner, found in relations(subject).items():
        for each in found:
            local_file = (
                each.target.casefold().startswith(("file:", "\\\\")) or ":\\" in each.target
            )
            if each.external and (local_file or each.kind.endswith(_OUTSIDE)):
                said = _("{part} links to “{target}”.")
                text = shortened(unquote(each.target), 80)
                part = owner.rpartition("/")[2] or "_rels"
                spot = Spot(part.removesuffix(".xml"), where=_("in {part}").format(part=part))
                yield Found(said.format(part=part, target=text), spot, text)
