"""Statements: blocks that do not pair, words that jinja2 does not know, filters there are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from docforge.check.diagnostic import Severity
from docforge.check.rules import Found, replacing, rule
from docforge.check.subject import Subject
from docforge.check.syntax import engine
from docforge.errors import TemplateError
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.faults import Fault

STATEMENTS = (
    *("for", "endfor", "if", "elif", "else", "endif", "set", "endset", "macro", "endmacro"),
    *("call", "endcall", "filter", "endfilter", "with", "endwith", "do", "break", "continue"),
    *("cellbg", "colspan", "hm", "vm"),
)
_SPACED = re.compile(r"\{%\s+(tr|tc|p|r)\s")


def _respelt(match: re.Match[str]) -> str:
    """A statement's word put right where only one can have been meant: endfro, iff, elseif."""
    word = match[2].lower()
    if word in STATEMENTS:
        return match[1] + word
    near = get_close_matches(word, STATEMENTS, n=2, cutoff=0.75)
    meant = _ALSO.get(word) or (near[0] if near else "")
    return match[1] + (meant or match[2])


_ALSO = {"elseif": "elif", "elsif": "elif", "iff": "if", "fi": "endif", "endfro": "endfor"}
"""How other languages, and quick fingers, write it."""


@rule(
    "S104",
    "syntax",
    Severity.ERROR,
    N_("A block is not ended"),
    why=N_("Without {% endfor %} or {% endif %} nobody knows what is repeated or left out."),
    bad="{% if sealed %}（印章）",
    good="{% if sealed %}（印章）{% endif %}",
    fix=N_("Type the end tag where the block is to end, in the same part of the document."),
)
def block_open(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.BLOCK_OPEN)


@rule(
    "S105",
    "syntax",
    Severity.ERROR,
    N_("An end or else outside its block"),
    why=N_("It belongs to no block: the begin is missing, misspelt, or stands in another part."),
    bad="（印章）{% endif %}",
    good="{% if sealed %}（印章）{% endif %}",
    fix=N_("Type the begin of the block, or delete this tag."),
)
def block_not_open(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.BLOCK_NOT_OPEN)


@rule(
    "S106",
    "syntax",
    Severity.ERROR,
    N_("A block begins in one kind of place and ends in another"),
    why=N_("Half a row or half a table can be neither repeated nor left out."),
    bad="{%tr for each in findings %} … {% endfor %}",
    good="{%tr for each in findings %} … {%tr endfor %}",
    fix=N_("Give begin and end the same prefix, and put both into the same table or text."),
)
def unlike_places(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.UNLIKE_PLACES)


@rule(
    "S107",
    "syntax",
    Severity.ERROR,
    N_("A tag is not understood"),
    why=N_(
        "What stands between the braces is not what jinja2 reads: a quote, a bracket or an"
        " operator is missing or too many."
    ),
    bad="{{ items[0 }}",
    good="{{ items[0] }}",
    fix=N_("Write the tag anew; docs/template-language.md shows all that there is."),
    mend=replacing(r"(\{%(?:p|tr|tc|r)?\s*)else\s+if\b", r"\1elif"),
)
def not_understood(subject: Subject) -> Iterator[Found]:
    for fault in engine.faults(subject, Fault.NOT_UNDERSTOOD, Fault.NESTED_TOO_DEEPLY):
        if not wide_signs_in(fault.text):
            spot = engine.spot_of(subject, fault)
            yield Found(fault.what, spot, fault.text, remedy=fault.remedy)


@rule(
    "S108",
    "syntax",
    Severity.ERROR,
    N_("A filter that there is not"),
    why=N_("The template cannot be filled at all, with whatever data."),
    bad="{{ issued_on|dat }}",
    good="{{ issued_on|date }}",
    fix=N_("Use a filter of docs/template-language.md, or name your own: --filters NAME."),
)
def unknown_filter(subject: Subject) -> Iterator[Found]:
    known = [name for name in subject.compiler.jinja.filters if not name.startswith("_")]
    yield from _near(subject, Fault.UNKNOWN_FILTER, known)


@rule(
    "S109",
    "syntax",
    Severity.ERROR,
    N_("A test that there is not"),
    why=N_("The template cannot be filled at all, with whatever data."),
    bad="{% if note is define %}",
    good="{% if note is defined %}",
    fix=N_("Use one of jinja2's tests: defined, none, number, string, even …"),
)
def unknown_test(subject: Subject) -> Iterator[Found]:
    yield from _near(subject, Fault.UNKNOWN_TEST, list(subject.compiler.jinja.tests))


