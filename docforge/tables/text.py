"""Text that holds a table: its encoding, its delimiter, its lines."""

from __future__ import annotations

import csv
import io

from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.tables.grid import Line, Sheet

_LONGEST_CELL = 2**24
_LOOKED_AT = 4096
"""Characters of a table among which the delimiter is counted."""


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, GBK, GB18030, or UTF-16 with a byte order mark.

    Raises ConfigurationError, naming the line, where it is none of these.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]  # GB18030 holds GBK and GB 2312
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
    raise ConfigurationError(
        _("the text is neither UTF-8 nor GBK"),
        where=_("line {line}").format(line=line),
        remedy=_("Save it as “CSV UTF-8” or as .xlsx."),
    )


def separated_sheet(text: str) -> Sheet:
    """A table in text, its cells parted by commas, semicolons or tabs; all cells are text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    lines, begins = [], 1
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in reader:
            lines.append(Line(_("line {line}").format(line=begins), row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ConfigurationError(
            _("this is not a table: {reason}").format(reason=error),
            where=_("line {line}").format(line=reader.line_num),
        ) from error
    finally:
        csv.field_size_limit(limit)
    return Sheet("", lines, lettered=False)


def _delimiter(text: str) -> str:
    """The sign that stands in most lines, then the one that stands there most often."""
    lines = text[:_LOOKED_AT].splitlines()[:15]

    def fits(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        return sum(map(bool, counts)), max(counts, default=0)

    return max(",\t;", key=fits)
