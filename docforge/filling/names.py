"""What each document of a run is called: a pattern with the record's values, safe and unique."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, meta
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docforge.errors import DocforgeError, UsageError
from docforge.messages import translate as _
from docforge.naming import FileNames, safe_name
from docforge.render.filters import FILTERS

ENDING = ".docx"
NUMBER = "record_number"
"""A name that every pattern may use: the record's number, from 1."""

_PARTING = str.maketrans("/\\", "／＼")
_OTHER_ENDING = re.compile(r"\.(docm|dotx|doc|pdf|xlsx?|wps|rtf|odt|txt)$", re.IGNORECASE)


class NameRefused(DocforgeError):
    """A record that gives its document no name."""

    code = "name"


class _Lacking(StrictUndefined):
    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint)
        return _("“{name}” is not among the data.").format(name=self._undefined_name)


def _printed(value: Any) -> str:
    """A value within a name: it never leads into another folder."""
    if isinstance(value, _Lacking):
        return str(value)  # which raises
    return "" if value is None else str(value).translate(_PARTING)


class NamePattern:
    """A file name with jinja2 tags, such as "{{ 县区 }}/{{ 企业名称 }}.docx".

    A "/" that stands in the pattern itself leads into a folder. Raises UsageError for a pattern
    that cannot be right.
    """

    def __init__(self, text: str) -> None:
        jinja = ImmutableSandboxedEnvironment(undefined=_Lacking, finalize=_printed)
        jinja.filters.update(FILTERS)
        try:
            tree = jinja.parse(text)
            self._template = jinja.from_string(text)
        except TemplateSyntaxError as error:
            raise UsageError(
                _("--name “{text}” is not understood: {reason}").format(
                    text=text, reason=error.message or ""
                ),
                remedy=_("Write it like --name {example}.").format(example='"{{ 企业名称 }}.docx"'),
            ) from error
        if _OTHER_ENDING.search(text.strip()):
            raise UsageError(
                _("--name gives Word documents their names: it ends in .docx."),
                remedy=_("--pdf makes a PDF beside each."),
            )
        if text.lstrip().startswith(("/", "\\")) or ".." in PurePosixPath(text).parts:
            raise UsageError(
                _("--name leads out of the folder that -o names."),
                remedy=_("Write it like --name {example}.").format(
                    example='"{{ 县区 }}/{{ 企业名称 }}.docx"'
                ),
            )
        self.variables = frozenset(meta.find_undeclared_variables(tree)) - {NUMBER}
        """The names that the pattern asks of a record."""

    def pieces(self, values: Mapping[str, Any], number: int) -> list[str]:
        """The folders and, last, the name without its ending. Raises NameRefused."""
        try:
            text = self._template.render({NUMBER: number, **values})
        except (UndefinedError, SecurityError, ArithmeticError, ValueError) as error:
            raise NameRefused(_("--name: {reason}").format(reason=error)) from error
        except (TypeError, AttributeError, LookupError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise NameRefused(_("--name: {reason}").format(reason=reason)) from error
        *folders, name = text.split("/")
        name = name.strip()
        if name.lower().endswith(ENDING):
            name = name[: -len(ENDING)]
        if not name.strip(" ."):
            raise NameRefused(_("--name gives no name: the cells it uses are blank."))
        return [*(safe_name(folder) for folder in folders if folder.strip()), name]


class Targets:
    """Gives each document its place below a folder, no place twice, none that is taken.

    `kept` are files that must stay as they are: the template, the table.
    """

    def __init__(self, folder: Path, kept: Sequence[Path]) -> None:
        self._folder = folder
        self._kept = [path.resolve() for path in kept]
        self._given: dict[Path, FileNames] = {}

    def give(self, pieces: Sequence[str]) -> Path:
        """The path for these folders and this name. The same run gives the same paths again."""
        folder = self._folder.joinpath(*pieces[:-1])
        key = Path(str(folder).casefold())
        if key not in self._given:
            self._given[key] = FileNames(
                path.name for path in self._kept if path.parent == folder.resolve()
            )
        return folder / self._given[key].give(pieces[-1], ENDING)
