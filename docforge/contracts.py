"""The contract of a Word template: what it is, what it asks for, what its layout promises."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from docforge.configuration import read_yaml

KIND = "contract@1"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Margins(_Part):
    """In millimetres."""

    top: float
    bottom: float
    left: float
    right: float


class Layout(_Part):
    """What the printed page keeps. `spans`: grid columns that a register's entries take. `pages`:
    how many pages the sample takes at most."""

    page: Literal["A3", "A4"]
    orientation: Literal["portrait", "landscape"]
    margins_mm: Margins
    fonts: dict[str, str]
    line_pt: float | None = None
    pages: int | None = Field(default=None, ge=1)
    promises: tuple[str, ...] = ()
    spans: dict[str, int] = {}


class Allowance(_Part):
    """A finding of `docforge check` that stays: its rule, where it is ("table 2") or which words
    it is about, as part of what the check says, and why. Without `because` it does not count."""

    code: str
    where: str = ""
    text: str = ""
    because: str = ""


_PLAIN = Layout(
    page="A4",
    orientation="portrait",
    margins_mm=Margins(top=37, bottom=35, left=28, right=26),
    fonts={},
)
"""GB/T 9704-2012 5.2.1, for a contract that says nothing of its page."""


class Contract(_Part):
    """`variables` is a JSON Schema of the context, `sample` a context that fills the template,
    `profile` the format of GB/T 9704-2012 that the document keeps to, if any."""

    template: str = ""
    title: str = ""
    source: str = ""
    layout: Layout = _PLAIN
    variables: dict[str, Any]
    sample: dict[str, Any] = {}
    profile: Literal["circular", "letter"] | None = None
    allow: tuple[Allowance, ...] = ()


def load_contract(template: Path) -> Contract:
    """The contract beside a template, name.yaml beside name.docx. Raises ConfigurationError."""
    return read_yaml(template.with_suffix(".yaml"), Contract, KIND)
