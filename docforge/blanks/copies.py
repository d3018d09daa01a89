"""The copies of a form that are printed: one for nobody in particular, or one an enterprise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docforge.blanks.checklist_word import checklist_document
from docforge.blanks.printed import Copy
from docforge.blanks.register_word import register_document
from docforge.blanks.summary_word import summary_document
from docforge.forms import Definition

EMPTY_ROWS = 12
"""Rows of a register that nobody stands in yet."""
Known = Mapping[str, str]
"""What is known of an enterprise, by field key."""


def copies_of(form: Definition, enterprises: Sequence[tuple[str, Known]] = ()) -> list[Copy]:
    """The copies to print; `enterprises` are those of a list, each with its key.

    A form that an enterprise signs is printed once for each. A register of a whole district is
    one copy, with a row for each.
    """
    if form.kind == "register" and not is_signed_by_enterprise(form):
        rows: list[Known] = [known for _key, known in enterprises]
        return [Copy(register_document(form, rows or [{}] * EMPTY_ROWS, {}))]
    if not enterprises:
        return [Copy(_document(form, {}))]
    return [Copy(_document(form, known), key, known) for key, known in enterprises]


def is_signed_by_enterprise(form: Definition) -> bool:
    """Whether a copy of a form is of one enterprise, which its head names or which signs it."""
    return form.kind != "register" or bool({"enterprise_name", "representative"} & {*form.keys()})


def _document(form: Definition, known: Known) -> bytes:
    if form.kind == "checklist":
        return checklist_document(form, known)
    if form.kind == "register":
        return _register_of_one(form, known)
    return summary_document(form, known)


def _register_of_one(form: Definition, known: Known) -> bytes:
    """A register that an enterprise returns: its own row, or rows for what it has to report."""
    if not known:
        return register_document(form, [{}] * EMPTY_ROWS, {})
    if any(column.key == "enterprise_name" for column in form.register_columns):
        name = known.get("enterprise_name", "")
        return register_document(form, [known], {**known, "reporting_unit": name})
    return register_document(form, [{}] * EMPTY_ROWS, known)
