"""A source that holds several forms, split into one document a form.

Every page of the source goes to exactly one submission; pages that belong to no known form make
submissions of their own, with their tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition
from docforge.forms.interpret import interpret, unknown
from docforge.forms.lines import lines_of, margin_lines
from docforge.forms.recognise import Recognition, recognise, score
from docforge.forms.rows.likeness import items_of
from docforge.forms.values.wording import normal, split_number
from docforge.intake.cutting import cuts
from docforge.intake.sheaf import sheaves
from docforge.intake.sheaf_form import id_of, part_of, pictured, read_sheaf, with_pages_told
from docforge.layout import Block, Document, Notice, Page, Paragraph, Table
from docforge.model import Source, Submission, Way

_SAME = 0.85
"""From this likeness on a text is an item."""
AUTO, GENERIC = "auto", "generic"


@dataclass
class _Piece:
    """Blocks with their pages, in order, and what they were recognised as."""

    blocks: list[tuple[int, Block]]
    pages: set[int]
    recognition: Recognition

    @property
    def known(self) -> bool:
        return self.recognition.form is not None


def understand(
    document: Document, source: Source, catalogue: Catalogue, form: str = AUTO
) -> list[Submission]:
    """The submissions of a source. `form` is "auto", the id of a form, or "generic"."""
    if form == GENERIC:
        pages = tuple(page.number for page in document.pages)
        nothing = Recognition(None, 0.0, None)
        own = source.model_copy(update={"pages": pages})
        found = [
            unknown(document, nothing, own, id_of(source, pages, set()), catalogue, _way(document))
        ]
        return with_pages_told(found, document) if document.media == "scan" else found
    wanted = None if form == AUTO else catalogue.get(form)
    document = _without_strangers(document, catalogue)
    if any(page.known for page in document.pages):
        found = _by_pages(document, source, catalogue, wanted)
    else:
        found = _by_content(document, source, catalogue, wanted)
        if document.media != "scan":
            return found
    return with_pages_told(found, document)


def _without_strangers(document: Document, catalogue: Catalogue) -> Document:
    """Without what codes say of forms that nobody here has a definition of."""
    pages = tuple(
        replace(page, known=None)
        if page.known and page.known.form not in catalogue.definitions
        else page
        for page in document.pages
    )
    return document if pages == document.pages else replace(document, pages=pages)


def _by_pages(
    document: Document, source: Source, catalogue: Catalogue, wanted: Definition | None
) -> list[Submission]:
    """Scanned pages of known blanks by what they are; the other pages by their content."""
    taken: set[str] = set()
    known = [page for page in document.pages if page.known is not None]
    found = [read_sheaf(sheaf, document, source, catalogue, taken) for sheaf in sheaves(known)]
    unread = pictured(document)
    written = [
        page
        for page in document.pages
        if page.known is None and (page.blocks or page.number in unread)
    ]
    if written:
        found += _by_content(part_of(document, written), source, catalogue, wanted, taken)
    return sorted(_with_backs(found, document), key=lambda each: min(each.source.pages, default=0))


def _with_backs(found: Sequence[Submission], document: Document) -> list[Submission]:
    """Blank backs go with the form whose page lies before them, so that no page is lost."""
    owner = {page: number for number, each in enumerate(found) for page in each.source.pages}
    for page in document.pages:
        if page.number not in owner:
            before = [number for number in owner if number < page.number]
            owner[page.number] = owner[max(before)] if before else 0
    return [
        each.model_copy(
            update={
                "source": each.source.model_copy(
                    update={"pages": tuple(sorted(p for p, own in owner.items() if own == number))}
                )
            }
        )
        for number, each in enumerate(found)
    ]


def _by_content(
    document: Document,
    source: Source,
    catalogue: Catalogue,
    wanted: Definition | None,
    taken: set[str] | None = None,
) -> list[Submission]:
    """Cut where a form's title stands or its items begin anew."""
    pieces = [
        piece
        for cut in cuts(document, catalogue)
        for piece in _split(cut, document, catalogue, wanted)
    ]
    pieces = _share_pages(_gathered(pieces, document), document)
    taken = set() if taken is None else taken
    submissions = []
    for piece in pieces:
        part = _document(piece, document, pieces)
        own = source.model_copy(update={"pages": tuple(sorted(piece.pages))})
        submission_id = id_of(source, own.pages or _numbers(piece), taken)
        recognition, way = piece.recognition, _way(document)
        submissions.append(interpret(part, recognition, catalogue, own, submission_id, way))
    return submissions


