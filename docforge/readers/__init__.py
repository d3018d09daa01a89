"""File -> layout.Document: one reader a format, chosen by content, never by file name."""
