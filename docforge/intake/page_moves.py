"""Which pages of a stack belong to which form, once a person has moved some: planned, not read.

A page keeps what it was read as; a person only says which form it is of. What cannot be (two
first pages in one form, a page of another form) is a fault of the row that asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docforge.forms import Catalogue
from docforge.intake.stack_forms import StackForms
from docforge.messages import translate as _
from docforge.model import PageRead, Submission
from docforge.sheets.review_pages import LEAVE_OUT, NEW_FORM

_NUMBER = re.compile(r"第?\s*(\d+)(?:[.、\s:：号份].*)?", re.DOTALL)
_NEW = re.compile(rf"{NEW_FORM}\s*(\d*)")
_LEFT = ""
"""The key of the pages that go into no form."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """What a person wrote beside a page. `target` "" says nothing of where it belongs."""

    sheet: str
    row: int
    submission: str
    page: int
    codes: tuple[str, ...] = ()
    target: str = ""
    confirmed: bool = False

    @property
    def where(self) -> str:
        return _("sheet {sheet}, row {row}").format(sheet=self.sheet, row=self.row)


@dataclass(frozen=True)
class Group:
    """Pages that make one form, to be read anew. `form` is None where their words shall tell.

    `members` come by their page in the source; at most one of each number is no "copy".
    """

    form: str | None
    members: tuple[PageRead, ...]

    @property
    def content(self) -> tuple[PageRead, ...]:
        """The pages that are read: neither copies nor backs."""
        return tuple(member for member in self.members if member.role == "page")


@dataclass(frozen=True)
class Regrouping:
    """What becomes of a source: `gone` are the submissions that `groups` and `left` replace."""

    stack: StackForms
    gone: frozenset[str]
    groups: tuple[Group, ...]
    left: tuple[PageRead, ...]


def planned(
    stack: StackForms, entries: Sequence[PageEntry], catalogue: Catalogue, faults: list[str]
) -> Regrouping | None:
    """What becomes of a stack; None where no page moves. What does not fit goes to `faults`."""
    pages = stack.pages
    before = {number: _at(stack, number) for number in pages}
    moves = _moves(stack, entries, faults)
    if not moves:
        return None
    after = _followed(pages, before, {**before, **{page: key for page, (key, _e) in moves.items()}})
    for number, (key, entry) in moves.items():
        if after[number] != key:
            sentence = _("page {page} is bare and cannot be a form by itself")
            faults.append(f"{entry.where}: " + sentence.format(page=number))
    moved = [number for number, key in after.items() if key != before[number]]
    if not moved:
        return None
    changed = {keys[number] for keys in (before, after) for number in moved}
    asked = {number: entry for number, (_key, entry) in moves.items()}
    groups = []
    for key in dict.fromkeys(after.values()):
        if key in changed and key != _LEFT:
            members = [pages[number][0] for number in after if after[number] == key]
            target = next((each for each in stack.submissions if each.id == key), None)
            groups.append(_Grouping(target, asked, catalogue, faults).group(members))
    left = tuple(
        pages[number][0].model_copy(update={"left_out": True})
        for number, key in after.items()
        if key == _LEFT
    )
    gone = {pages[number][1].id for number in after if before[number] in changed}
    return Regrouping(stack, frozenset(gone), tuple(groups), left if _LEFT in changed else ())


def _moves(
    stack: StackForms, entries: Iterable[PageEntry], faults: list[str]
) -> dict[int, tuple[str, PageEntry]]:
    """Each page that a person gave a place -> the key of that place: an id, a new form, none."""
    numbers = {number: submission for submission, number in stack.numbers.items()}
    found: dict[int, tuple[str, PageEntry]] = {}
    for entry in entries:
        if not entry.target:
            continue
        key = _key(entry.target, numbers)
        if key is None:
            offered = f"1–{len(numbers)}、{NEW_FORM}、{LEAVE_OUT}" if numbers else NEW_FORM
            faults.append(
                f"{entry.where}: "
                + _("“{text}” is no form of {source}; write {offered}").format(
                    text=entry.target, source=stack.name, offered=offered
                )
            )
        elif entry.page in found and found[entry.page][0] != key:
            faults.append(f"{entry.where}: " + _("another row says otherwise of the same page"))
        else:
            found[entry.page] = (key, entry)
    return found


def restated(stack: StackForms, entries: Iterable[PageEntry]) -> set[str]:
    """The ids of forms of whose pages a person gave each the number that its form has."""
    again = {
        page for page, (key, _e) in _moves(stack, entries, []).items() if _at(stack, page) == key
    }
    return {
        each.id
        for each in stack.submissions
        if {page.page for page in each.source.read_as if page.role == "page"} <= again
        and each.form.id is not None
    }


def _at(stack: StackForms, page: int) -> str:
    read, submission = stack.pages[page]
    return _LEFT if read.left_out else submission.id


def _key(text: str, numbers: Mapping[int, str]) -> str | None:
    if text == LEAVE_OUT:
        return _LEFT
    new = _NEW.fullmatch(text)
    if new:
        return f"{NEW_FORM}{new[1] or 1}"
    known = _NUMBER.fullmatch(text)
    return numbers.get(int(known[1])) if known else None


def _followed(
    pages: Mapping[int, tuple[PageRead, Submission]],
    before: Mapping[int, str],
    after: Mapping[int, str],
) -> dict[int, str]:
    """The keys of all pages: what is not named itself goes with the page that it belongs to.

    A second scan goes with the first one, a bare back with the page before it.
    """
    result = dict(after)
    for copy, first in _firsts(pages).items():
        if after[copy] == before[copy]:
            result[copy] = result[first]
    written = [number for number, (page, _form) in pages.items() if page.role != "back"]
    for back in pages.keys() - set(written):
        front = max((number for number in written if number < back), default=None)
        if front is not None and before[front] == before[back] == after[back]:
            result[back] = result[front]
    return _with_fronts(result, written)


def _firsts(pages: Mapping[int, tuple[PageRead, Submission]]) -> dict[int, int]:
    """Each second scan of a sheet -> its first scan."""
    firsts = {
        (form.id, page.number): page.page for page, form in pages.values() if page.role == "page"
    }
    return {
        page.page: firsts[form.id, page.number]
        for page, form in pages.values()
        if page.role == "copy" and (form.id, page.number) in firsts
    }


def _with_fronts(keys: dict[int, str], written: Sequence[int]) -> dict[int, str]:
    """No form is left with nothing but backs: these go with the nearest page."""
    alive = {keys[number] for number in written}
    for number, key in keys.items():
        if key not in alive and written:
            nearest = min(written, key=lambda front: (front > number, abs(front - number)))
            keys[number] = keys[nearest]
    return keys


@dataclass
class _Grouping:
    """Puts the members of one form together. `asked` are the pages that a person moved."""

    target: Submission | None
    asked: Mapping[int, PageEntry]
    catalogue: Catalogue
    faults: list[str]
    _told: set[int] = field(default_factory=set)

    def group(self, members: Sequence[PageRead]) -> Group:
        members = [member.model_copy(update={"left_out": False}) for member in members]
        first = self._first(members)
        form = self.target.form.id if self.target else first.form if first else None
        if first is None:
            return Group(form, tuple(members))
        fitting: dict[int, PageRead] = {}
        strangers: list[PageRead] = []
        result: list[PageRead] = []
        for member in sorted(members, key=lambda each: (each.role == "copy", each.page)):
            if member.role == "back":
                result.append(member)
            elif not member.number:
                strangers.append(member)
            elif (member.form, member.of) != (form, first.of):
                self._refuse([member], self._of_another(member, form))
            elif member.number not in fitting:
                fitting[member.number] = member.model_copy(update={"role": "page"})
            elif member.role == "copy" and member.page not in self.asked:
                result.append(member)
            elif not {member.page, fitting[member.number].page} & set(self.asked):
                result.append(member.model_copy(update={"role": "copy"}))  # as they were before
            else:
                other = fitting[member.number]
                self._refuse([member, other], _twice(member, other))
        result += [*fitting.values(), *self._placed(strangers, fitting, first, form)]
        return Group(form, tuple(sorted(result, key=lambda each: each.page)))

    def _first(self, members: Iterable[PageRead]) -> PageRead | None:
        """The page that says what form this is: one that was there before, else the first."""
        numbered = [member for member in members if member.number]
        return min(numbered, key=lambda each: (each.page in self.asked, each.page), default=None)

    def _placed(
        self,
        strangers: Sequence[PageRead],
        fitting: Mapping[int, PageRead],
        first: PageRead,
        form: str | None,
    ) -> Iterator[PageRead]:
        """Pages that no blank told are the pages which the form lacks, in their order."""
        missing = [number for number in range(1, first.of + 1) if number not in fitting]
        for member in strangers[len(missing) :]:
            self._refuse(
                [member],
                _("page {page} was not recognised, and this form has all its pages").format(
                    page=member.page
                ),
            )
        for member, number in zip(strangers, missing, strict=False):
            yield member.model_copy(update={"form": form, "number": number, "of": first.of})

    def _of_another(self, member: PageRead, form: str | None) -> str:
        def titled(name: str | None) -> str:
            known = self.catalogue.definitions.get(name or "")
            return known.title if known else _("unknown form")

        if member.form == form:
            sentence = _("page {page} is of another print of this form, with {of} pages")
            return sentence.format(page=member.page, of=member.of)
        return _("page {page} is of “{other}”, the form is “{form}”").format(
            page=member.page, other=titled(member.form), form=titled(form)
        )

    def _refuse(self, members: Iterable[PageRead], sentence: str) -> None:
        """A fault of the row that moved one of these pages; each row has one.

        Where no row is left that moved any, those that were meant to are refused already.
        """
        named = [self.asked[each.page] for each in members if each.page in self.asked]
        entry = next(iter(named or self.asked.values()), None)
        if entry is not None and entry.row not in self._told:
            self._told.add(entry.row)
            self.faults.append(f"{entry.where}: {sentence}")


def _twice(member: PageRead, other: PageRead) -> str:
    return _(
        "pages {first} and {second} would both be page {number} of this form; "
        "move the other one too, or leave it out"
    ).format(
        first=min(member.page, other.page),
        second=max(member.page, other.page),
        number=member.number,
    )
