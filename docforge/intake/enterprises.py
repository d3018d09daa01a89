"""The list of enterprises: who is on it, and which entry a form means.

A checklist holds little more than a name; a notice needs licence, validity, products, address and
contact. The list has them. Which entry is meant is decided by keys alone: the unified social
credit code, then the licence number, then the exact name. A name that is only alike is offered
to a person and never taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from docforge.forms.values.identifiers import LICENCE
from docforge.model import Frozen

_OFFERED = 3
_ALIKE = 75.0
"""Least likeness (0 to 100) at which a name is worth offering."""
_ALIKE_AS_A_WHOLE = 80.0
"""The same with the legal form, for a name whose legal form was misread too (服份有限公司)."""

_NOTHING = frozenset({"", "/", "\\", "无", "-", "--", "n/a", "none", "暂无", "不详"})
_LEGAL_FORM = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)")


class Enterprise(Frozen):
    """An entry of the list. Everything is text as printed; dates are ISO 8601; "" = not given.

    `where` says on which line of the list it stands, for messages.
    """

    enterprise_name: str
    uscc: str = ""
    licence_no: str = ""
    licence_valid_from: str = ""
    licence_valid_until: str = ""
    product_category: str = ""
    certified_products: str = ""
    production_address: str = ""
    business_address: str = ""
    legal_representative: str = ""
    contact: str = ""
    phone: str = ""
    where: str = ""

    def values(self) -> dict[str, str]:
        """Every value that is given, by field key."""
        return {key: value for key in KEYS if (value := getattr(self, key))}


KEYS: tuple[str, ...] = tuple(key for key in Enterprise.model_fields if key != "where")
"""The field keys a list can give, in the order of its published columns."""


class Found(StrEnum):
    """How the search for an entry ended."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"


class Search(NamedTuple):
    """The end of a search. `entries` holds the one entry, or all that fit; `offers` the names
    that are only alike."""

    found: Found
    entries: tuple[Enterprise, ...] = ()
    offers: tuple[str, ...] = ()


class EnterpriseList:
    """All entries with their keys, so that a search among thousands takes no time."""

    def __init__(self, entries: Iterable[Enterprise]) -> None:
        self.entries = tuple(entries)
        self._by_uscc = _index((code_key(entry.uscc), entry) for entry in self.entries)
        self._by_licence = _index((licence_key(entry.licence_no), entry) for entry in self.entries)
        self._by_number = _index((_number(entry.licence_no), entry) for entry in self.entries)
        self._by_name = _index((name_key(entry.enterprise_name), entry) for entry in self.entries)
        self._cores = {name: _core(name) for name in self._by_name}

    def __len__(self) -> int:
        return len(self.entries)

    def search(
        self, *, name: str = "", uscc: str = "", licence_no: str = "", address: str = ""
    ) -> Search:
        """The entry that a form means, by what the form says of it ("" where it says nothing).

        The strongest key decides and the weaker ones narrow it down (an enterprise with two
        licences stands on the list twice). Keys that point to different entries leave it open:
        the answer is then SEVERAL, as it is when nothing narrows it down to one.
        """
        by_key = (
            self._by_uscc.get(code_key(uscc)),
            self._licensed(licence_no),
            self._by_name.get(name_key(name)),
        )
        groups = [group for group in by_key if group]
        if not groups:
            return Search(Found.NONE, offers=self._alike(name))
        narrowed = groups[0]
        for group in groups[1:]:
            common = tuple(entry for entry in narrowed if entry in group)
            if not common:
                return Search(Found.SEVERAL, (*narrowed, *group))
            narrowed = common
        if len(narrowed) > 1 and address:
            here = name_key(address)
            narrowed = (
                tuple(entry for entry in narrowed if name_key(entry.production_address) == here)
                or narrowed
            )
        return Search(Found.ONE if len(narrowed) == 1 else Found.SEVERAL, narrowed)

    def near(self, name: str) -> tuple[str, ...]:
        """Other names of the list that are alike to one of it, the most alike first."""
        own = name_key(name)
        return tuple(each for each in self._alike(name, _OFFERED + 1) if name_key(each) != own)

    def _licensed(self, licence_no: str) -> tuple[Enterprise, ...]:
        """By the whole number; without the province's letter where one side leaves it out."""
        exact = self._by_licence.get(licence_key(licence_no), ())
        if exact:
            return exact
        provinces = {_province(licence_no)}
        return tuple(
            entry
            for entry in self._by_number.get(_number(licence_no), ())
            if "" in provinces | {_province(entry.licence_no)}
        )

    def _alike(self, name: str, most: int = _OFFERED) -> tuple[str, ...]:
        sought = _core(name_key(name))
        if len(sought) < 2:
            return ()
        alike = [
            key
            for _, _, key in process.extract(
                sought, self._cores, scorer=_likeness, score_cutoff=_ALIKE, limit=most
            )
        ] or [
            key
            for key, _, _ in process.extract(
                name_key(name),
                tuple(self._cores),
                scorer=fuzz.ratio,
                score_cutoff=_ALIKE_AS_A_WHOLE,
                limit=most,
            )
        ]
        return tuple(self._by_name[key][0].enterprise_name for key in alike)


def _index(
    keyed: Iterable[tuple[str, Enterprise]],
) -> Mapping[str, tuple[Enterprise, ...]]:
    """Key -> its distinct entries; entries without the key are left out, repeated lines once."""
    groups: dict[str, dict[tuple[str, ...], Enterprise]] = defaultdict(dict)
    for key, entry in keyed:
        if key:
            groups[key].setdefault(tuple(entry.values().values()), entry)
    return {key: tuple(group.values()) for key, group in groups.items()}


@lru_cache(maxsize=20_000)
def name_key(text: str) -> str:
    """A name or address as two typists would both write it: one width, no spaces, ( for 〔【."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    if plain in _NOTHING:
        return ""
    return plain.translate(str.maketrans("〔【[〕】]", "((()))"))


def code_key(text: str) -> str:
    """A unified social credit code without spaces and hyphens, in capitals."""
    return re.sub(r"[\s\-]", "", name_key(text)).upper()


def licence_key(text: str) -> str:
    """A licence number with its province: "（晋）XK08-001-00001" -> "晋XK08-001-00001"."""
    number = _number(text)
    return _province(text) + number if number else ""


def _number(text: str) -> str:
    plain = _narrow(text)
    match = LICENCE.search(plain)
    return re.sub(r"\s", "", match["number"] if match else plain).upper()


def _province(text: str) -> str:
    match = re.search(r"\(?([\u4e00-\u9fff])\)?(?=[A-Z]{2})", _narrow(text).upper())
    return match[1] if match else ""


def _narrow(text: str) -> str:
    return re.sub(r"[—–−‐‑－]+", "-", name_key(text))


def _core(name: str) -> str:
    """A name without its legal form, which would make all names alike."""
    return _LEGAL_FORM.sub("", name) or name


def _likeness(sought: str, listed: str, *, score_cutoff: float | None = None) -> float:
    """How alike two cores are, 0 to 100; a short name that stands whole in a long one counts."""
    if len(sought) >= 3 and len(listed) >= 3 and (sought in listed or listed in sought):
        return 95.0
    return fuzz.ratio(sought, listed, score_cutoff=score_cutoff or 0.0)


def names(entries: Sequence[Enterprise]) -> str:
    """Entries as a message lists them: each distinct name with its licence."""
    shown = dict.fromkeys(
        f"{entry.enterprise_name} {entry.licence_no}".strip() for entry in entries
    )
    return "；".join(list(shown)[:_OFFERED])
