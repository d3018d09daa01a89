"""Lines of a document sorted: headers, the rows that answer items, the rest."""
