"""A form's definition and its blank: whether they agree, and a filled blank reads back."""

from docforge.check.forms import definitions, reading_back

__all__ = ["definitions", "reading_back"]
