"""Scanned pages put together into forms: by which page of which blank each of them is.

Paper has no order of its own. Pages that follow each other in the stack as they do in the form
belong together; wherever the stack leaves a doubt, every form that it touches says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docforge import readers
from docforge.layout import CodeDoubt, KnownPage, Page
from docforge.model import Flag, Way, flag

_WAYS: tuple[Way, ...] = ("text", "own-blank", "printed-blank")
"""The ways of reading a scanned page, the least sure one first."""


@dataclass
class Sheaf:
    """The pages of one form. `pages` by their number in the form; `spare` are second copies."""

    known: KnownPage
    pages: dict[int, Page] = field(default_factory=dict)
    spare: list[Page] = field(default_factory=list)
    doubtful: bool = False

    @property
    def complete(self) -> bool:
        return len(self.pages) == self.known.of

    @property
    def in_order(self) -> tuple[Page, ...]:
        return tuple(self.pages[number] for number in sorted(self.pages))

    @property
    def source_pages(self) -> tuple[int, ...]:
        return tuple(sorted(page.number for page in (*self.pages.values(), *self.spare)))

    @property
    def score(self) -> float:
        return min(page.known.score for page in self.pages.values() if page.known)

    @property
    def way(self) -> Way:
        """How its least sure page was read."""
        ways = {page.known.way for page in self.pages.values() if page.known}
        return next(way for way in _WAYS if way in ways)

    @property
    def printed_for(self) -> str:
        """The key of the enterprise that the codes of its pages name, "" where they name none."""
        codes = [page.known.code for page in self.in_order if page.known and page.known.code]
        return codes[0].enterprise if codes else ""

    @property
    def holder(self) -> dict[str, str]:
        """What the print says of that enterprise."""
        return dict(next((p.known.holder for p in self.in_order if p.known and p.known.holder), ()))

    def flags(self) -> Iterator[Flag]:
        """What is not certain about these pages."""
        for number in range(1, self.known.of + 1):
            if number not in self.pages:
                yield flag("page_missing", page=number)
        for page in self.spare:
            assert page.known is not None
            yield flag("page_twice", page=page.known.number)
        yield from self._doubts_of_codes()
        if self.doubtful:
            numbers = "、".join(map(str, self.source_pages))
            yield flag("pages_paired", pages=numbers)

    def _doubts_of_codes(self) -> Iterator[Flag]:
        """What the codes on its pages leave open; an unknown print is told once."""
        for page in self.in_order:
            if page.known and page.known.doubt is CodeDoubt.UNREAD:
                yield flag("code_unread", page=page.number)
        for page in self.in_order:
            code = page.known.code if page.known else None
            if code and page.known and page.known.doubt is CodeDoubt.BLANK_UNKNOWN:
                yield flag("blank_unknown", version=code.version, form=code.form)
                return


def sheaves(pages: Sequence[Page]) -> list[Sheaf]:
    """The forms of a stack, in the order of their first page. Every page is of a known blank.

    Pages whose codes name a copy belong together wherever they lie; the others by their order.
    A sheet that was scanned twice is one page; its second scan is kept with it as spare.
    """
    copies = _second_scans(pages)
    fresh = [page for page in pages if page.number not in copies]
    found: list[Sheaf] = []
    for group in _by_copy(fresh).values():
        found.extend(_of_one_copy(group))
    taken = {page.number for sheaf in found for page in sheaf.pages.values()}
    taken |= _placed(fresh, found)
    for run in _runs_of_one_blank([page for page in fresh if page.number not in taken]):
        found.extend(_batched(run) or _rejoined(_in_turn(run)))
    found.sort(key=lambda sheaf: sheaf.source_pages)
    for sheaf in found:
        own = {page.number for page in sheaf.pages.values()}
        sheaf.spare = [page for page in pages if copies.get(page.number) in own]
    return found


def _by_copy(pages: Sequence[Page]) -> dict[tuple[str, ...], list[Page]]:
    """The pages whose codes name the copy that they are of, copy by copy."""
    groups: dict[tuple[str, ...], list[Page]] = {}
    for page in pages:
        code = page.known.code if page.known else None
        if code and code.key:
            groups.setdefault((code.form, code.version, code.key), []).append(page)
    return groups


def _of_one_copy(pages: Sequence[Page]) -> list[Sheaf]:
    """The codes are certain; only a copy that was printed or filled in twice leaves a doubt."""
    numbers = [page.known.number for page in pages if page.known]
    if len(set(numbers)) < len(numbers):
        return _batched(pages) or _rejoined(_in_turn(pages))
    first = pages[0].known
    assert first is not None
    return [Sheaf(first, dict(zip(numbers, pages, strict=True)))]


def _placed(pages: Sequence[Page], found: Sequence[Sheaf]) -> set[int]:
    """Puts pages with unread codes to the copy beside them that lacks just them."""
    owner = {page.number: sheaf for sheaf in found for page in sheaf.pages.values()}
    placed = set()
    for at, page in enumerate(pages):
        if page.known is None or page.known.doubt is not CodeDoubt.UNREAD:
            continue
        for neighbour in (*pages[max(at - 1, 0) : at], *pages[at + 1 : at + 2]):
            sheaf = owner.get(neighbour.number)
            if sheaf and _lacks(sheaf, page.known):
                sheaf.pages[page.known.number] = page
                owner[page.number] = sheaf
                placed.add(page.number)
                break
    return placed


def _lacks(sheaf: Sheaf, known: KnownPage) -> bool:
    same = (sheaf.known.form, sheaf.known.of) == (known.form, known.of)
    return same and known.number not in sheaf.pages


def _second_scans(pages: Sequence[Page]) -> dict[int, int]:
    """The number of each page whose sheet was scanned before -> that of its first scan."""
    firsts: dict[tuple[str, str, str, int], list[Page]] = {}
    copies: dict[int, int] = {}
    for page in pages:
        assert page.known is not None
        code = page.known.code
        key = code.key if code else ""
        before = firsts.setdefault((*_blank(page.known), key, page.known.number), [])
        first = next((each for each in before if _same_sheet(each, page)), None)
        if first is None:
            before.append(page)
        else:
            copies[page.number] = first.number
    return copies


def _same_sheet(one: Page, other: Page) -> bool:
    assert one.known is not None
    assert other.known is not None
    return readers.same_sheet(one.known.trace, other.known.trace)


def _runs_of_one_blank(pages: Sequence[Page]) -> Iterator[list[Page]]:
    run: list[Page] = []
    for page in pages:
        assert page.known is not None
        if run and run[-1].known and _blank(run[-1].known) != _blank(page.known):
            yield run
            run = []
        run.append(page)
    if run:
        yield run


def _blank(known: KnownPage) -> tuple[str, str]:
    return known.form, known.blank


def _in_turn(run: Sequence[Page]) -> list[Sheaf]:
    """A form ends where a page comes that it already has, or when it is complete."""
    found: list[Sheaf] = []
    for page in run:
        assert page.known is not None
        current = found[-1] if found else None
        if current is None or current.complete or page.known.number in current.pages:
            current = Sheaf(page.known)
            found.append(current)
        current.pages[page.known.number] = page
    _doubt(found)
    return found


def _rejoined(found: list[Sheaf]) -> list[Sheaf]:
    """Two parts of a run that lack just what the other has are one form whose pages lie apart.

    Only where they are the only incomplete ones: else nothing tells which belong together.
    """
    parts = [sheaf for sheaf in found if not sheaf.complete]
    if len(parts) != 2 or set(parts[0].pages) & set(parts[1].pages):
        return found
    first, second = parts
    if len(first.pages) + len(second.pages) != first.known.of:
        return found
    first.pages |= second.pages
    return [sheaf for sheaf in found if sheaf is not second]


def _doubt(found: Sequence[Sheaf]) -> None:
    """Pages that lie backwards, and neighbours of a form that lacks a page, may be mixed up."""
    for index, sheaf in enumerate(found):
        beside = [*found[max(index - 1, 0) : index], *found[index + 1 : index + 2]]
        numbers = [page.number for page in sheaf.in_order]
        backwards = numbers != sorted(numbers)
        if sheaf.known.of > 1:
            sheaf.doubtful = backwards or any(not each.complete for each in (sheaf, *beside))


def _batched(run: Sequence[Page]) -> list[Sheaf]:
    """All first pages, then all second ones: a stack that was fed twice, one side at a time.

    The back of the stack may lie in reverse, which nothing tells: all pairs are doubted.
    """
    numbers = [page.known.number for page in run if page.known]
    of = run[0].known.of if run[0].known else 1
    each = len(numbers) // of
    if of < 2 or each < 2 or numbers != sorted(numbers) or len(numbers) != each * of:
        return []
    if any(numbers.count(number) != each for number in range(1, of + 1)):
        return []
    found = []
    for index in range(each):
        first = run[index].known
        assert first is not None
        pages = {number + 1: run[number * each + index] for number in range(of)}
        found.append(Sheaf(first, pages, doubtful=True))
    return found
