"""docforge reads returned inspection forms and writes the paper that follows from them.

    submissions = docforge.parse("回收表格/表1.docx")
    document = docforge.Template("notice.docx").render({"enterprise_name": "…"})
    diagnostics = docforge.check("notice.docx")

What takes time to import is imported when it is used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from docforge.check import Diagnostic
    from docforge.model import Submission
    from docforge.render import Template

__version__ = "0.1.0"
__all__ = ["Template", "__version__", "check", "parse"]


def parse(
    path: str | os.PathLike[str],
    *,
    form: str = "auto",
    enterprises: str | os.PathLike[str] | None = None,
    parsers: str | os.PathLike[str] | None = None,
) -> list[Submission]:
    """The submissions of a returned form: a Word, Excel or PDF file.

    `form` is "auto", "generic" (tables only) or the id of a form; `enterprises` a list that
    completes what the form lacks; `parsers` a folder with definitions of one's own. Raises
    UnreadableFile for a file that cannot be read, ConfigurationError for a wrong list, id or
    definition (see `docforge.errors`).
    """
    from pathlib import Path

    from docforge.intake.parsing import parsing_for, read_bytes

    parsing = parsing_for(
        form,
        parsers=Path(parsers) if parsers else None,
        enterprises=Path(enterprises) if enterprises else None,
    )
    source = Path(path)
    return parsing.submissions(read_bytes(source), source.name)


def checked(
    path: str | os.PathLike[str],
    *,
    profile: Literal["circular", "letter"] | None = None,
    layout: bool = False,
) -> list[Diagnostic]:
    """Everything that is wrong with a Word template or document, in its order.

    `profile` judges it as a circular or letter of GB/T 9704-2012, where its contract does not
    say; `layout` lays it out by LibreOffice as well. A file that cannot be read is a finding
    (X000), so nothing is raised for it.
    """
    from pathlib import Path

    from docforge.check import Settings, examine

    return examine(Path(path), Settings(profile=profile, layout=layout))


check = checked


def __getattr__(name: str) -> Any:
    if name == "Template":
        from docforge.render import Template

        return Template
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
