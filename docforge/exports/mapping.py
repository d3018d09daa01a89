"""What another system takes: its tables and columns, and where each value comes from.

A mapping is a YAML file in `templates/exports/`; a user's own folder comes first. So a bureau
whose platform asks for other columns changes a file and no code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic import Field as Schema

from docforge import data
from docforge.configuration import line_of, read_yaml
from docforge.errors import ConfigurationError
from docforge.messages import translate as _

KIND = "export@1"
FOLDER = "exports"

Each = Literal["inspection", "uninspected", "finding", "enterprise", "row", "document", "file"]
"""What a line of a table is: an inspection, an enterprise that could not be inspected, a finding,
an enterprise, a row of a returned register; the document that is sent, a file that goes with it."""

Fact = Literal[
    "stopped",
    "not_found",
    "refused",
    "moved",
    "deregistered",
    "problems",
    "no_problems",
    "undecided",
    "doubtful",
    "corrected",
    "ordered",
    "closed",
    "serious",
    "escalated",
    "expired",
]
"""What may hold of a line; docs/exports.md tells each."""


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]
Facts = Annotated[tuple[Fact, ...], BeforeValidator(_several)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Choice(Part):
    """A word of the system's vocabulary ("" says nothing) and the facts that must all hold."""

    when: Facts = ()
    say: str


class Term(Part):
    """A day that is so many working days after another one."""

    from_: str = Schema(alias="from")
    working_days: Annotated[int, Schema(ge=0)]


def _file_format(pattern: str) -> str:
    """Only what a day can be written with, so that a slip of the pen is told when it is read."""
    left = pattern
    for mark in ("%Y", "%m", "%d", "%-m", "%-d"):
        left = left.replace(mark, "")
    if "%" in left:
        raise ValueError("a date is written with %Y, %m, %d, %-m and %-d")
    return pattern


class ExportColumn(Part):
    """A column; exactly one of `from`, `given`, `text`, `choose`, `due` says what fills it."""

    print: str
    from_: Names = Schema(default=(), alias="from")
    """Keys of what the forms say; the first that says anything."""
    given: str = ""
    """A name for what no form says: given with --set or --given, under this name or `print`."""
    text: str = ""
    choose: tuple[Choice, ...] = ()
    """The first choice whose facts all hold."""
    due: Term | None = None
    words: dict[str, str] = {}
    """The system's words for values of ours."""
    date: Annotated[str, AfterValidator(_file_format)] = ""
    """How a day is written ("%Y-%m-%d"); without it, as a day in Excel and ISO 8601 in CSV."""
    otherwise: str = ""
    required: bool = False
    """What is not known prints 【缺：…】 and is listed; else it stays empty."""

    @model_validator(mode="after")
    def _filled_by_one(self) -> Self:
        kinds = [self.from_, self.given, self.text, self.choose, self.due]
        if sum(map(bool, kinds)) != 1:
            raise ValueError("give exactly one of from, given, text, choose, due")
        return self


class ExportSheet(Part):
    """A table. `any_of` are facts of which one must hold, `forms` the ids of returned forms."""

    title: str
    each: Annotated[tuple[Each, ...], BeforeValidator(_several)]
    forms: Names = ()
    any_of: Facts = ()
    columns: Annotated[tuple[ExportColumn, ...], Schema(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if "row" in self.each and not self.forms:
            raise ValueError("`each: row` needs `forms`")
        titles = [column.print for column in self.columns]
        twice = next((title for title in titles if titles.count(title) > 1), None)
        if twice:
            raise ValueError(f"two columns are called {twice}")
        return self


class Mapping(Part):
    """What a system takes."""

    id: Annotated[str, Schema(pattern=r"^[a-z0-9-]+$")]
    title: str
    system: str
    source: str
    proposed: bool = False
    """The system's own template was not seen: columns are docforge's proposal."""
    package: bool = False
    """It can be written as a .zip with the files themselves and a list of them."""
    sheets: Annotated[tuple[ExportSheet, ...], Schema(min_length=1)]
    path: Path | None = None

    @property
    def takes_findings(self) -> bool:
        return any({"document", "file"}.isdisjoint(sheet.each) for sheet in self.sheets)


def mappings(folder: Path | None = None) -> list[Mapping]:
    """All mappings, a user's own in place of a shipped one of the same id.

    Raises ConfigurationError, naming file and line, for one that is wrong.
    """
    found: dict[str, Mapping] = {}
    for path in _files(folder):
        mapping = load_mapping(path)
        found.setdefault(mapping.id, mapping)
    return [found[id_] for id_ in sorted(found)]


def mapping_called(name: str, folder: Path | None = None) -> Mapping:
    """The mapping of this id, or of a file. Raises ConfigurationError, naming those there are."""
    if name.endswith((".yaml", ".yml")):
        return load_mapping(Path(name))
    for path in _files(folder):
        if path.stem == name:
            return load_mapping(path)
    for mapping in mappings(folder):
        if mapping.id == name:
            return mapping
    raise ConfigurationError(
        _("nothing is exported to “{name}”.").format(name=name),
        remedy=_("There are: {names}. `docforge export --list` tells of each.").format(
            names=", ".join(each.id for each in mappings(folder))
        ),
    )


def _files(folder: Path | None) -> Iterator[Path]:
    for place in data.folders("templates", folder):
        yield from sorted((place / FOLDER).glob("*.yaml"))


def load_mapping(path: Path) -> Mapping:
    """A mapping from its file. Raises ConfigurationError with file and line."""
    return read_yaml(path, Mapping, KIND, declared=True).model_copy(update={"path": path})


def check_keys(mapping: Mapping, known: frozenset[str]) -> None:
    """Raises ConfigurationError for a key that no form gives: a slip of the pen."""
    for number, sheet in enumerate(mapping.sheets):
        for place, column in enumerate(sheet.columns):
            wanted = (*column.from_, *([column.due.from_] if column.due else []))
            strange = next((key for key in wanted if key not in known), None)
            if strange is not None:
                where = ("sheets", number, "columns", place)
                line = line_of(mapping.path, where) if mapping.path else 0
                raise ConfigurationError(
                    _("column {column}: no form gives “{key}”.").format(
                        column=column.print, key=strange
                    ),
                    source=str(mapping.path or mapping.id),
                    where=_("line {line}").format(line=line) if line else "",
                    remedy=_("docs/exports.md lists the keys."),
                )
