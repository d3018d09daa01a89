"""The fields of a form's head and foot, typed: what stands at each label, signatures, seals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from docforge.forms.definitions.definition import Definition, FieldDefinition
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.heads.fields import Hit, LabelReader, value_below
from docforge.forms.heads.unlabelled import fill_unlabelled
from docforge.forms.lines import Line
from docforge.forms.values.dates import read_dates
from docforge.forms.values.typed import Typed, read_field, read_period, read_value
from docforge.forms.values.wording import containment, normal
from docforge.layout import (
    Cell,
    Inline,
    Notice,
    NoticeCode,
    Table,
    Text,
    confidence_of,
    plain,
)
from docforge.model import Field, flag
from docforge.place import Place

_DIGITS = re.compile(r"[\d〇一二三四五六七八九十]")
_IN_BRACKETS = re.compile(r"[\s\u3000]*[(（][^()（）]+[)）][\s\u3000]*")
_PRINTED = 0.9
_LONGEST_WRAPPED = 40  # characters
_WRAPPING = ("date", "period", "licence_no", "uscc", "phone")
_SEAL_REACH = 3.0
"""Heights of a line within which a seal belongs to it."""
_CLUTTER = re.compile(r"^[\s\u3000:：_＿]+|[\s\u3000_＿]+$")


class HeadReader:
    """Reads the head and foot of one form."""

    def __init__(self, form: Definition, labels: LabelReader, phrases: Phrases) -> None:
        self._form = form
        self._labels = labels
        self._phrases = phrases

    def read(
        self,
        lines: Sequence[Line],
        rest: Sequence[tuple[int, Line]],
        notices: Sequence[Notice] = (),
    ) -> dict[str, Field]:
        """Every key of the form; what was not found is there with value None and raw ""."""
        rest = [(number, line) for number, line in rest if not self._is_title(line)]
        hits: dict[str, list[Hit]] = {}
        for hit in self._labels.hits(rest):
            hits.setdefault(hit.key, []).append(self._or_below(lines, hit))
        fields: dict[str, Field] = {}
        for definition in self._form.fields:
            found = hits.get(definition.key, [])
            fields.update(self._fields_of(definition, found, rest, notices))
        self._resolve_ditto(fields)
        fields = fill_unlabelled(fields, self._form, hits, rest)
        whole = "\n".join(line.text for _, line in rest)
        fields["refused_to_sign"] = self._refused(whole, fields)
        return fields

    def _is_title(self, line: Line) -> bool:
        """The form's own title, which may begin with a label's word (单位防火检查表)."""
        return normal(line.text) in {normal(title) for title in self._form.all_titles}

    def _resolve_ditto(self, fields: dict[str, Field]) -> None:
        """同上 at one address stands for the other one."""
        addresses = {key: own for key, own in fields.items() if key.endswith("_address")}
        for key, own in addresses.items():
            if not (isinstance(own.value, str) and self._phrases.is_ditto(own.value)):
                continue
            meant = {o.value for k, o in addresses.items() if k != key and o.value} - {own.value}
            value = meant.pop() if len(meant) == 1 else None
            code = "ditto" if value else "ambiguous_value"
            doubt = flag(code, own.place, raw=own.raw)
            fields[key] = own.model_copy(update={"value": value, "flags": (*own.flags, doubt)})

    def _refused(self, whole: str, fields: Mapping[str, Field]) -> Field:
        """True where it is noted, False where somebody signed, else not known."""
        if self._phrases.refused_in(whole):
            return Field(value=True)
        signed = fields.get("signature_representative", Field()).value == "present"
        return Field(value=False if signed else None)

    def _or_below(self, lines: Sequence[Line], hit: Hit) -> Hit:
        options = self._options_below(lines, hit)
        if options:
            content = options if hit.is_blank else (*hit.content, Text("\n"), *options)
            return Hit(hit.key, content, hit.place, hit.line, None, hit.label, hit.cell)
        if not hit.is_blank:
            return hit
        above = self._line_above(lines, hit)
        if above is not None:
            return Hit(hit.key, above.content, above.place, hit.line, None, hit.label, hit.cell)
        wrapped = self._next_line(lines, hit)
        if wrapped is not None:
            return Hit(hit.key, wrapped.content, wrapped.place, hit.line, None, hit.label, hit.cell)
        below = value_below(lines, hit)
        if below is None or not below.text.strip() or self._is_labelled(below):
            return hit
        if self._is_printed(below.text):
            return hit
        return Hit(hit.key, below.content, below.place, hit.line, below.value, hit.label, below)

    def _options_below(self, lines: Sequence[Line], hit: Hit) -> tuple[Inline | Table, ...]:
        """The options of a choice that were set on lines of their own under its label."""
        definition = self._form.field_by_key.get(hit.key)
        if definition is None or definition.type != "choice" or not lines[hit.line].is_paragraph:
            return ()
        if all(option in lines[hit.line].text for option in definition.options):
            return ()
        found: list[Inline | Table] = []
        for line in lines[hit.line + 1 : hit.line + 1 + len(definition.options)]:
            named = any(option in line.text for option in definition.options)
            if not line.is_paragraph or not named:
                break
            found += [*line.cells[0].content, Text("\n")]
        return tuple(found)

    def _line_above(self, lines: Sequence[Line], hit: Hit) -> Cell | None:
        """What was written on the line under which a label stands in brackets by itself."""
        definition = self._form.field_by_key.get(hit.key)
        if definition is None or not definition.label_follows or hit.line == 0:
            return None
        before = [cell for cell in lines[hit.line - 1].cells if cell.text.strip(" _＿\u3000\n")]
        alone = hit.cell is not None and _IN_BRACKETS.fullmatch(hit.cell.text)
        titled = self._is_title(lines[hit.line - 1])
        if not alone or titled or len(before) != 1 or self._is_labelled(before[0]):
            return None
        content = tuple(
            replace(part, text=part.text.strip("_＿ \u3000")) if isinstance(part, Text) else part
            for part in before[0].content
        )
        return replace(before[0], content=content)

    def _next_line(self, lines: Sequence[Line], hit: Hit) -> Cell | None:
        """A value that was wrapped to the next line, where its type tells that it is one."""
        definition = self._form.field_by_key.get(hit.key)
        if definition is None or definition.type not in _WRAPPING:
            return None
        following = lines[hit.line + 1] if hit.line + 1 < len(lines) else None
        if not lines[hit.line].is_paragraph or following is None or not following.is_paragraph:
            return None
        cell = following.cells[0]
        content = self._labels.before_first_label(cell)
        if len(plain(content).strip()) > _LONGEST_WRAPPED:
            return None
        value = (
            read_period(content)[1]
            if definition.type == "period"
            else read_field(definition, content)
        )
        sound = value.value is not None and not value.flags
        return replace(cell, content=content) if sound else None

    def _is_printed(self, text: str) -> bool:
        """Whether a text is a sentence that the form prints itself: a note below the last label."""
        listed = self._form.findings
        ends = (listed.begins_after, listed.ends_before) if listed else ()
        printed = (*self._form.notes, *self._form.anchors, *ends)
        return any(containment(own, text) >= _PRINTED for own in printed)

    def _is_labelled(self, cell: Cell) -> bool:
        """A cell that holds a label itself, or opens a row with one."""
        return any(self._labels.hits([(0, Line((cell,), 0))]))

    def _fields_of(
        self,
        definition: FieldDefinition,
        hits: Sequence[Hit],
        rest: Sequence[tuple[int, Line]],
        notices: Sequence[Notice],
    ) -> dict[str, Field]:
        if definition.pattern:
            return {definition.key: self._by_pattern(definition, rest)}
        filled = [hit for hit in hits if not hit.is_blank]
        hit = next(iter((*filled, *hits)), None)
        if definition.type == "period":
            begin, end = read_period(hit.content) if hit else (Typed(None), Typed(None))
            place = hit.place if hit else None
            assert definition.until is not None
            sure = confidence_of(hit.content) if hit else 1.0
            return {
                definition.key: _field(begin, place, sure),
                definition.until: _field(end, place, sure),
            }
        fields = {definition.key: self._one(definition, filled, hit)}
        signed = fields[definition.key].value is not None
        pictured = hit is not None and _picture_at(hit.place, notices)
        if definition.dated:
            fields[definition.dated] = _date_within(fields[definition.key])
        if definition.signature:
            fields[definition.signature] = _presence(signed or pictured, hit)
        if definition.seal:
            fields[definition.seal] = _presence(pictured or _sealed(hit, notices), hit)
        return fields

    def _one(self, definition: FieldDefinition, filled: Sequence[Hit], first: Hit | None) -> Field:
        if first is None:
            return Field()
        typed = read_field(definition, first.content, first.stored)
        others = [read_field(definition, hit.content, hit.stored) for hit in filled[1:]]
        rivals = tuple(
            other.raw
            for other in others
            if other.value is not None and not _same(other.value, typed.value)
        )
        field = _field(typed, first.place, confidence_of(first.content))
        if typed.value is None and others:
            better = next((i for i, other in enumerate(others) if other.value is not None), None)
            if better is not None:
                hit = filled[better + 1]
                return _field(others[better], hit.place, confidence_of(hit.content))
        if rivals and definition.key in ("enterprise_name", "licence_no", "uscc", "inspected_on"):
            raw = " | ".join((typed.raw, *rivals))
            doubt = flag("ambiguous_value", raw=raw)
            return field.model_copy(update={"flags": (*field.flags, doubt), "alternatives": rivals})
        return field

    def _by_pattern(self, definition: FieldDefinition, rest: Sequence[tuple[int, Line]]) -> Field:
        assert definition.pattern is not None
        for _, line in rest:
            for cell in line.cells:
                match = re.search(definition.pattern, cell.text)
                if match:
                    raw = match["value"]
                    typed = read_value(definition.type, _as_content(raw))
                    return _field(typed, cell.place)
        return Field()


def _field(typed: Typed, place: Place | None, confidence: float = 1.0) -> Field:
    return Field(
        value=typed.value,
        raw=typed.raw,
        confidence=round(confidence, 3),
        place=place,
        alternatives=typed.alternatives,
        flags=typed.flags,
    )


def _date_within(text: Field) -> Field:
    """The date that a text names; one that is not whole, or one of several, is left to a person."""
    days = tuple(day.isoformat() for day in read_dates(text.raw))
    if len(days) == 1:
        return Field(value=days[0], raw=text.raw, place=text.place)
    if not days and not re.search(r"\d\s*[年月日]", text.raw):
        return Field(raw=text.raw, place=text.place)
    doubt = flag("damaged_date", raw=text.raw)
    return Field(raw=text.raw, place=text.place, alternatives=days, flags=(doubt,))


def _presence(there: bool, hit: Hit | None) -> Field:
    raw = plain(hit.content, marks=True).strip() if hit else ""
    return Field(value="present" if there else "absent", raw=raw, place=hit.place if hit else None)


def _picture_at(place: Place | None, notices: Sequence[Notice]) -> bool:
    """Whether a reader noticed a picture in this very cell or paragraph."""
    return place is not None and any(
        notice.code is NoticeCode.PICTURE and notice.place == place for notice in notices
    )


def _sealed(hit: Hit | None, notices: Sequence[Notice]) -> bool:
    """Whether a reader noticed a seal over or beside what stands here."""
    if hit is None or hit.place is None or hit.place.box is None:
        return False
    x0, y0, x1, y1 = hit.place.box
    around = max(_SEAL_REACH * (y1 - y0), 0.0)
    for notice in notices:
        seal = notice.place
        if notice.code is NoticeCode.SEAL and seal and seal.box and seal.page == hit.place.page:
            left, top, right, bottom = seal.box
            if left < x1 + around and right > x0 and top < y1 + around and bottom > y0 - around:
                return True
    return False


def _same(one: object, other: object) -> bool:
    return normal(str(one)) == normal(str(other))


def _as_content(text: str) -> tuple[Text, ...]:
    return (Text(text),)
