"""A bureau's letterhead: who issues a notice, and where one appeals against it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic import Field as Schema

from docforge.configuration import read_yaml
from docforge.messages import translate as _

KIND = "letterhead@1"


def _a_government(name: str) -> str:
    # Administrative Reconsideration Law (2023), article 24: of the departments of a local
    # government only that government reviews; a bureau one level up does no longer.
    if not name.endswith("人民政府"):
        said = _("“{name}” must be the people's government of the same level (…人民政府)")
        raise ValueError(said.format(name=name))
    return name


def _a_court(name: str) -> str:
    if not name.endswith("法院"):
        raise ValueError(_("“{name}” must be a court (…人民法院)").format(name=name))
    return name


Authority = Annotated[str, AfterValidator(_a_government)]
Court = Annotated[str, AfterValidator(_a_court)]
Name = Annotated[str, Schema(min_length=1)]
Phone = Annotated[str, Schema(coerce_numbers_to_str=True)]
SealSize = Annotated[float, Schema(ge=30, le=60)]
_DIVISION = re.compile(r"\d{2}|\d{4}|\d{6}")


class District(BaseModel):
    """An office of a district: what it says differently from the bureau above it.

    `match` tells its enterprises: a part of their address, or the code of an administrative
    division (GB/T 2260: 14, 1401, 140121) with which the third to eighth character of their
    credit code begin.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    match: Annotated[tuple[Annotated[str, Schema(coerce_numbers_to_str=True, min_length=2)], ...],
                     Schema(min_length=1)]  # fmt: skip
    name: Name
    short: str | None = None
    address: str | None = None
    phone: Phone | None = None
    contact: str | None = None
    appeal_authority: Authority | None = None
    court: Court | None = None
    seal: Path | None = None
    seal_mm: SealSize | None = None

    def fits(self, addresses: Iterable[str], uscc: str) -> bool:
        """Whether an enterprise at these addresses, of this credit code, is one of its own."""
        listed = list(addresses)
        return any(
            uscc[2:8].startswith(each)
            if _DIVISION.fullmatch(each)
            else any(each in address for address in listed)
            for each in self.match
        )


class Letterhead(BaseModel):
    """What a bureau prints on its notices; see `templates/letterhead-example.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    """Full name, 某某市市场监督管理局."""
    short: str = ""
    """As in document numbers: 晋 in 晋市监责改〔2022〕1号."""
    address: str = ""
    phone: Phone = ""
    contact: str = ""
    appeal_authority: Authority | None = None
    court: Court | None = None
    copies: Annotated[int, Schema(ge=2, le=9)] | None = None
    """How many of a notice are made; one is served, one filed."""
    seal: Path | None = None
    """A picture of the seal on a transparent ground, for `--seal`; beside this file, or a path."""
    seal_mm: SealSize | None = None
    """How wide the seal is on paper; 42 mm without it."""
    districts: tuple[District, ...] = ()
    """The offices that issue notices to their own enterprises; the bureau to all others."""

    def word(self, kind: str) -> str:
        """机关代字 of a kind of document, 晋市监责改 (GB/T 9704-2012, 7.2.5)."""
        return f"{self.short}市监{kind}"

    def offices(self, addresses: Iterable[str], uscc: str) -> list[Letterhead]:
        """Whose enterprise it is: the district's letterhead, the bureau's own where it is of none;
        several where the districts cannot be told apart.

        A district has its own short form, contact and whom to appeal to, or none: those of the
        bureau would be wrong. Only the number of copies is the bureau's.
        """
        listed = list(addresses)
        fitting = [each for each in self.districts if each.fits(listed, uscc)]
        if not fitting:
            return [self]
        return [
            Letterhead(copies=self.copies, **each.model_dump(exclude={"match"}, exclude_none=True))
            for each in fitting
        ]


def load_letterhead(path: Path) -> Letterhead:
    """Raises ConfigurationError, naming file and line. A seal is found from the file's folder."""
    return _at_home(read_yaml(path, Letterhead, KIND), path.parent)


def _at_home(known: Letterhead, folder: Path) -> Letterhead:
    """The same with the pictures of its seals led to from here."""
    districts = [
        each.model_copy(update={"seal": folder / each.seal}) if each.seal else each
        for each in known.districts
    ]
    seal = folder / known.seal if known.seal else None
    return known.model_copy(update={"seal": seal, "districts": tuple(districts)})