def _way(document: Document) -> Way:
    """How pages of no known blank were read."""
    return "text" if document.media == "scan" else "digital"


def _numbers(piece: _Piece) -> tuple[int, ...]:
    return tuple(number for number, _ in piece.blocks)


def _split(
    blocks: list[tuple[int, Block]],
    document: Document,
    catalogue: Catalogue,
    wanted: Definition | None,
) -> Iterator[_Piece]:
    """A cut as pieces: where a checklist begins anew without a title, it is cut again."""
    recognition = _recognise(blocks, document, catalogue, wanted)
    form = recognition.form
    if form is None or form.kind != "checklist":
        yield _piece(blocks, recognition)
        return
    start = 0
    seen: set[str] = set()
    for index, (_, block) in enumerate(blocks):
        items = _items_in(block, form) if isinstance(block, Table) else set()
        if len(items & seen) >= 2 and len(items & seen) * 2 >= len(items):
            cut = _after_previous_table(blocks, start, index)
            yield _piece(blocks[start:cut], recognition)
            start, seen = cut, set()
        seen |= items
    yield _piece(blocks[start:], recognition)


def _after_previous_table(blocks: Sequence[tuple[int, Block]], start: int, index: int) -> int:
    """Paragraphs right above a table on its page are its head; those before are a foot."""
    page = blocks[index][0]
    cut = index
    while cut - 1 > start and isinstance(blocks[cut - 1][1], Paragraph):
        if blocks[cut - 1][0] != page:
            break
        cut -= 1
    names = [i for i in range(cut, index) if "名称" in normal(_text(blocks[i][1]))]
    return names[0] if names else cut


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _items_in(table: Table, form: Definition) -> set[str]:
    texts = {split_number(cell.text)[1] for cell in table.cells if len(cell.text) >= 6}
    near = items_of(form).near
    places = {place for text in texts for place, alike in near(text).items() if alike >= _SAME}
    return {form.items[place].id for place in places}


def _recognise(
    blocks: Sequence[tuple[int, Block]],
    document: Document,
    catalogue: Catalogue,
    wanted: Definition | None,
) -> Recognition:
    lines = [*lines_of(replace(document, pages=_pages(blocks, document))), *margin_lines(document)]
    if wanted is None:
        return recognise(lines, catalogue)
    return Recognition(wanted, round(score(lines, wanted, catalogue), 3), wanted)


def _piece(blocks: list[tuple[int, Block]], recognition: Recognition) -> _Piece:
    return _Piece(blocks, {number for number, _ in blocks}, recognition)


def _gathered(pieces: Sequence[_Piece], document: Document) -> list[_Piece]:
    """Neighbours that are one form: a title repeated on the next page, a tail without a title."""
    result: list[_Piece] = []
    for piece in pieces:
        before = result[-1] if result else None
        if before is not None and _goes_on(before, piece, document):
            before.blocks += piece.blocks
            before.pages |= piece.pages
            before.recognition = max(
                (before.recognition, piece.recognition), key=lambda each: each.score
            )
        else:
            result.append(piece)
    return result


def _goes_on(before: _Piece, piece: _Piece, document: Document) -> bool:
    if document.is_workbook:
        return False
    if not before.known and not piece.known:
        return True
    form = before.recognition.form
    if form is None:
        return False
    if not piece.known and not any(isinstance(block, Table) for _, block in piece.blocks):
        return bool(piece.pages & before.pages)
    if form.kind != "checklist" or (piece.known and piece.recognition.form != form):
        return False
    first = _all_items(before, form)
    second = _all_items(piece, form)
    return bool(second) and not first & second


