"""From a value to XML: escaped text, or what a value has to say for itself, at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, runtime_checkable
from urllib.parse import quote
from xml.sax.saxutils import unescape

from jinja2 import Undefined
from markupsafe import Markup

from docforge.messages import translate as _
from docforge.render.boxes import box
from docforge.render.faults import Fault
from docforge.render.language.places import Holds, Place
from docforge.render.language.tags import Scope
from docforge.render.relations import HYPERLINK
from docforge.render.rendering import Rendering, under_way
from docforge.render.undefined import Missing, MissingValue, mark
from docforge.render.values.looks import hex_colour

# What text of a value may not stand as it is: markup, breaks, and what XML cannot hold.
_SPECIAL = re.compile("[&<>\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_UNHOLDABLE = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BELL = "\x07"
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


class Written(Markup):
    """XML that the engine itself wrote: what a macro or a set block gave."""

    __slots__ = ()


def joined(parts: Iterable[str]) -> str:
    """What a macro or a set block gave: XML where it holds elements, else plain text, so that
    filters and comparisons see the text itself."""
    text = "".join(parts)
    return Written(text) if "<" in text else unescape(text, {"&quot;": '"'})


@runtime_checkable
class Insertable(Protocol):
    """A value that is more than text: rich text, a picture, a table, another document."""

    def inserted(self, place: Place, rendering: Rendering) -> str:
        """Its XML for this place. Raises ValueError where it cannot stand there."""


def printer(places: Sequence[Place], missing: Missing, *, bells: bool) -> Callable[[Any, int], str]:
    """The function through which every expression of a template prints.

    `bells` lets the character U+0007 in a text begin a new paragraph, as docxtpl does.
    """

    def printed(value: Any, number: int) -> str:
        kind = type(value)
        if kind is str:
            if _SPECIAL.search(value) is None:
                place = places[number]
                if place.holds is Holds.TEXT:
                    return str(value)
                return _held(value, place)
            return _text(value, places[number], bells=bells)
        if kind is int:
            return _held(str(value), places[number])
        if value is None:
            return _held("", places[number])
        place = places[number]
        if kind is Written:
            return _written(str(value), place)
        if isinstance(value, Undefined):
            return _absent(value, place, missing)
        if isinstance(value, Insertable):
            return _inserted(value, place)
        if isinstance(value, bytes):
            return _text(value.decode("utf-8", "replace"), place, bells=bells)
        return _text(str(value), place, bells=bells)

    return printed


def _held(text: str, place: Place) -> str:
    """A text without special characters at any place."""
    if place.holds in (Holds.TEXT, Holds.ELEMENT):
        return text
    if place.holds is Holds.CODE:
        return _in_code(text)
    if place.holds is Holds.ATTRIBUTE:
        return text.replace('"', "&quot;")
    if place.holds is Holds.ROWS:
        return _row_refused(text, place)
    return f"{place.text_begin}{text}{place.text_end}"


_BLOCKS = re.compile(r"<w:(?:p|tbl|sdt)[\s/>]")
_RUNS = re.compile(r"<w:(?:r|hyperlink|ins|bookmarkStart|bookmarkEnd)[\s/>]")
_ROWS = re.compile(r"<w:(?:tr|tc|sdt)[\s/>]")


def _written(xml: str, place: Place) -> str:
    """XML that the engine wrote elsewhere, put where it can stand."""
    if place.holds in (Holds.ATTRIBUTE, Holds.CODE, Holds.ELEMENT):
        return _text(unescape(re.sub("<[^>]*>", " ", xml)), place, bells=True)
    if place.holds is Holds.ROWS:
        return xml if _ROWS.match(xml) else _row_refused(xml, place)
    if _BLOCKS.match(xml):
        return place.blocks(xml)
    if _RUNS.match(xml):
        return place.runs(xml)
    return f"{place.text_begin}{xml}{place.text_end}"


def _row_refused(_text: str, place: Place) -> str:
    said = _("“{tag}” takes the place of a whole row or cell; its value is only text.")
    under_way().faults.append(place.fault(said))
    return ""


def _in_code(text: str) -> str:
    """Text in a field's code, where a backslash makes of a quote or backslash a character."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _text(text: str, place: Place, *, bells: bool) -> str:
    found = _UNHOLDABLE.search(text) or (None if bells else re.search(_BELL, text))
    if found:
        said = _("“{tag}” cannot be filled: the value holds the control character U+{code}.")
        code = f"{ord(found[0]):04X}"
        under_way().faults.append(place.fault(said.replace("{code}", code)))
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if place.holds is Holds.ATTRIBUTE:
        return " ".join(_LINE_ENDS.sub("\n", escaped.replace('"', "&quot;")).split("\n"))
    if place.holds is Holds.CODE:
        return _in_code(re.sub(r"\s+", " ", escaped))
    if place.holds is Holds.ELEMENT:
        return re.sub("[\x07\x0c]", " ", escaped)
    if place.holds is Holds.ROWS:
        return _row_refused(text, place)
    return f"{place.text_begin}{broken(escaped, place)}{place.text_end}"


