"""The way in: read a file, understand it, join it with the list, let a person correct it.

Imports readers, forms and sheets; nothing here knows a file format of its own but the lists and
the review workbook.
"""
