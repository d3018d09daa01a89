"""What a project asks of the check: `[tool.docforge.check]` in its pyproject.toml.

[tool.docforge.check]
paths = ["templates"]
ignore = ["P334"]
fail-on = "warning"
per-file-ignores = {"老模板/*.docx" = ["G5"]}
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docforge.check.rules import RULES
from docforge.errors import ConfigurationError
from docforge.messages import translate as _

FILE = "pyproject.toml"


class Project(BaseModel):
    """The table's keys. Paths count from the folder of the pyproject.toml, which is `root`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = Field(default={}, alias="per-file-ignores")
    fail_on: Literal["error", "warning"] | None = Field(default=None, alias="fail-on")
    profile: Literal["circular", "letter"] | None = None
    baseline: str = ""
    paths: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    layout: bool | None = None
    root: Path = Field(default=Path(), exclude=True)

    def ignored_in(self, file: Path) -> frozenset[str]:
        """The codes that are left out in one file."""
        try:
            name = file.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            name = file.as_posix()
        return frozenset(
            code
            for pattern, codes in self.per_file_ignores.items()
            if fnmatch(name, pattern) or fnmatch(file.name, pattern)
            for code in codes
        )


def project_of(folder: Path) -> Project:
    """What the nearest pyproject.toml at or above a folder says; nothing where none does. Raises
    ConfigurationError for what cannot be understood."""
    for each in (folder.absolute(), *folder.absolute().parents):
        path = each / FILE
        if path.is_file():
            table = _table(path)
            return Project() if table is None else _checked(path, table)
    return Project()


def _table(path: Path) -> dict[str, Any] | None:
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        told = _("is not valid TOML: {problem}.").format(problem=error)
        raise ConfigurationError(told, source=str(path)) from error
    table = content.get("tool", {}).get("docforge", {}).get("check")
    return table if table is None or isinstance(table, dict) else {"": table}


def _checked(path: Path, table: dict[str, Any]) -> Project:
    try:
        made = Project.model_validate({**table, "root": path.parent})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        known = [field.alias or key for key, field in Project.model_fields.items()]
        near = get_close_matches(name, known, n=1)
        remedy = _("Did you mean “{name}”?").format(name=near[0]) if near else ""
        raise ConfigurationError(
            f"{name}: {first['msg']}",
            source=str(path),
            where="[tool.docforge.check]",
            remedy=remedy,
        ) from error
    for codes in (made.select, made.ignore, *made.per_file_ignores.values()):
        check_codes(codes, source=str(path))
    return made


def check_codes(codes: tuple[str, ...] | frozenset[str], source: str = "") -> None:
    """Raises ConfigurationError for a code, or beginning of one, that no rule has."""
    for code in codes:
        if not code or not any(known.startswith(code) for known in RULES):
            near = get_close_matches(code, list(RULES), n=1)
            remedy = _("Did you mean “{name}”?").format(name=near[0]) if near else ""
            told = _("there is no rule “{code}”").format(code=code)
            raise ConfigurationError(
                *(told,), source=source, remedy=remedy or _("See docforge check --rules.")
            )
