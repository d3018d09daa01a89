"""GB/T 9704-2012, Layout key for official document of Party and government organs, clause by
clause: what of it a .docx can prove. 应 is an error, 一般 a warning, 推荐 a hint."""

from docforge.check.official import (
    appended,
    closing,
    head,
    imprint,
    letter,
    opening,
    page,
    page_numbers,
    text,
)

__all__ = [
    "appended", "closing", "head", "imprint", "letter", "opening", "page", "page_numbers", "text",
]  # fmt: skip
