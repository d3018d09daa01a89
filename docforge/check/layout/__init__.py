"""What a document looks like printed, measured on the pages that LibreOffice makes of it."""

from docforge.check.layout import fonts, pages, tables, text_area

__all__ = ["fonts", "pages", "tables", "text_area"]
