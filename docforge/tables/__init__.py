"""Tables of records that people give: workbooks, separated text, JSON, JSON Lines, YAML.

Knows how a table looks and nothing of what it is about. The kind is told from the content; a file
that is wrong is a ConfigurationError that names the file, the row and the column.
"""
