"""Joining a submission with the list of enterprises.

What the form lacks is filled with `by="list"`; where form and list differ, the form's value stays
and is flagged. A join can be repeated, with a newer list too: what an earlier one filled or
flagged is taken back first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from docforge.forms.definitions.definition import Definition
from docforge.forms.values.wording import normal
from docforge.intake.copy_keys import entry_of
from docforge.intake.enterprises import (
    KEYS,
    Enterprise,
    EnterpriseList,
    Found,
    Search,
    code_key,
    licence_key,
    name_key,
    names,
)
from docforge.model import By, Field, Flag, Row, Submission, flag

_NAME = "enterprise_name"
_OF_THE_LIST = frozenset(
    {"enterprise_not_listed", "enterprise_offered", "enterprise_ambiguous", "list_differs"}
)
Fields = Mapping[str, Field]


def join(submission: Submission, listed: EnterpriseList, definition: Definition) -> Submission:
    """The submission with what the list knows of its enterprise, or of each row's enterprise.

    The content flags still tell of the values before; `forms.derive` makes them anew.
    """
    if definition.kind == "register":
        options = {column.key: column.options for column in definition.register_columns}
        others = definition.keys_of_others
        rows = tuple(_joined_row(row, listed, options, others) for row in submission.rows)
        return submission.model_copy(update={"rows": rows})
    own = set(definition.keys())
    options = {key: field.options for key, field in definition.field_by_key.items()}
    entry = _printed_for(submission, listed)
    before = _undone(submission.fields, own)
    if entry is not None:
        fields = _filled(before, entry, options, extend=True)
    else:
        entry, fields = _joined(before, listed, options, extend=True)
    flags = submission.flags
    if entry:
        flags = tuple(each for each in flags if each.code != "enterprise_missing")
    return submission.model_copy(update={"fields": fields, "flags": flags})


def held(submission: Submission, holder: Mapping[str, str], definition: Definition) -> Submission:
    """A submission with what was known of the enterprise for which docforge printed the form.

    Where another enterprise's name stands on it, nothing is filled in and the name is flagged.
    """
    name, entry = holder.get(_NAME, ""), Enterprise(**{k: holder[k] for k in KEYS if k in holder})
    fields = dict(submission.fields)
    said = _said(fields.get(_NAME))
    if said and name_key(said) != name_key(name):
        doubt = flag("printed_for_other", fields[_NAME].place, printed=name, raw=said)
        fields[_NAME] = _flagged(fields[_NAME], doubt, (name,))
    else:
        options = {key: field.options for key, field in definition.field_by_key.items()}
        extend = definition.kind != "register"
        fields = _filled(fields, entry, options, extend=extend)
    rows = tuple(_row_of(row, name) for row in submission.rows)
    return submission.model_copy(update={"fields": fields, "rows": rows})


def _row_of(row: Row, name: str) -> Row:
    """A row of a register that one enterprise returns: it is that enterprise's."""
    field = row.cells.get(_NAME)
    said = _said(field)
    if field is None or not said or name_key(said) == name_key(name):
        return row
    doubt = flag("printed_for_other", field.place, printed=name, raw=said)
    return row.model_copy(update={"cells": {**row.cells, _NAME: _flagged(field, doubt, (name,))}})


def _printed_for(submission: Submission, listed: EnterpriseList) -> Enterprise | None:
    """The entry for which a form was printed, unless its name says otherwise."""
    name = submission.fields.get(_NAME, Field())
    if name.by is By.PERSON or any(each.code == "printed_for_other" for each in name.flags):
        return None
    return entry_of(submission.form.printed_for, listed)


def _joined_row(
    row: Row,
    listed: EnterpriseList,
    options: Mapping[str, tuple[str, ...]],
    others: frozenset[str],
) -> Row:
    """`others` are keys of what is not the enterprise's own, a supplier's licence number."""
    before = _undone(row.cells, set(row.cells))
    own = {key: cell for key, cell in before.items() if key not in others}
    _entry, cells = _joined(own, listed, options, extend=False)
    return row.model_copy(update={"cells": {key: cells.get(key, before[key]) for key in before}})


def _undone(fields: Fields, own: set[str]) -> dict[str, Field]:
    """The fields before any join: without the list's values and flags."""
    plain: dict[str, Field] = {}
    for key, field in fields.items():
        if field.by is By.LIST:
            if key in own:
                plain[key] = Field()
            continue
        kept = tuple(each for each in field.flags if each.code not in _OF_THE_LIST)
        plain[key] = field if kept == field.flags else field.model_copy(update={"flags": kept})
    return plain


def _joined(
    fields: dict[str, Field],
    listed: EnterpriseList,
    options: Mapping[str, tuple[str, ...]],
    *,
    extend: bool,
) -> tuple[Enterprise | None, dict[str, Field]]:
    said = {key: _said(fields.get(key)) for key in (_NAME, "uscc", "licence_no")}
    if not any(said.values()):
        return None, fields
    search = listed.search(
        name=said[_NAME],
        uscc=said["uscc"],
        licence_no=said["licence_no"],
        address=_said(fields.get("production_address")),
    )
    if search.found is not Found.ONE:
        return None, _doubted(fields, search)
    entry = search.entries[0]
    fields = _filled(fields, entry, options, extend=extend)
    name = fields.get(_NAME, Field())
    if any(each.code == "doubtful_text" for each in name.flags):
        # One stroke misread may make it another entry's name: a person sees those beside it.
        fields[_NAME] = _offering(name, listed.near(entry.enterprise_name))
    return entry, fields