def _all_items(piece: _Piece, form: Definition) -> set[str]:
    return {
        item
        for _, block in piece.blocks
        if isinstance(block, Table)
        for item in _items_in(block, form)
    }


def _share_pages(pieces: list[_Piece], document: Document) -> list[_Piece]:
    """Gives each page to one piece: known forms first, then in order; empty pages to a neighbour.

    What is left over without a page and without a table is no line of its own.
    """
    owner: dict[int, _Piece] = {}
    for piece in sorted(pieces, key=lambda each: not each.known):
        for number in sorted(piece.pages):
            owner.setdefault(number, piece)
    unread = pictured(document)
    blank: list[_Piece] = []
    for page in document.pages:
        if page.number in owner:
            continue
        before = owner.get(page.number - 1)
        if before is None or (page.number in unread and before.known):
            before = _Piece([], set(), Recognition(None, 0.0, None))
            blank.append(before)
        owner[page.number] = before
    for piece in (*pieces, *blank):
        piece.pages = {number for number, own in owner.items() if own is piece}
    kept = [
        piece
        for piece in (*pieces, *blank)
        if piece.known or piece.pages or any(isinstance(b, Table) for _, b in piece.blocks)
    ]
    return sorted(kept, key=lambda piece: min(piece.pages or _numbers(piece), default=0))


def _document(piece: _Piece, document: Document, pieces: Sequence[_Piece]) -> Document:
    notices = document.notices
    if len(pieces) > 1:
        notices = tuple(n for n in document.notices if _belongs(n, piece, pieces))
    return replace(document, pages=_pages(piece.blocks, document), notices=notices)


def _belongs(notice: Notice, piece: _Piece, pieces: Sequence[_Piece]) -> bool:
    place = notice.place
    if place is None:
        return piece is pieces[0]
    if place.page is not None:
        return place.page in piece.pages
    outer = place.within[0] if place.within else place
    for _, block in piece.blocks:
        own = block.place
        if isinstance(block, Table) and own is None:
            own = next((cell.place for cell in block.cells if cell.place), None)
        if own is None:
            continue
        if outer.sheet is not None and own.sheet == outer.sheet:
            return True
        if outer.table is not None and own.table == outer.table:
            return True
        if outer.paragraph is not None and own.paragraph == outer.paragraph:
            return True
    return False


def _pages(blocks: Sequence[tuple[int, Block]], document: Document) -> tuple[Page, ...]:
    by_number = {page.number: page for page in document.pages}
    numbers = sorted({number for number, _ in blocks})
    return tuple(
        replace(by_number[number], blocks=tuple(b for n, b in blocks if n == number))
        for number in numbers
    )


def one_form(
    document: Document,
    source: Source,
    catalogue: Catalogue,
    form: str | None,
    taken: set[str],
) -> Submission:
    """All pages of a document as one form, however their content would be cut.

    `form` is its id, None where its words shall tell. Its id is added to `taken`.
    """
    blocks = [(page.number, block) for page in document.pages for block in page.blocks]
    wanted = catalogue.get(form) if form else None
    recognition = _recognise(blocks, document, catalogue, wanted)
    ordered = _by_items(document, recognition.form) if recognition.form else document
    own = source.model_copy(update={"pages": tuple(page.number for page in document.pages)})
    submission_id = id_of(source, own.pages, taken)
    return interpret(ordered, recognition, catalogue, own, submission_id, _way(document))


def _by_items(document: Document, form: Definition) -> Document:
    """Pages in the order of the items on them; one without items stays behind the one before."""
    order = {item.id: number for number, item in enumerate(form.items)}
    at = -1
    placed: list[tuple[int, Page]] = []
    for page in document.pages:
        tables = [block for block in page.blocks if isinstance(block, Table)]
        items = {item for table in tables for item in _items_in(table, form)}
        at = min((order[item] for item in items), default=at)
        placed.append((at, page))
    return replace(document, pages=tuple(page for _at, page in sorted(placed, key=_first)))


def _first(pair: tuple[int, Page]) -> int:
    return pair[0]
