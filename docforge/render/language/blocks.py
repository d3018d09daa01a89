"""Do the statements of a part pair up, and can what they enclose be left out or repeated?"""

from __future__ import annotations

from dataclasses import dataclass, field

from docforge.messages import translate as _
from docforge.render.faults import Fault
from docforge.render.language.gathering import Gathered, Placed
from docforge.render.language.lifting import lift_to_paragraph
from docforge.render.language.tags import Kind, Scope
from docforge.render.wordml import (
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    TEXT,
    TEXT_BOX,
    ancestor,
    nearest,
    parent_of,
)

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
ENDS = frozenset(_ENDS.values())
"""The words that end a block."""
_BETWEEN = {"else": ("if", "for"), "elif": ("if",)}
_REFUSED = ("raw", "include", "import", "from", "extends", "block")


@dataclass
class Block:
    """A begin tag, what stands between at its own level (`else`), and the end tag."""

    begin: Placed
    members: list[Placed] = field(default_factory=list)

    @property
    def tags(self) -> list[Placed]:
        return [self.begin, *self.members]


def pair_blocks(gathered: Gathered) -> list[Block]:
    """The blocks of a part, inner ones first.

    Reports a block that does not end, ends twice, or ends elsewhere. The begin and end of a
    block must lie equally deep in alike elements: only then is the document whole with the
    enclosed part left out or repeated. Where they lie in different runs they are moved between
    the runs, so that each text keeps its looks.
    """
    blocks = _paired(gathered)
    for block in blocks:
        _level(block)
        if len({ancestor(each.mark, CELL) for each in block.tags}) > 1:
            table = ancestor(block.begin.mark, TABLE)
            if table is not None:
                gathered.regridded.add(table)
        if block.begin.tag.keyword == "filter" and ancestor(block.begin.mark, TEXT) is None:
            said = _("“{tag}”: “{keyword}” is not for Word templates.")
            said = said.replace("{keyword}", "filter")
            gathered.report(block.begin.fault(said, kind=Fault.REFUSED))
        for member in block.members:
            if _holders(block.begin) != _holders(member):
                said = _("“{tag}” ends what began in {begin}, which is another kind of place.")
                gathered.report(
                    member.fault(
                        said.replace("{begin}", block.begin.where),
                        _("Put both in paragraphs, rows or cells of their own: {%p, {%tr, {%tc."),
                        kind=Fault.UNLIKE_PLACES,
                    )
                )
                break
            if _scoped(block.begin) and parent_of(member.mark) is not parent_of(block.begin.mark):
                said = _(
                    "“{tag}” ends what began in {begin}: a block of rows stays in one table, "
                    "one of cells in one row."
                )
                said = said.replace("{begin}", block.begin.where)
                gathered.report(member.fault(said, kind=Fault.UNLIKE_PLACES))
                break
    return blocks


def _scoped(placed: Placed) -> bool:
    return placed.tag.scope in (Scope.ROW, Scope.CELL)


def _paired(gathered: Gathered) -> list[Block]:
    done: list[Block] = []
    open_blocks: list[Block] = []
    for placed in list(gathered.in_order()):
        keyword = placed.tag.keyword
        if placed.ours or placed.tag.kind is not Kind.STATEMENT:
            continue
        if keyword in _REFUSED:
            gathered.report(
                placed.fault(
                    _("“{tag}”: “{keyword}” is not for Word templates.").replace(
                        "{keyword}", keyword
                    ),
                    kind=Fault.REFUSED,
                )
            )
        elif keyword in _ENDS and _opens(placed):
            open_blocks.append(Block(placed))
        elif keyword in _BETWEEN:
            if open_blocks and open_blocks[-1].begin.tag.keyword in _BETWEEN[keyword]:
                open_blocks[-1].members.append(placed)
            else:
                said = _("“{tag}” stands outside the block it belongs to.")
                gathered.report(placed.fault(said, kind=Fault.BLOCK_NOT_OPEN))
        elif keyword in _ENDS.values():
            if open_blocks and _ENDS[open_blocks[-1].begin.tag.keyword] == keyword:
                open_blocks[-1].members.append(placed)
                done.append(open_blocks.pop())
            else:
                said = _("“{tag}” ends a block that is not open here.")
                gathered.report(placed.fault(said, kind=Fault.BLOCK_NOT_OPEN))
    for block in open_blocks:
        end = f"{{% {_ENDS[block.begin.tag.keyword]} %}}"
        said = _("“{tag}” has no end: “{end}” is missing.").replace("{end}", end)
        gathered.report(block.begin.fault(said, kind=Fault.BLOCK_OPEN))
    return done


def _opens(placed: Placed) -> bool:
    """`{% set x = 1 %}` is whole by itself, `{% set x %}` begins a block."""
    return placed.tag.keyword != "set" or "=" not in placed.tag.inner


def _level(block: Block) -> None:
    """Move the tags of a block that lies in several texts into their paragraphs."""
    texts = {ancestor(each.mark, TEXT) for each in block.tags}
    if len(texts) > 1:
        for each in block.tags:
            if nearest(each.mark, PARAGRAPH, CELL, ROW, TABLE, TEXT_BOX) == PARAGRAPH:
                lift_to_paragraph(each.mark)


def _holders(placed: Placed) -> list[str]:
    return [str(element.tag) for element in placed.mark.iterancestors()]
