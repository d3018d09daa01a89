"""What can be said of a form that nobody described: its tables, headings, marks and pairs."""

from docforge.forms.generic.tables import generic_tables

__all__ = ["generic_tables"]
