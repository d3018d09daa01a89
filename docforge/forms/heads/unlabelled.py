"""Values that no label of their own names: where people put them all the same.

A date beside a signature, an enterprise's name under the title, a contact written together with
the phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docforge.forms.definitions.definition import Definition
from docforge.forms.heads.fields import Hit
from docforge.forms.lines import Line
from docforge.forms.values.dates import is_unfilled, read_dates
from docforge.forms.values.identifiers import phones_in
from docforge.forms.values.typed import PLACEHOLDER, read_value
from docforge.forms.values.wording import likeness
from docforge.layout import Text
from docforge.model import Field

_DIGITS = re.compile(r"[\d〇一二三四五六七八九十]")
_NAME = re.compile(
    r"^[\s\u3000_＿]*(?P<name>[^\s:：]{2,40}?(?:公司|厂|合作社|集团|中心|经营部))"
    r"[\s\u3000_＿]*(?:[:：]?[\s\u3000_＿]*$|[\s\u3000]{2,})"
)
_LINES_BELOW_THE_TITLE = 12


def fill_unlabelled(
    fields: dict[str, Field],
    form: Definition,
    hits: Mapping[str, Sequence[Hit]],
    rest: Sequence[tuple[int, Line]],
) -> dict[str, Field]:
    """The fields with what was found elsewhere, where a label gave nothing."""
    filled = {**fields, **_contact_and_phone(fields)}
    signed = [hit for key in ("inspectors", "representative") for hit in hits.get(key, [])]
    for definition in form.fields:
        if definition.first_date and filled[definition.key].value is None:
            found = next(_dates_beside(signed, dict(rest)), None)
            filled[definition.key] = found or filled[definition.key]
    name = filled.get("enterprise_name")
    if name is not None and name.value is None and not name.flags:
        filled["enterprise_name"] = _name_under_title(form, rest) or name
    return filled


def _contact_and_phone(fields: Mapping[str, Field]) -> dict[str, Field]:
    """联系人及电话 in one place: the name is the contact, the digits are the phone."""
    contact = fields.get("contact")
    phones = phones_in(contact.value) if contact and isinstance(contact.value, str) else ""
    if contact is None or not phones:
        return {}
    name = re.sub(r"[\d\s\-()（）转、,，;；/:：]+", " ", str(contact.value)).strip()
    parted = {"contact": contact.model_copy(update={"value": name or None})}
    phone = fields.get("phone")
    if phone is not None:
        typed = read_value("phone", (Text(phones),))
        parted["phone"] = Field(
            value=typed.value, raw=contact.raw, place=contact.place, flags=typed.flags
        )
    return parted


def _dates_beside(signed: Sequence[Hit], lines: Mapping[int, Line]) -> Iterator[Field]:
    """Dates in the cell of a signature, or alone in one of the next two lines."""
    for hit in signed:
        own = [hit.cell] if hit.cell is not None else []
        below = [
            cell
            for number in range(hit.line, hit.line + 3)
            for cell in (lines[number].cells if number in lines else ())
            if is_unfilled(_DIGITS.sub("", cell.text))
        ]
        for cell in (*own, *below):
            days = read_dates(cell.text)
            if days:
                raw = cell.text.strip()
                yield Field(value=days[0].isoformat(), raw=raw, place=cell.place)


def _name_under_title(form: Definition, rest: Sequence[tuple[int, Line]]) -> Field | None:
    """A line that is, or begins with, an enterprise's name, before any table."""
    for _, line in rest[:_LINES_BELOW_THE_TITLE]:
        if not line.is_paragraph:
            return None
        match = _NAME.match(line.text)
        if (
            match
            and likeness(line.text, form.title) < 0.6
            and not PLACEHOLDER.search(match["name"])
        ):
            place = line.cells[0].place
            return Field(value=match["name"], raw=line.text.strip(), place=place)
    return None