def _filled(
    fields: Fields,
    entry: Enterprise,
    options: Mapping[str, tuple[str, ...]],
    *,
    extend: bool,
) -> dict[str, Field]:
    """The fields with what an entry knows; with `extend` also those that the form does not ask."""
    filled = dict(fields)
    for key, value in entry.values().items():
        if (key not in fields and not extend) or (options.get(key) and value not in options[key]):
            continue
        filled[key] = _completed(key, fields.get(key, Field()), value)
    return filled


def _said(field: Field | None) -> str:
    """What the form says, as text; a value that was not understood as it stands."""
    if field is None:
        return ""
    return str(field.value) if field.value is not None else field.raw.strip()


def _doubted(fields: dict[str, Field], search: Search) -> dict[str, Field]:
    """What leaves it open is flagged, with what the list offers among its alternatives."""
    name = next(filter(None, (_said(fields.get(key)) for key in (_NAME, "licence_no", "uscc"))))
    if search.found is Found.SEVERAL:
        key, offers = _open_between(search.entries)
        place = fields.get(key, Field()).place
        doubt = flag("enterprise_ambiguous", place, name=name, offers=names(search.entries))
        return _with_doubt(fields, key, doubt, offers)
    field = fields.get(_NAME, Field())
    if field.by is By.PERSON:
        return fields  # a person has said that this is the name
    if search.offers:
        doubt = flag("enterprise_offered", field.place, name=name, offers="；".join(search.offers))
    else:
        doubt = flag("enterprise_not_listed", field.place, name=name)
    return _with_doubt(fields, _NAME, doubt, search.offers)


def _open_between(entries: tuple[Enterprise, ...]) -> tuple[str, tuple[str, ...]]:
    """The key that would decide between entries, and what they say there."""
    for key in (_NAME, "licence_no", "uscc", "production_address"):
        values = tuple(dict.fromkeys(filter(None, (getattr(entry, key) for entry in entries))))
        if len(values) > 1:
            return key, values
    return _NAME, ()


def _with_doubt(
    fields: dict[str, Field], key: str, doubt: Flag, offers: tuple[str, ...]
) -> dict[str, Field]:
    field = fields.get(key, Field())
    said = _said(field)
    return {**fields, key: _flagged(field, doubt, tuple(each for each in offers if each != said))}


def _completed(key: str, field: Field, value: str) -> Field:
    """A field with the list's value where the form has none, flagged where they differ."""
    if field.value is None and (not field.raw.strip() or field.by is By.PERSON or _blank(field)):
        kept = tuple(each for each in field.flags if each.code != "enterprise_missing")
        return field.model_copy(update={"value": value, "by": By.LIST, "flags": kept})
    if field.by is By.PERSON:
        return field
    if key == _NAME and "".join(_said(field).split()) == value:
        return field.model_copy(update={"value": value})  # a hand left a gap within the name
    if _same(key, _said(field), value):
        return field
    if field.value is None:  # its own doubt is flagged already; the list may help to settle it
        return _offering(field, (value,))
    doubt = flag("list_differs", field.place, raw=_said(field), listed=value)
    return _flagged(field, doubt, (value,))


def _blank(field: Field) -> bool:
    """Whether only what the form prints stands there: lines, 年 月 日, a placeholder."""
    printed = "placeholder_left" in {each.code for each in field.flags}
    return printed or not re.sub(r"[_＿年月日\s]", "", field.raw)


def _flagged(field: Field, doubt: Flag, alternatives: tuple[str, ...]) -> Field:
    return _offering(field.model_copy(update={"flags": (*field.flags, doubt)}), alternatives)


def _offering(field: Field, alternatives: tuple[str, ...]) -> Field:
    offered = tuple(dict.fromkeys((*field.alternatives, *alternatives)))
    return field.model_copy(update={"alternatives": offered})


def _same(key: str, said: str, listed: str) -> bool:
    """Whether two spellings say the same. An address may be given more or less fully."""
    spelled = _SPELLED.get(key, normal)
    one, other = spelled(said), spelled(listed)
    if not one or not other:
        return False
    if key == "licence_no":  # one side may leave the province's letter out
        return one.endswith(other) or other.endswith(one)
    if key in _MORE_OR_LESS_FULLY:
        return one in other or other in one
    return one == other


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_MORE_OR_LESS_FULLY = frozenset({"production_address", "business_address", "certified_products"})
_SPELLED: dict[str, Callable[[str], str]] = {
    _NAME: name_key,
    "uscc": code_key,
    "licence_no": licence_key,
    "phone": _digits,
    "licence_valid_from": str,
    "licence_valid_until": str,
}
