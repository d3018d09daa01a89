"""Check boxes: `{{ box(value) }}` prints ☑ or ☐, and sets the state of a real one around it.

A real one is a check box content control (w14:checkbox), whose tag or title may hold the
expression too, or a FORMCHECKBOX field, which holds it in its help or status text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from docforge.messages import translate as _
from docforge.render.language.attributes import TOKEN, expression
from docforge.render.language.gathering import Gathered, Placed
from docforge.render.language.tags import Kind
from docforge.render.wordml import RUN, TEXT, W14, parent_of, w

CHOSEN, EMPTY = "☑", "☐"
_YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "☒", "■", "true", "yes", "y", "1", "on"})
_NO = frozenset({"", "否", "无", "×", "✗", "☐", "□", "false", "no", "n", "0", "off"})


@dataclass(frozen=True, slots=True)
class Box:
    """A check box, chosen or empty."""

    chosen: bool

    def __str__(self) -> str:
        return CHOSEN if self.chosen else EMPTY

    def __bool__(self) -> bool:
        return self.chosen


_UNASKED = object()


def box(value: Any, option: Any = _UNASKED) -> Box:
    """A check box for a value that says yes or no, or chosen where the value is `option`.

    A value that is a list is chosen where the option is among it. Raises ValueError for a text
    that says neither yes nor no, instead of guessing.
    """
    if option is not _UNASKED:
        chosen = option in value if isinstance(value, list | tuple | set) else value == option
        return Box(bool(chosen))
    if isinstance(value, str):
        said = value.strip().lower()
        if said in _YES or said in _NO:
            return Box(said in _YES)
        raise ValueError(_("“{value}” says neither yes nor no.").format(value=value))
    return Box(bool(value))


def tie_boxes(gathered: Gathered) -> None:
    """Tie the state of real check boxes to the expressions in them."""
    for control in gathered.root.iter(f"{{{W14}}}checkbox"):
        _tie_control(gathered, control)
    for field in gathered.root.iter(w("checkBox")):
        _tie_field(gathered, field)


def _tie_control(gathered: Gathered, control: etree._Element) -> None:
    properties = parent_of(control)
    content = parent_of(properties).find(w("sdtContent"))
    if content is None:
        return
    placed = _only_expression(gathered, content)
    if placed is None:
        placed = _named_expression(gathered, properties, ("tag", "alias"))
        if placed is None:
            return
        _put_glyph(gathered, content, placed, control)
    else:
        _replace(gathered, placed, f"({placed.tag.inner})|_glyph{_glyphs(control)}")
    state = control.find(f"{{{W14}}}checked")
    if state is None:
        state = etree.Element(f"{{{W14}}}checked")
        control.insert(0, state)
    state.set(f"{{{W14}}}val", _state(gathered, placed))
    for placeholder in properties.findall(w("showingPlcHdr")):
        properties.remove(placeholder)


def _tie_field(gathered: Gathered, field: etree._Element) -> None:
    placed = _named_expression(gathered, parent_of(field), ("statusText", "helpText", "name"))
    if placed is None:
        return
    state = field.find(w("checked"))
    if state is None:
        state = etree.SubElement(field, w("checked"))
    state.set(w("val"), _state(gathered, placed))


def _state(gathered: Gathered, placed: Placed) -> str:
    inner = f"({placed.tag.inner})|_state"
    return expression(gathered, inner, placed.where, text=placed.tag.text)


def _only_expression(gathered: Gathered, content: etree._Element) -> Placed | None:
    found = [gathered.of(mark) for mark in content.iter(etree.PI)]
    return found[0] if len(found) == 1 and found[0].tag.kind is Kind.EXPRESSION else None


def _named_expression(
    gathered: Gathered, properties: etree._Element, names: tuple[str, ...]
) -> Placed | None:
    """The expression in one of these child elements, which is taken out with it."""
    for name in names:
        for element in properties.findall(w(name)):
            match = TOKEN.fullmatch((element.get(w("val")) or "").strip())
            if match:
                properties.remove(element)
                return gathered.placed[int(match[1])]
    return None


def _glyphs(control: etree._Element) -> str:
    """The two characters that a content control shows, as arguments of the filter."""
    shown = []
    for name, usual in (("checkedState", CHOSEN), ("uncheckedState", EMPTY)):
        state = control.find(f"{{{W14}}}{name}")
        code = state.get(f"{{{W14}}}val") if state is not None else None
        shown.append(chr(int(code, 16)) if code else usual)
    return f"({shown[0]!r}, {shown[1]!r})"


def _put_glyph(
    gathered: Gathered, content: etree._Element, placed: Placed, control: etree._Element
) -> None:
    """Show the glyph of the state in the control's first text."""
    text = next(content.iter(TEXT), None)
    if text is None:
        symbol = next(content.iter(w("sym")), None)
        run = parent_of(symbol) if symbol is not None else next(content.iter(RUN), None)
        if run is None:
            return
        if symbol is not None:
            run.remove(symbol)
        text = etree.SubElement(run, TEXT)
    inner = f"({placed.tag.inner})|_glyph{_glyphs(control)}"
    expression_in_text(gathered, text, inner, placed)


def expression_in_text(
    gathered: Gathered, text: etree._Element, inner: str, placed: Placed
) -> None:
    """Let an expression be the only content of a text element."""
    tag = type(placed.tag)(Kind.EXPRESSION, placed.tag.scope, inner, placed.tag.text)
    for child in list(text):
        text.remove(child)
    text.text = None
    text.append(gathered.add(tag, placed.where, placed.around).mark)


def _replace(gathered: Gathered, placed: Placed, inner: str) -> None:
    expression_in_text(gathered, parent_of(placed.mark), inner, placed)