@rule(
    "S110",
    "syntax",
    Severity.ERROR,
    N_("A statement that there is not"),
    why=N_("A misspelt word begins or ends nothing, and the block it belongs to breaks."),
    bad="{% endfro %}",
    good="{% endfor %}",
    fix=N_("Correct the word: for, endfor, if, elif, else, endif, set …"),
    mend=replacing(r"(?<=\{%)((?:p|tr|tc|r)?\s*[-+]?\s*)(\w+)(?=[^{}]*%\})", _respelt),
)
def unknown_statement(subject: Subject) -> Iterator[Found]:
    for each in _near(subject, Fault.UNKNOWN_STATEMENT, STATEMENTS):
        if not _SPACED.match(each.text):
            yield each


@rule(
    "S111",
    "syntax",
    Severity.ERROR,
    N_("A statement that Word templates do not have"),
    why=N_("include, extends, block, raw and their kin work on files of text, not on documents."),
    bad="{% include 'head.docx' %}",
    good="{{p head }}",
    fix=N_("Give the other document as a value: {{p name }} with a Subdocument."),
)
def refused(subject: Subject) -> Iterator[Found]:
    yield from engine.found(subject, Fault.REFUSED)


@rule(
    "S115",
    "syntax",
    Severity.ERROR,
    N_("A space before the prefix"),
    why=N_("{% tr … %} would be a statement named “tr”; the prefix must touch the percent sign."),
    bad="{% tr for each in findings %}",
    good="{%tr for each in findings %}",
    fix=N_("Delete the space: {%tr, {%tc, {%p."),
    mend=replacing(r"\{%\s+(tr|tc|p|r)(?=\s+\w)", r"{%\1"),
)
def spaced_prefix(subject: Subject) -> Iterator[Found]:
    for fault in engine.faults(subject, Fault.UNKNOWN_STATEMENT, Fault.NOT_UNDERSTOOD):
        if _SPACED.match(fault.text):
            yield Found(fault.what, engine.spot_of(subject, fault), fault.text)


_WIDE = "（）【】［］，：；｜．＝＋－＊／＜＞！＂＇“”‘’　０１２３４５６７８９"
_NARROW = "()[][],:;|.=+-*/<>!\"'\"\"'' 0123456789"
_NARROWED = str.maketrans(_WIDE, _NARROW)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'|“[^“”]*”|‘[^‘’]*’")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_QUOTES = "“”‘’　"


def wide_signs_in(text: str) -> str:
    """The full-width or invisible signs of a tag that stand outside its quoted strings and that
    the engine does not read; "" where there are none."""
    bare = _STRING.sub("", text)
    wide = (set(_WIDE) - set(_QUOTES)) | set(_INVISIBLE)
    return "".join(char for char in bare if char in wide)


def _narrowed(match: re.Match[str]) -> str:
    made, at = [], 0
    for string in _STRING.finditer(match[0]):
        made += [_plain(match[0][at : string.start()]), string[0]]
        at = string.end()
    return "".join((*made, _plain(match[0][at:])))


def _plain(text: str) -> str:
    wide = set(_WIDE) - set(_QUOTES)
    kept = (each for each in text if each not in _INVISIBLE)
    return "".join(each.translate(_NARROWED) if each in wide else each for each in kept)


@rule(
    "S121",
    "syntax",
    Severity.ERROR,
    N_("Full-width or invisible signs in a tag"),
    why=N_("A Chinese input method types ｜（）， in full width, which jinja2 does not read."),
    bad="{{ issued_on｜date }}",
    good="{{ issued_on|date }}",
    fix=N_("Type the signs of a tag in half-width; text in quotes may be as it likes."),
    mend=replacing(_TAG.pattern, _narrowed),
)
def wide_signs(subject: Subject) -> Iterator[Found]:
    for fault in engine.faults(subject, Fault.NOT_UNDERSTOOD):
        signs = wide_signs_in(fault.text)
        if signs:
            shown = "".join(dict.fromkeys(_visible(each) for each in signs))
            said = _("“{tag}” holds signs that are not read in a tag: {signs}")
            said = said.replace("{tag}", fault.text).replace("{signs}", shown)
            yield Found(said, engine.spot_of(subject, fault), fault.text)


def _visible(sign: str) -> str:
    return f"U+{ord(sign):04X}" if sign in _INVISIBLE else sign


def _near(subject: Subject, kind: Fault, known: Iterable[str]) -> Iterator[Found]:
    """Faults about a name that there is not, offering the nearest that there is."""
    names = list(known)
    for fault in engine.faults(subject, kind):
        remedy = fault.remedy
        near = get_close_matches(_named(fault), names, n=1, cutoff=0.6)
        if near:
            remedy = _("Did you mean “{name}”?").format(name=near[0])
        yield Found(fault.what, engine.spot_of(subject, fault), fault.text, remedy=remedy)


def _named(fault: TemplateError) -> str:
    """The name that a fault is about: the last one its sentence quotes."""
    quoted = re.findall(r"“(\w+)”", fault.what)
    return quoted[-1] if quoted else ""
