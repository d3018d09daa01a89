"""A Word package -> Document: the body in pages, headers, footers and notes beside it.

Word keeps no pages. A new one begins where the author broke the page or began a section, and
where Word last did so outside tables; a table stays whole on the page where it begins.
"""

from __future__ import annotations

from docforge.layout import Block, Document, Notice, NoticeCode, Page, Paragraph, Table
from docforge.place import Place
from docforge.readers.package import opened
from docforge.readers.word.blocks import BlockReader
from docforge.readers.word.manuscript import Manuscript
from docforge.readers.word.names import VAL, Element, blocks_of, w

_SAME_PAGE = frozenset(("continuous", "nextColumn"))
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def read(data: bytes) -> Document:
    """All that stands in a .docx file (or .docm, .dotx; Strict or Transitional).

    Raises UnreadableFile: EmptyFile, TruncatedFile, EncryptedFile, HostileFile.
    """
    manuscript = Manuscript(opened(data))
    reader = BlockReader(manuscript)
    pages = _body(manuscript, reader)
    margins = _margins(manuscript, reader)
    manuscript.unplaced_comments()
    notices = tuple(manuscript.notices)
    if not any(page.blocks for page in pages):
        notices = tuple(map(_as_page, notices))
    return Document("docx", pages, margins, notices)


def _as_page(notice: Notice) -> Notice:
    """A picture in a file without a word is a scan or a photograph of the form."""
    if notice.code is not NoticeCode.PICTURE:
        return notice
    return Notice(NoticeCode.PICTURE_PAGE, notice.detail, Place(page=1))


class _Pages:
    """Blocks as they come, and where a new page begins; pages without content are none."""

    def __init__(self) -> None:
        self._pages: list[list[Block]] = [[]]

    def add(self, block: Block) -> None:
        if isinstance(block, Table) or block.content:
            self._pages[-1].append(block)

    def turn(self, wanted: bool = True) -> None:
        if wanted and self._pages[-1]:
            self._pages.append([])

    def bound(self) -> tuple[Page, ...]:
        filled = [blocks for blocks in self._pages if blocks] or [[]]
        return tuple(Page(number, tuple(blocks)) for number, blocks in enumerate(filled, start=1))


def _body(manuscript: Manuscript, reader: BlockReader) -> tuple[Page, ...]:
    pages = _Pages()
    paragraphs = tables = 0
    sections = _section_turns(manuscript.body)
    for tag, element in blocks_of(manuscript.body, manuscript.tracked):
        if tag == w("tbl"):
            tables += 1
            pages.add(reader.table(element, Place(table=tables)))
        elif tag == w("altChunk"):
            reader.foreign_part(element, Place(paragraph=paragraphs + 1))
        elif tag == w("p"):
            paragraphs += 1
            place = Place(paragraph=paragraphs)
            found = reader.paragraph(element, place)
            pages.turn(found.page_before)
            for number, content in enumerate(found.parts):
                pages.turn(number > 0)
                pages.add(Paragraph(content, place, found.heading))
            for block in found.after:
                pages.add(block)
            section = element.find(f"{w('pPr')}/{w('sectPr')}")
            pages.turn(found.page_after or (section is not None and sections.pop(0)))
    return pages.bound()


def _section_turns(body: Element) -> list[bool]:
    """For the end of each section but the last: whether what follows begins a new page.

    The kind of a break is said by the section after it (ISO/IEC 29500-1 17.6.22).
    """
    sections = [
        section
        for section in body.iter(w("sectPr"))
        # One that a tracked change keeps (w:sectPrChange) is no longer in force.
        if (holder := section.getparent()) is not None and holder.tag in (w("pPr"), w("body"))
    ]
    kinds = [section.find(w("type")) for section in sections]
    turns = [kind is None or kind.get(VAL) not in _SAME_PAGE for kind in kinds[1:]]
    # A body may lack its last section, and sections inside tables end no page.
    return [*turns, *([True] * len(kinds))]


def _margins(manuscript: Manuscript, reader: BlockReader) -> tuple[Paragraph, ...]:
    """Headers, footers, footnotes and endnotes, each as paragraphs without a place."""
    found: list[Paragraph] = []
    for root in manuscript.stories("header", "footer"):
        found += _flat(reader, root)
    for root in manuscript.stories("footnotes", "endnotes"):
        for note in root:
            if note.get(w("type")) not in _SEPARATORS:
                found += _flat(reader, note)
    return tuple(found)


def _flat(reader: BlockReader, root: Element) -> list[Paragraph]:
    """The blocks of a story as paragraphs; of its tables the cells, in reading order."""
    found: list[Paragraph] = []
    waiting: list[Block] = list(reader.blocks(root, None))[::-1]
    while waiting:
        block = waiting.pop()
        if isinstance(block, Paragraph):
            found.append(block)
            continue
        for cell in block.cells:
            inner = [part for part in cell.content if isinstance(part, Table)]
            words = tuple(part for part in cell.content if not isinstance(part, Table))
            waiting += inner[::-1]
            if words:
                found.append(Paragraph(words))
    return found
