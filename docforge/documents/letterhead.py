"""A bureau's letterhead: who issues a notice, and where one appeals against it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic import Field as Schema

from docforge.configuration import read_yaml

KIND = "letterhead@1"


def _a_government(name: str) -> str:
    # Administrative Reconsideration Law (2023), article 24: of the departments of a local
    # government only that government reviews; a bureau one level up does no longer.
    if not name.endswith("人民政府"):
        raise ValueError(f"“{name}” must be the people's government of the same level (…人民政府)")
    return name


def _a_court(name: str) -> str:
    if not name.endswith("法院"):
        raise ValueError(f"“{name}” must be a court (…人民法院)")
    return name


class Letterhead(BaseModel):
    """What a bureau prints on its notices; see `templates/letterhead-example.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Schema(min_length=1)]
    """Full name, 某某市市场监督管理局."""
    short: str = ""
    """As in document numbers: 晋 in 晋市监责改〔2022〕1号."""
    address: str = ""
    phone: Annotated[str, Schema(coerce_numbers_to_str=True)] = ""
    contact: str = ""
    appeal_authority: Annotated[str, AfterValidator(_a_government)] | None = None
    court: Annotated[str, AfterValidator(_a_court)] | None = None
    copies: Annotated[int, Schema(ge=2, le=9)] | None = None
    """How many of a notice are made; one is served, one filed."""

    def word(self, kind: str) -> str:
        """机关代字 of a kind of document, 晋市监责改 (GB/T 9704-2012, 7.2.5)."""
        return f"{self.short}市监{kind}"


def load_letterhead(path: Path) -> Letterhead:
    """Raises ConfigurationError, naming file and line."""
    return read_yaml(path, Letterhead, KIND)
