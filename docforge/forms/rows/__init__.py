"""Rows of a checklist sorted: headers, the rows that answer items, the rest."""
