"""Do the statements of a part pair up, and can what they enclose be left out or repeated?"""

from __future__ import annotations

from collections.abc import Iterable

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.gathering import Placed
from docforge.render.tags import shortened

_ENDS = {
    "for": "endfor",
    "if": "endif",
    "macro": "endmacro",
    "call": "endcall",
    "filter": "endfilter",
    "with": "endwith",
    "set": "endset",
    "autoescape": "endautoescape",
}
_BETWEEN = {"else": ("if", "for"), "elif": ("if",)}
_REFUSED = ("raw", "include", "import", "from", "extends", "block")


def check_blocks(placed: Iterable[Placed]) -> None:
    """Raise TemplateError for a block that does not end, ends twice, or ends elsewhere.

    Tags are given in the order of the XML. The begin and end of a block must lie equally deep in
    alike elements: only then is the document whole with the enclosed part left out or repeated.
    """
    open_blocks: list[Placed] = []
    for each in placed:
        keyword = each.tag.keyword
        if keyword in _REFUSED:
            raise _error(
                each, _("“{tag}”: “{keyword}” is not for Word templates."), keyword=keyword
            )
        if keyword in _ENDS and _opens(each):
            open_blocks.append(each)
        elif keyword in _BETWEEN:
            if not open_blocks or open_blocks[-1].tag.keyword not in _BETWEEN[keyword]:
                raise _error(each, _("“{tag}” stands outside the block it belongs to."))
            _same_depth(open_blocks[-1], each)
        elif keyword in _ENDS.values():
            if not open_blocks or _ENDS[open_blocks[-1].tag.keyword] != keyword:
                raise _error(each, _("“{tag}” ends a block that is not open here."))
            _same_depth(open_blocks.pop(), each)
    if open_blocks:
        unended = open_blocks[-1]
        raise _error(
            unended,
            _("“{tag}” has no end: “{end}” is missing."),
            end=f"{{% {_ENDS[unended.tag.keyword]} %}}",
        )


def _opens(each: Placed) -> bool:
    """`{% set x = 1 %}` is whole by itself, `{% set x %}` begins a block."""
    return each.tag.keyword != "set" or "=" not in each.tag.inner


def _same_depth(begin: Placed, end: Placed) -> None:
    if _holders(begin) != _holders(end):
        raise _error(
            end,
            _("“{tag}” ends what began in {begin}, which is another kind of place."),
            begin=begin.where,
            remedy=_("Put both in paragraphs, rows or cells of their own with {%p, {%tr or {%tc."),
        )


def _holders(each: Placed) -> list[object]:
    return [element.tag for element in each.mark.iterancestors()]


def _error(each: Placed, what: str, remedy: str = "", **details: str) -> TemplateError:
    return TemplateError(
        what.format(tag=shortened(each.tag.text), **details), where=each.where, remedy=remedy
    )
