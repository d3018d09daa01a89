"""The public face of the room: a Word template that is compiled once and filled many times."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from docforge.atomic import write_atomically
from docforge.errors import FileNotThere, TemplateError
from docforge.messages import translate as _
from docforge.render.expressions import Missing
from docforge.render.package import Package
from docforge.render.part import CompiledPart, compile_part


class Template:
    """A .docx whose body, headers and footers hold jinja2 tags.

    `{{ value }}` prints a value, always escaped, line breaks and tabs kept; `{% if %}` and
    `{% for %}` work within words or around them; `{%p %}`, `{%tr %}` and `{%tc %}` stand alone in
    a paragraph, table row or cell and take its place. The jinja2 sandbox is always on.

    `missing="mark"` prints 【缺：name】 for a variable that the context lacks, where otherwise
    it is an error. A compiled template may be used from several threads.

    Raises FileNotThere, and TemplateError naming the template, the place in it and the tag.
    """

    def __init__(
        self, source: str | os.PathLike[str] | bytes, *, missing: Missing = "error", name: str = ""
    ) -> None:
        self.name = name or ("" if isinstance(source, bytes) else str(source))
        content = source if isinstance(source, bytes) else _content(Path(source))
        try:
            self._package = Package.open(content)
            self._parts = {
                part: compiled
                for part in self._package.filled
                if (compiled := compile_part(part, self._package.members[part], missing))
            }
        except TemplateError as error:
            raise error.about(self.name) from error.__cause__

    def variables(self) -> frozenset[str]:
        """The names that the tags of the template ask of the context."""
        return self._variables

    @cached_property
    def _variables(self) -> frozenset[str]:
        return frozenset[str]().union(*(part.variables for part in self._parts.values()))

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The filled document; the same template and context give the same bytes."""
        return self._package.packed(
            {name: self._filled(part, context) for name, part in self._parts.items()}
        )

    def _filled(self, part: CompiledPart, context: Mapping[str, Any]) -> bytes:
        try:
            return part.filled(context)
        except TemplateError as error:
            raise error.about(self.name) from error.__cause__

    def render_to(self, path: str | os.PathLike[str], context: Mapping[str, Any]) -> Path:
        """Write the filled document whole or not at all. Raises UnwritableFile as well."""
        return write_atomically(path, self.render(context))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileNotThere(
            _("the template cannot be opened: {reason}.").format(reason=error.strerror or error),
            source=str(path),
        ) from error