def broken(escaped: str, place: Place) -> str:
    """Escaped text whose line breaks, tabs, page breaks and bells have become real ones."""
    made = _LINE_ENDS.sub(_BREAK, escaped)
    if "\t" in made:
        made = made.replace("\t", _TAB)
    if "\f" in made:
        made = made.replace("\f", place.new_paragraph(_PAGE))
    if _BELL in made:
        made = made.replace(_BELL, place.new_paragraph())
    return made


def _absent(value: Undefined, place: Place, missing: Missing) -> str:
    # jinja2's own is what {{ "√" if x }} gives where it is not so: nothing was asked for in vain.
    if missing == "blank" or not isinstance(value, MissingValue):
        return _held("", place)
    said = _("“{tag}” cannot be filled: {reason}").replace("{reason}", value.reason)
    rendering = under_way()
    if missing == "error":
        rendering.faults.append(place.fault(said, Fault.MISSING_VALUE))
        return ""
    rendering.missing.append(place.fault(said, Fault.MISSING_VALUE))
    return _held(mark(_asked(value, place)), place)


_PATH = re.compile(r"[^\W\d]\w*(?:\.\w+|\[\d+\])*")


def _asked(value: Undefined, place: Place) -> str:
    """The name as the template has it, "enterprise.phone", or else what was not found."""
    inner = place.placed.tag.inner.strip()
    return inner if _PATH.fullmatch(inner) else str(value._undefined_name)


def unholdable(text: str) -> str | None:
    """The first character of a text that no document can hold."""
    found = _UNHOLDABLE.search(text)
    return found[0] if found else None


def control_character(character: str) -> str:
    """A sentence that says which character a value may not hold."""
    return _("the value holds the control character U+{code}.").format(code=f"{ord(character):04X}")


def value_written(value: Any, place: Place) -> str:
    """Any value at a place, as the printer would put it there; nothing for None."""
    if isinstance(value, Insertable):
        return _inserted(value, place)
    return _text("" if value is None else str(value), place, bells=True)


def _inserted(value: Insertable, place: Place) -> str:
    if place.holds in (Holds.ATTRIBUTE, Holds.CODE, Holds.ELEMENT):
        return _text(str(value), place, bells=False)
    if place.holds is Holds.ROWS and place.placed.tag.scope in (Scope.ROW, Scope.CELL):
        return _row_refused("", place)
    try:
        made = value.inserted(place, under_way())
        if character := unholdable(made):
            raise ValueError(control_character(character))
        return made
    except (ValueError, OSError) as error:
        said = _("“{tag}” cannot be filled: {reason}").replace("{reason}", str(error))
        under_way().faults.append(place.fault(said))
        return ""


def colour(value: Any) -> str:
    """A colour as Word writes it: six digits without "#", or "auto"; see `hex_colour`."""
    return hex_colour(str(value)) if value else "auto"


def columns(value: Any) -> str:
    """How many columns a cell spans, at least one."""
    return str(max(1, int(value)))


def state(value: Any) -> str:
    """The state of a check box as Word writes it."""
    return "1" if box(value).chosen else "0"


def glyph(value: Any, chosen: str, empty: str) -> str:
    """The character a check box shows in its state."""
    return chosen if box(value).chosen else empty


def address(value: Any) -> str:
    """A value as part of a link's address, its blanks and Chinese characters encoded."""
    return quote("" if value is None else str(value), safe="%/:=&?~#+!$,;'@()*[]")


def led_to(url: str, place: Place, rendering: Rendering) -> str:
    """The identifier of the link to an address from a place. Raises ValueError for a character
    that no address can hold."""
    if character := unholdable(url):
        raise ValueError(control_character(character))
    return rendering.relate(place.part, HYPERLINK, url, external=True)


def link(target: str, part: str) -> str:
    """The identifier of an external link of a part."""
    return under_way().relate(part, HYPERLINK, target, external=True)
