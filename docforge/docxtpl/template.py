"""`DocxTemplate`: docxtpl's class, filling by docforge's engine."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from jinja2 import Environment, StrictUndefined, UndefinedError
from jinja2 import TemplateError as JinjaTemplateError
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS
from jinja2.tests import TESTS
from lxml import etree

from docforge.docxtpl.replacing import Replacements, checksum
from docforge.docxtpl.values import Subdoc
from docforge.errors import TemplateError
from docforge.render import Dialect, Template

Source = str | os.PathLike[str] | BinaryIO
_STANDARD_EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.ExprStmtExtension")


class DocxTemplate:
    """A template as docxtpl has it: `render(context)`, then `save(path)`.

    Compiled once: rendering again costs what docforge's rendering does, unless the document was
    changed through python-docx in between. What the context lacks prints nothing, unless the
    environment given says otherwise. Values are escaped whatever `autoescape` says.
    """

    def __init__(self, template_file: Source) -> None:
        self.template_file = template_file
        self.is_rendered = False
        self.is_saved = False
        self.allow_missing_pics = False
        self.reset_replacements()
        self._content: bytes | None = None
        self._document: Any = None
        self._rendered: bytes | None = None
        self._compiled: tuple[object, bytes, Template] | None = None

    # The document, through python-docx

    @property
    def docx(self) -> Any:
        """The document as a python-docx Document: the template's, or the filled one."""
        if self._document is None:
            content = self._rendered if self._rendered is not None else self._bytes()
            self._document = docx.Document(io.BytesIO(content))
        return self._document

    def init_docx(self, reload: bool = True) -> None:
        """Load the template anew where it was filled already."""
        if self.is_rendered and reload:
            self._document, self._rendered, self.is_rendered = None, None, False
        assert self.docx is not None

    def get_docx(self) -> Any:
        """The template as a python-docx Document, to be changed before rendering."""
        self.init_docx()
        return self.docx

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.docx, name)

    def xml_to_string(self, xml: etree._Element, encoding: str = "unicode") -> Any:
        """An element's XML."""
        return etree.tostring(xml, encoding=encoding)

    def get_xml(self) -> str:
        """The XML of the document's body."""
        return str(self.xml_to_string(self.docx._element.body))

    def write_xml(self, filename: str | os.PathLike[str]) -> None:
        """Write the XML of the document's body."""
        Path(filename).write_text(self.get_xml(), encoding="utf-8")

    def new_subdoc(self, docpath: Source | None = None) -> Subdoc:
        """A document to be put into this one."""
        return Subdoc(self, docpath)

    def build_url_id(self, url: str) -> str:
        """The identifier of a link to an address, for `RichText.add(..., url_id=...)`."""
        self.init_docx()
        relation: str = self.docx._part.relate_to(
            url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        return relation

    # Filling and saving

    def render(
        self,
        context: dict[str, Any],
        jinja_env: Environment | None = None,
        autoescape: bool = False,  # noqa: ARG002 - docxtpl has it; here all is escaped
    ) -> None:
        """Fill the template. Raises jinja2's TemplateError, with `faults` and `docx_context`."""
        if self.is_rendered:
            self.init_docx()
            self._document = None
        self.is_saved = False
        try:
            self._rendered = self._template(jinja_env).render(context)
        except TemplateError as error:
            raise _as_jinja(error) from error
        self._document = None
        self.is_rendered = True

    def save(self, filename: Source, *_args: Any, **_options: Any) -> None:
        """Write the document; pictures and files are replaced now."""
        if self._document is not None and self.is_rendered:
            content = _saved(self._document)
        else:
            content = self._rendered if self._rendered is not None else self._bytes()
        if self.replacements:
            content = self.replacements.made_in(content, allow_missing=self.allow_missing_pics)
        if isinstance(filename, str | os.PathLike):
            Path(filename).write_bytes(content)
        else:
            filename.write(content)
        self.is_saved = True

    def get_undeclared_template_variables(
        self, jinja_env: Environment | None = None, context: Iterable[str] | None = None
    ) -> set[str]:
        """The names the template asks of the context, less those of `context`."""
        try:
            asked = Template(self._bytes(), dialect=_dialect(jinja_env)).variables()
        except TemplateError as error:
            raise _as_jinja(error) from error
        names = {path.partition("[")[0].partition(".")[0] for path in asked}
        return names - set(context or ())

    def _template(self, jinja_env: Environment | None) -> Template:
        content = _saved(self._document) if self._document is not None else self._bytes()
        if self._compiled and self._compiled[:2] == (jinja_env, content):
            return self._compiled[2]
        template = Template(content, dialect=_dialect(jinja_env), name=self._name())
        self._compiled = (jinja_env, content, template)
        return template

    def _bytes(self) -> bytes:
        if self._content is None:
            source = self.template_file
            if isinstance(source, str | os.PathLike):
                self._content = Path(source).read_bytes()
            else:
                source.seek(0)
                self._content = source.read()
        return self._content

    def _name(self) -> str:
        named = isinstance(self.template_file, str | os.PathLike)
        return os.fspath(self.template_file) if named else ""  # type: ignore[arg-type]

    # Replacing pictures and embedded files

    def reset_replacements(self) -> None:
        """Forget what was to be replaced."""
        self.replacements = Replacements()

    def replace_media(self, src_file: Source, dst_file: Source) -> None:
        """Put another picture in place of one, wherever the template holds it."""
        self.replacements.media[checksum(_read(src_file))] = _read(dst_file)

    def replace_pic(self, embedded_file: str, dst_file: Source) -> None:
        """Put another picture in place of the one with that name, title or description."""
        self.replacements.pictures[embedded_file] = _read(dst_file)

    def replace_embedded(self, src_file: Source, dst_file: Source) -> None:
        """Put another file in place of an embedded one."""
        self.replacements.embedded[checksum(_read(src_file))] = _read(dst_file)

    def replace_zipname(self, zipname: str, dst_file: Source) -> None:
        """Put another file in place of a member of the .docx."""
        self.replacements.members[zipname] = _read(dst_file)


def _dialect(jinja_env: Environment | None) -> Dialect:
    """docxtpl's ways, with what a program has added to jinja2's."""
    if jinja_env is None:
        return Dialect(missing="blank", lenient=True, bells=True, changes_data=True)
    strict = issubclass(jinja_env.undefined, StrictUndefined)
    return Dialect(
        missing="error" if strict else "blank",
        lenient=True,
        bells=True,
        changes_data=True,
        filters=_added(jinja_env.filters, FILTERS),
        global_values=_added(jinja_env.globals, DEFAULT_NAMESPACE),
        tests=_added(jinja_env.tests, TESTS),
        extensions=tuple(n for n in jinja_env.extensions if n not in _STANDARD_EXTENSIONS),
    )


def _added(given: Any, standard: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if standard.get(name) is not value}


def _as_jinja(error: TemplateError) -> JinjaTemplateError:
    """The error as one of jinja2's, which programs written for docxtpl catch."""
    kind = UndefinedError if isinstance(error.__cause__, UndefinedError) else JinjaTemplateError
    made = kind(str(error))
    made.faults = error.faults  # type: ignore[attr-defined]
    made.docx_context = [str(fault) for fault in error.faults]  # type: ignore[attr-defined]
    return made


def _read(source: Source) -> bytes:
    if isinstance(source, str | os.PathLike):
        return Path(source).read_bytes()
    source.seek(0)
    return source.read()


def _saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
