"""The public face of the room: a Word template that is compiled once and filled many times."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from docforge.atomic import written_atomically
from docforge.errors import FileNotThere, TemplateError
from docforge.messages import translate as _
from docforge.render.archive import ArchiveWriter, Layout, Member
from docforge.render.compiling import Compiler, Dialect, one_error
from docforge.render.language.variables import variables_of
from docforge.render.package import CONTENT_TYPES, Package
from docforge.render.relations import relations_name, relations_of, relations_written, types_with
from docforge.render.rendering import Rendering, rendering_of
from docforge.render.undefined import Missing


class MissingValueWarning(UserWarning):
    """A value that the data lacked was printed as 【缺：name】."""


class Template:
    """A .docx that holds jinja2 tags: in its body, headers, footers, notes, text boxes,
    alternative texts, links and properties.

    `{{ value }}` prints a value, always escaped, line breaks and tabs kept; `{% if %}` and
    `{% for %}` work within words or around them; `{%p %}`, `{%tr %}` and `{%tc %}` stand alone in
    a paragraph, table row or cell and take its place. The jinja2 sandbox is always on. All of the
    language is told in docs/templates.md.

    `missing="mark"` prints 【缺：name】 with a MissingValueWarning for a value that the context
    lacks, where otherwise it is an error. `filters` are more filters, by name. A compiled
    template may be used from several threads; for other processes it is pickled as its source.

    Raises FileNotThere, and TemplateError naming the template, and in its `faults` every place
    and tag that is wrong.
    """

    def __init__(
        self,
        source: str | os.PathLike[str] | bytes,
        *,
        missing: Missing = "error",
        name: str = "",
        filters: Mapping[str, Callable[..., Any]] | None = None,
        dialect: Dialect | None = None,
    ) -> None:
        self.name = name or ("" if isinstance(source, bytes) else str(source))
        self._content = source if isinstance(source, bytes) else _content(Path(source))
        self._dialect = dialect or Dialect(missing=missing, filters=dict(filters or {}))
        try:
            compiler = Compiler(Package.open(self._content), self._dialect)
            compiler.compile()
            self._take(compiler)
        except TemplateError as error:
            raise error.about(self.name) from error.__cause__

    @classmethod
    def of(cls, compiler: Compiler, content: bytes, name: str = "") -> Template:
        """A template whose parts a compiler has compiled already, for who looked at them first.
        Raises TemplateError where there were faults."""
        made = cls.__new__(cls)
        made.name, made._content, made._dialect = name, content, compiler.dialect
        made._take(compiler)
        return made

    def _take(self, compiler: Compiler) -> None:
        self._package, self._compiled = compiler.package, compiler.compiled()
        self._jinja = compiler.jinja
        filled = {part.name for part in self._compiled.parts}
        changed = self._compiled.changed
        kept = [
            Member.of(name, changed[name]) if name in changed else member
            for name, member in self._package.members.items()
            if name not in filled
        ]
        self._kept = {member.name: member for member in kept}
        self._layout = Layout(kept)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self._content, self.name, self._dialect)

    def variables(self) -> frozenset[str]:
        """What the template asks of the context: names, and paths into them.

        `enterprise.phone` is a key of a mapping, `items[].name` one of each element of a list.
        """
        return self._variables

    @cached_property
    def _variables(self) -> frozenset[str]:
        return variables_of(self._jinja, [part.tree for part in self._compiled.parts])

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The filled document; the same template and context give the same bytes.

        Raises TemplateError with every value that is missing or cannot be printed.
        """
        target = io.BytesIO()
        self._write(target, context)
        return target.getvalue()

    def render_to(self, path: str | os.PathLike[str], context: Mapping[str, Any]) -> Path:
        """Write the filled document whole or not at all, part by part as it is rendered, so that
        a register of any length needs little memory. Raises UnwritableFile as well."""
        return written_atomically(path, lambda target: self._write(target, context))

    def _write(self, target: BinaryIO, context: Mapping[str, Any]) -> None:
        rendering = Rendering(
            strict=self._dialect.missing == "error",
            marks=self._dialect.missing == "mark",
            package=self._package,
            next_id=self._compiled.first_free_id,
        )
        try:
            with rendering_of(rendering):
                writer = ArchiveWriter(target, self._layout)
                for part in self._compiled.parts:
                    writer.stream(part.name, part.filled(context, rendering))
            if rendering.faults:
                raise one_error(rendering.faults)
            if rendering.relations or rendering.media or rendering.changed:
                writer = self._written_anew(target, writer, rendering)
            writer.close()
        except TemplateError as error:
            known = rendering.faults
            whole = error if not known or error.faults != (error,) else one_error([*known, error])
            raise whole.about(self.name) from error.__cause__
        if rendering.missing and self._dialect.missing == "mark":
            told = one_error(rendering.missing).about(self.name)
            warnings.warn(str(told), MissingValueWarning, stacklevel=3)

    def _written_anew(
        self, target: BinaryIO, writer: ArchiveWriter, rendering: Rendering
    ) -> ArchiveWriter:
        """The archive again, with the pictures, links and parts that the rendering added."""
        added = {name: Member.of(name, content) for name, content in rendering.media.items()}
        for part, relations in rendering.relations.items():
            name = relations_name(part)
            kept = self._package.relations(part)
            if name in self._compiled.changed:
                kept = relations_of(self._compiled.changed[name])
            added[name] = Member.of(name, relations_written([*kept, *relations]))
        for name, content in rendering.changed.items():
            added[name] = Member.of(name, content)
        types = rendering.changed.get(CONTENT_TYPES, self._package.content(CONTENT_TYPES))
        added[CONTENT_TYPES] = Member.of(CONTENT_TYPES, types_with(types, rendering.media))
        streamed = writer.streamed(target)
        target.seek(0)
        target.truncate()
        anew = ArchiveWriter(target, Layout((self._kept | added).values()))
        for member in streamed:
            if member.name not in added:
                anew.add(member)
        return anew


def _again(kind: type[Template], content: bytes, name: str, dialect: Dialect) -> Template:
    return kind(content, name=name, dialect=dialect)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileNotThere(
            _("the template cannot be opened: {reason}.").format(reason=error.strerror or error),
            source=str(path),
        ) from error
