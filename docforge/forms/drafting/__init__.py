"""A first definition of a form that nobody described yet, drawn from its empty print.

What the print tells is taken: kind, title, labels, columns, items, options. What it cannot tell
stands in the draft as a comment (`# settle: …`) for the clerk who knows the form.
"""

from docforge.forms.drafting.drawing import draft
from docforge.forms.drafting.writing import SCHEMA_FILE

__all__ = ["SCHEMA_FILE", "draft"]
