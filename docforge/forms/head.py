"""The fields of a form's head and foot, typed: what stands at each label, signatures, seals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.forms.dates import is_unfilled, read_dates
from docforge.forms.definition import Definition, FieldDefinition
from docforge.forms.fields import Hit, LabelReader, value_below
from docforge.forms.identifiers import phones_in
from docforge.forms.lines import Line
from docforge.forms.phrases import Phrases
from docforge.forms.values import Typed, read_field, read_period, read_value
from docforge.forms.wording import likeness, normal
from docforge.layout import Cell, Inline, Notice, NoticeCode, Table, Text, plain
from docforge.model import Field, flag
from docforge.place import Place

_DIGITS = re.compile(r"[\d〇一二三四五六七八九十]")
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
        hits: dict[str, list[Hit]] = {}
        for hit in self._labels.hits(rest):
            hits.setdefault(hit.key, []).append(self._or_below(lines, hit))
        fields: dict[str, Field] = {}
        for definition in self._form.fields:
            found = hits.get(definition.key, [])
            fields.update(self._fields_of(definition, found, rest, notices))
        self._part_contact(fields)
        self._fill_fallbacks(fields, hits, rest)
        whole = "\n".join(line.text for _, line in rest)
        fields["refused_to_sign"] = Field(value=self._phrases.refused_in(whole))
        return fields

    def _or_below(self, lines: Sequence[Line], hit: Hit) -> Hit:
        if not hit.is_blank:
            return hit
        options = self._options_below(lines, hit)
        if options:
            return Hit(hit.key, options, hit.place, hit.line, None, hit.label, hit.cell)
        below = value_below(lines, hit)
        if below is None or not below.text.strip() or self._is_labelled(below):
            return hit
        return Hit(hit.key, below.content, below.place, hit.line, below.value, hit.label, below)

    def _options_below(self, lines: Sequence[Line], hit: Hit) -> tuple[Inline | Table, ...]:
        """The options of a choice that were set on lines of their own under its label."""
        definition = self._form.field_by_key.get(hit.key)
        if definition is None or definition.type != "choice" or not lines[hit.line].is_paragraph:
            return ()
        found: list[Inline | Table] = []
        for line in lines[hit.line + 1 : hit.line + 1 + len(definition.options)]:
            named = any(option in line.text for option in definition.options)
            if not line.is_paragraph or not named:
                break
            found += [*line.cells[0].content, Text("\n")]
        return tuple(found)

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
            return {definition.key: _field(begin, place), definition.until: _field(end, place)}
        fields = {definition.key: self._one(definition, filled, hit)}
        signed = fields[definition.key].value is not None
        pictured = hit is not None and _picture_at(hit.place, notices)
        if definition.signature:
            fields[definition.signature] = _presence(signed or pictured, hit)
        if definition.seal:
            fields[definition.seal] = _presence(pictured, hit)
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
        field = _field(typed, first.place)
        if typed.value is None and others:
            better = next((i for i, other in enumerate(others) if other.value is not None), None)
            if better is not None:
                return _field(others[better], filled[better + 1].place)
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

    def _fill_fallbacks(
        self,
        fields: dict[str, Field],
        hits: dict[str, list[Hit]],
        rest: Sequence[tuple[int, Line]],
    ) -> None:
        """What stands where no label names it: a date beside signatures, a name under the title."""
        for definition in self._form.fields:
            if not definition.first_date or fields[definition.key].value is not None:
                continue
            signed = [hit for key in ("inspectors", "representative") for hit in hits.get(key, [])]
            cells = [hit.cell for hit in signed if hit.cell is not None]
            lines = dict(rest)
            below = [lines.get(hit.line + 1) for hit in signed]
            cells += [
                line.cells[0]
                for line in below
                if line is not None
                and line.is_paragraph
                and is_unfilled(_DIGITS.sub("", line.text))
            ]
            for cell in cells:
                days = read_dates(cell.text)
                if days:
                    typed = Typed(days[0].isoformat(), cell.text.strip())
                    fields[definition.key] = _field(typed, cell.place)
                    break
        name = fields.get("enterprise_name")
        if name is not None and name.value is None:
            under_title = self._under_title(rest)
            if under_title is not None:
                fields["enterprise_name"] = under_title

    def _part_contact(self, fields: dict[str, Field]) -> None:
        """联系人及电话 in one place: the name is the contact, the digits are the phone."""
        contact = fields.get("contact")
        if contact is None or not isinstance(contact.value, str):
            return
        phone = phones_in(contact.value)
        if not phone:
            return
        name = re.sub(r"[\d\s\-()（）转、,，;；/:：]+", " ", contact.value).strip()
        fields["contact"] = contact.model_copy(update={"value": name or None})
        if "phone" in fields and fields["phone"].value is None:
            typed = read_value("phone", _as_content(phone))
            fields["phone"] = _field(typed, contact.place)

    def _under_title(self, rest: Sequence[tuple[int, Line]]) -> Field | None:
        """A line that is nothing but an enterprise's name, before any table."""
        for _, line in rest[:12]:
            if not line.is_paragraph:
                return None
            words = _CLUTTER.sub("", line.text)
            if likeness(words, self._form.title) > 0.6 or any(self._labels.hits([(0, line)])):
                continue
            match = re.fullmatch(
                r"(?P<name>\S{2,40}?(?:公司|厂|厂家|合作社|集团|中心|站|部))\s*[:：]?", words
            )
            if match:
                return Field(value=match["name"], raw=line.text.strip(), place=line.cells[0].place)
        return None


def _field(typed: Typed, place: Place | None) -> Field:
    return Field(
        value=typed.value,
        raw=typed.raw,
        place=place,
        alternatives=typed.alternatives,
        flags=typed.flags,
    )


def _presence(there: bool, hit: Hit | None) -> Field:
    raw = plain(hit.content, marks=True).strip() if hit else ""
    return Field(value="present" if there else "absent", raw=raw, place=hit.place if hit else None)


def _picture_at(place: Place | None, notices: Sequence[Notice]) -> bool:
    """Whether a reader noticed a picture in this very cell or paragraph."""
    return place is not None and any(
        notice.code is NoticeCode.PICTURE and notice.place == place for notice in notices
    )


def _same(one: object, other: object) -> bool:
    return normal(str(one)) == normal(str(other))


def _as_content(text: str) -> tuple[Text, ...]:
    return (Text(text),)
