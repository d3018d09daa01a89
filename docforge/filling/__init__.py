"""One document for every record of a table: names, writing, printing."""
