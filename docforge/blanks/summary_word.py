"""An empty issue summary in Word, through the template that filled ones are written with."""

from __future__ import annotations

from collections.abc import Mapping

from docforge import data
from docforge.forms import Definition
from docforge.forms.values.dates import read_dates
from docforge.render import Template

_ROOM = "________________"
_LINES = ("", "", "")
"""Numbered lines to write on by hand."""


def summary_document(form: Definition, known: Mapping[str, str]) -> bytes:
    """The .docx of an empty issue summary; `known` fills its head by field key.

    Raises ConfigurationError where the form has no template of its name.
    """
    template = data.find("templates", f"docx/{form.id.partition('/')[2]}.docx")
    context = {
        "enterprise_name": known.get("enterprise_name") or _ROOM,
        "licence_no": known.get("licence_no", ""),
        "licence_valid_from": _day(known.get("licence_valid_from", "")),
        "licence_valid_until": _day(known.get("licence_valid_until", "")),
        "certified_products": known.get("certified_products", ""),
        "findings": list(_LINES),
        "deadline_days": None,
        "contact": known.get("contact", ""),
        "phone": known.get("phone", ""),
        "photos": [],
    }
    return Template(template).render(context)


def _day(text: str) -> str:
    days = read_dates(text)
    return f"{days[0].year}年{days[0].month}月{days[0].day}日" if days else "____年__月__日"
