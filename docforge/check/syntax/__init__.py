"""Family S1: tags that are not closed, not understood, or stand where they do nothing."""

from docforge.check.syntax import marks, places, statements

__all__ = ["marks", "places", "statements"]
