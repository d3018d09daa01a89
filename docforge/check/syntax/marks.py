"""Braces: not closed, closed twice, split, full-width, single, or typed some other way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.diagnostic import Severity
from docforge.check.rules import Change, Found, replacing, rule
from docforge.check.story import Line, own_texts
from docforge.check.subject import Subject
from docforge.check.syntax import engine
from docforge.errors import TemplateError
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.faults import Fault
from docforge.render.language.tags import shortened
from docforge.render.wordml import RUN, RUN_PROPERTIES, ancestor, w

_NAME = r"[^\W\d]\w*(?:\.\w+|\[\w*\])*"


def _split(subject: Subject) -> dict[int, TemplateError]:
    """Tags that begin in one paragraph and end in a later one: the identity of the fault of the
    begin and of the end, and the end."""
    open_fault: TemplateError | None = None
    pairs: dict[int, TemplateError] = {}
    for fault in engine.faults(subject, Fault.UNENDED, Fault.UNBEGUN):
        if fault.kind == Fault.UNENDED:
            open_fault = fault
        elif open_fault is not None and _ends(open_fault, fault):
            pairs[id(open_fault)] = pairs[id(fault)] = fault
            open_fault = None
    return pairs


def _ends(begin: TemplateError, end: TemplateError) -> bool:
    closing = {"{{": "}}", "{%": "%}"}.get(begin.text[:2], "")
    return begin.part == end.part and 0 < end.line - begin.line <= 3 and end.text.endswith(closing)


@rule(
    "S101",
    "syntax",
    Severity.ERROR,
    N_("A tag is not closed"),
    why=N_("Without its closing braces a tag cannot be told from text, so nothing is filled."),
    bad="{{ enterprise_name }",
    good="{{ enterprise_name }}",
    fix=N_("Type the closing braces: }} or %}."),
    mend=replacing(rf"\{{\{{(\s*{_NAME}\s*)\}}(?!\}})", r"{{\1}}"),
)
def unended(subject: Subject) -> Iterator[Found]:
    for line in subject.lines:
        begin = line.text.rfind("{#")
        if begin >= 0 and "#}" not in line.text[begin:]:
            text = shortened(line.text[begin:])
            said = _("“{text}” does not end in its paragraph: “{closing}” is missing.")
            yield Found(said.format(text=text, closing="#}"), line.spot, text)
    split = _split(subject)
    for fault in engine.faults(subject, Fault.UNENDED):
        if id(fault) not in split and "｝" not in fault.text:  # S116 tells of that
            spot = engine.spot_of(subject, fault)
            yield Found(fault.what, spot, fault.text, remedy=fault.remedy)


@rule(
    "S102",
    "syntax",
    Severity.ERROR,
    N_("Closing braces without an opening"),
    why=N_("What was meant to be a tag stays in the letter as text."),
    bad="{ enterprise_name }}",
    good="{{ enterprise_name }}",
    fix=N_("Type the opening braces, or delete the closing ones."),
    mend=replacing(rf"(?<!\{{)\{{(\s*{_NAME}\s*)\}}\}}", r"{{\1}}"),
)
def unbegun(subject: Subject) -> Iterator[Found]:
    split = _split(subject)
    for fault in engine.faults(subject, Fault.UNBEGUN):
        if id(fault) not in split:
            spot = engine.spot_of(subject, fault)
            yield Found(fault.what, spot, fault.text, remedy=fault.remedy)


@rule(
    "S103",
    "syntax",
    Severity.ERROR,
    N_("A tag is split over paragraphs or cells"),
    why=N_("A tag is read paragraph by paragraph; one that goes on in the next is never closed."),
    bad="{{ enterprise_ ¶ name }}",
    good="{{ enterprise_name }}",
    fix=N_("Delete the paragraph mark inside the tag, so that it stands in one paragraph."),
)
def split_over_paragraphs(subject: Subject) -> Iterator[Found]:
    split = _split(subject)
    for fault in engine.faults(subject, Fault.UNENDED):
        end = split.get(id(fault))
        if end is None:
            continue
        spot, last = engine.spot_of(subject, fault), engine.spot_of(subject, end)
        said = _("“{text}” ends only in {where}, so it is no tag.")
        yield Found(said.format(text=fault.text, where=last.where), spot, fault.text)


_WIDE = str.maketrans("｛｝％＃", "{}%#")
_WIDE_TAG = re.compile(r"[｛{]\s*[｛{％%＃#](?:[^｛{｝}]|[｝}](?!\s*[｝}]))*?[｝}％%＃#]\s*[｝}]")


def _narrowed(match: re.Match[str]) -> str:
    inner = re.sub(r"^[｛{]\s*([｛{％%＃#])|([｝}％%＃#])\s*[｝}]$", _brace, match[0])
    return inner if inner[:2] in _CLOSING and inner.endswith(_CLOSING[inner[:2]]) else match[0]


_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}


def _brace(match: re.Match[str]) -> str:
    return f"{{{match[1]}".translate(_WIDE) if match[1] else f"{match[2]}}}".translate(_WIDE)


@rule(
    "S116",
    "syntax",
    Severity.ERROR,
    N_("Full-width braces"),
    why=N_(
        "A Chinese input method types ｛｛ ｝｝, which look like braces and are none: the tag"
        " stays in the letter as it is."
    ),
    bad="｛｛ enterprise_name ｝｝",
    good="{{ enterprise_name }}",
    fix=N_("Type {{ }} and {% %} in half-width."),
    mend=replacing(_WIDE_TAG.pattern, _narrowed),
)
def wide_braces(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.WIDE_BRACES)


@rule(
    "S117",
    "syntax",
    Severity.ERROR,
    N_("Single braces"),
    why=N_("{ name } is text to the engine; nobody notices until the letter is printed."),
    bad="{ enterprise_name }",
    good="{{ enterprise_name }}",
    fix=N_("Type {{ name }} with two braces on each side."),
    mend=replacing(rf"(?<![{{}}%#\w\\])[{{｛]\s*({_NAME})\s*[}}｝](?![}}%#])", r"{{ \1 }}"),
)
def single_braces(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.SINGLE_BRACES)


_APART = re.compile(r"\{\s+(?=[{%])[^{}]*?[{%][^{}]*?[%}]\s+\}|\{\s+\{[^{}]*\}\}|\{\{[^{}]*\}\s+\}")


def _together(match: re.Match[str]) -> str:
    return re.sub(r"^\{\s+", "{", re.sub(r"\s+\}$", "}", match[0]))


@rule(
    "S124",
    "syntax",
    Severity.ERROR,
    N_("Braces with a space between them"),
    why=N_("{ { name } } is text to the engine: two braces must touch to make a tag."),
    bad="{ { enterprise_name } }",
    good="{{ enterprise_name }}",
    fix=N_("Delete the space between the braces."),
    mend=replacing(_APART.pattern, _together),
)
def braces_apart(subject: Subject) -> Iterator[Found]:
    for line in subject.lines:
        if "{" in line.text:
            for match in _APART.finditer(line.text):
                said = _("“{text}” has a space between its braces, so it is no tag.")
                yield Found(said.format(text=match[0]), line.spot, match[0])


_FOREIGN = re.compile(
    rf"\[\[\s*{_NAME}\s*\]\]|<<\s*{_NAME}\s*>>|«\s*{_NAME}\s*»|《《\s*{_NAME}\s*》》"
    rf"|\[%\s*\w.*?%\]|<%\s*\w.*?%>|%%\s*{_NAME}\s*%%"
)


@rule(
    "S123",
    "syntax",
    Severity.WARNING,
    N_("A placeholder of another program"),
    why=N_("Placeholders of mail merge and of other engines are not filled in; they stay as text."),
    bad="[[ enterprise_name ]]",
    good="{{ enterprise_name }}",
    fix=N_("Type {{ name }}."),
)
def foreign_placeholders(subject: Subject) -> Iterator[Found]:
    for line in subject.lines:
        for match in _FOREIGN.finditer(line.text):
            said = _("“{text}” is a placeholder of another program; nothing is filled in.")
            yield Found(said.format(text=match[0]), line.spot, match[0])


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LOOKS = frozenset(w(name) for name in ("lang", "noProof", "rFonts", "webHidden"))
"""Properties of a run that do not show, or that Word sets by itself, character by character."""


def _split_looks(line: Line) -> Iterator[re.Match[str]]:
    """Tags of a paragraph whose characters have different looks."""
    texts = own_texts(line.element)
    if len(texts) < 2:
        return
    looks: list[bytes] = []
    for text in texts:
        looks += [_looks(ancestor(text, RUN))] * len(text.text or "")
    for match in _TAG.finditer(line.text):
        if len(set(looks[match.start() : match.end()])) > 1:
            yield match


def _looks(run: object) -> bytes:
    from lxml import etree

    properties = run.find(RUN_PROPERTIES) if isinstance(run, etree._Element) else None
    if properties is None:
        return b""
    shown = (each for each in properties if each.tag not in _LOOKS)
    return b"".join(sorted(etree.tostring(each, method="c14n") for each in shown))


def _gathered(text: str) -> Iterator[Change]:
    for match in _TAG.finditer(text):
        yield Change(match.start(), match.end(), match[0])


@rule(
    "S122",
    "syntax",
    Severity.INFO,
    N_("A tag is typed in several looks"),
    why=N_("The value takes the looks of the tag's first brace; what the others have is lost."),
    bad="{{ **enterprise**_name }}",
    good="**{{ enterprise_name }}**",
    fix=N_("Give the whole tag, braces included, the looks that the value is to have."),
    mend=_gathered,
)
def several_looks(subject: Subject) -> Iterator[Found]:
    for line in subject.lines:
        if "{" in line.text:
            for match in _split_looks(line):
                said = _("“{text}” is typed in several looks; the value gets those of its brace.")
                yield Found(said.format(text=match[0]), line.spot, match[0])
