"""Scans of forms that docforge printed: which copy and page each is, and how it lies on its print.

The code on a page is certain; it is believed where the page shows what the print that it names
says, all of it: the forms of an office are often alike but for their title and a few labels.
A page whose code cannot be read is compared with the prints that others of its stack are of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from docforge.layout import CodeDoubt, Expectation, ExpectedPage, KnownPage, Notice, NoticeCode
from docforge.page_code import PageCode
from docforge.readers.scan.identity.agreement import MOST_MISSING, missing_share
from docforge.readers.scan.identity.codes import SeenCode, code_on
from docforge.readers.scan.identity.corners import laid_by_corners
from docforge.readers.scan.identity.known_blanks import CLEAR, Blanks
from docforge.readers.scan.identity.registration import Registration, Shrunk, likeness, shrunk
from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.pictures.pages import Scan

Prints = Callable[[PageCode], Expectation | None]
"""Gives the print that a code names; None where it is not known."""
OF_ITS_CODE = 0.75
"""Likeness from which on a page may be of the print that its code names: own pages have 0.87 and
more (fax), those of other forms 0.74 and less but for twins, which lack some of its words."""
WAY = "printed-blank"


@dataclass(frozen=True)
class OnPrint:
    """A scan that was recognised: its page of a print, who it is, how it lies on it."""

    page: ExpectedPage
    known: KnownPage
    registration: Registration


class PrintedPages:
    """The printed pages of one stack, as they come."""

    def __init__(self, prints: Prints, expected: Sequence[Expectation] = ()) -> None:
        self._prints = prints
        self._found: dict[str, Expectation | None] = {}
        self._blanks = Blanks()
        self._pages: list[tuple[Expectation, int]] = []
        for each in expected:
            if each.code:
                self._take(each.code.version, each)

    def on_print(self, grey: Grey, ink: Grey) -> tuple[OnPrint | None, KnownPage | None]:
        """The print a scan lies on; where there is none, what its code says all the same."""
        seen = code_on(grey)
        if seen is None:
            return self._like_others(ink), None
        code = seen.code
        print_ = self._print_of(code)
        if print_ is None:
            return None, _named(code, CodeDoubt.BLANK_UNKNOWN)
        found = self._laid(ink, print_, code.number, seen)
        if found is None:
            return None, _named(code, CodeDoubt.CONTRADICTED)
        known = replace(_named(code), way=WAY, holder=print_.known)
        return OnPrint(print_.pages[code.number - 1], known, found), None

    def _print_of(self, code: PageCode) -> Expectation | None:
        if code.version not in self._found:
            self._take(code.version, self._prints(code))
        print_ = self._found[code.version]
        right = print_ is not None and (print_.form, len(print_.pages)) == (code.form, code.of)
        return print_ if right else None

    def _take(self, version: str, print_: Expectation | None) -> None:
        self._found[version] = print_
        for number, page in enumerate(print_.pages if print_ else (), start=1):
            self._blanks.add(page)
            assert print_ is not None
            self._pages.append((print_, number))

    def _laid(
        self, ink: Grey, print_: Expectation, number: int, seen: SeenCode
    ) -> Registration | None:
        """By the features of the print; where these say little, by the marks in its corners."""
        index = self._pages.index((print_, number))
        found = self._blanks.register(ink, only=(index,))
        page = print_.pages[number - 1]
        if found is None or found.score < CLEAR:
            matrix = laid_by_corners(ink, seen, page)
            score = (
                likeness(shrunk(ink), self._blanks.features[index], matrix)
                if matrix is not None
                else 0.0
            )
            if matrix is not None and (found is None or score > found.score):
                found = Registration(index, matrix, score)
        if found is None or found.score < OF_ITS_CODE:
            return None
        return found if _says_all(ink, self._blanks.features[index], found) else None

    def _like_others(self, ink: Grey) -> OnPrint | None:
        """A page without a readable code: the likest page of the prints that were seen before."""
        found = self._blanks.register(ink) if self._pages else None
        if found is None:
            return None
        print_, number = self._pages[found.index]
        assert print_.code is not None
        known = replace(_named(print_.code.at(number), CodeDoubt.UNREAD), way=WAY, code=None)
        return OnPrint(print_.pages[number - 1], replace(known, holder=print_.known), found)


def _says_all(ink: Grey, blank: Shrunk, found: Registration) -> bool:
    return missing_share(shrunk(ink), blank, found.matrix) <= MOST_MISSING


def as_its_code_says(
    found: KnownPage | None, named: KnownPage | None, scan: Scan
) -> tuple[KnownPage | None, list[Notice]]:
    """What a page is that does not lie on the print that its code names.

    `found` is the blank that it lies on instead, `named` what the code says. Where the print is
    not known here, the code still tells the page; where the page shows another print, it is not
    believed.
    """
    if named is None:
        return found, []
    if named.doubt is CodeDoubt.BLANK_UNKNOWN and found is None:
        return named, []
    same = found and (found.form, found.number, found.of) == (named.form, named.number, named.of)
    if found and same and named.doubt is CodeDoubt.BLANK_UNKNOWN:
        return replace(found, code=named.code, doubt=named.doubt), []
    said = f"{named.form} {named.number}/{named.of}"
    return found, [Notice(NoticeCode.CODE_CONTRADICTED, said, scan.place)]


def _named(code: PageCode, doubt: CodeDoubt = CodeDoubt.NONE) -> KnownPage:
    """A page that is known by its code alone."""
    return KnownPage(
        code.form,
        code.version,
        code.number,
        code.of,
        0.0,
        way="text",
        code=code,
        doubt=doubt,
    )
