"""How an official document is worded: numbers, dates, marks, attachments, terms, statutes "
"cited."""

from docforge.check.wording import (
    attachments,
    dates,
    document_numbers,
    figures,
    lists,
    punctuation,
    statutes,
    terms,
)

__all__ = [
    "attachments", "dates", "document_numbers", "figures", "lists", "punctuation", "statutes",
    "terms",
]  # fmt: skip
