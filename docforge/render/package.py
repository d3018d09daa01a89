"""A .docx as the zip it is: which parts may hold tags, and how it is written again."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _

LARGEST_MEMBER = 64 * 2**20
"""Bytes a member may unpack to; a template larger than this is a bomb or a mistake."""

_CONTENT_TYPES = "[Content_Types].xml"
_FILLED_KINDS = ("document.main+xml", "header+xml", "footer+xml")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Package:
    """The members of a .docx in their order, and the names of the parts that may hold tags."""

    members: Mapping[str, bytes]
    filled: tuple[str, ...]

    @classmethod
    def open(cls, content: bytes) -> Package:
        """Raises TemplateError where the bytes are no Word document or break the size limit."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = {
                    info.filename: _unpacked(archive, info)
                    for info in archive.infolist()
                    if not info.is_dir()
                }
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as error:
            # RuntimeError is how zipfile says that a member asks for a password.
            raise TemplateError(
                _("is not a Word document (.docx), or it is damaged."),
                remedy=_("Open it in Word and save it as .docx without a password."),
            ) from error
        return cls(members, _filled_parts(members))

    def packed(self, changed: Mapping[str, bytes]) -> bytes:
        """The .docx with some members replaced; fixed times, so equal input gives equal bytes."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in self.members.items():
                info = zipfile.ZipInfo(name, _FIXED_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 3  # else the bytes would tell Windows from Unix
                info.external_attr = 0o600 << 16
                archive.writestr(info, changed.get(name, content))
        return target.getvalue()


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        content = member.read(LARGEST_MEMBER + 1)
    if len(content) > LARGEST_MEMBER:
        raise TemplateError(_("the part {name} is too large.").format(name=info.filename))
    return content


def _filled_parts(members: Mapping[str, bytes]) -> tuple[str, ...]:
    if _CONTENT_TYPES not in members:
        raise TemplateError(_("is a zip file, but not a Word document."))
    found = []
    for override in parsed(members[_CONTENT_TYPES]).iter("{*}Override"):
        name = override.get("PartName", "").lstrip("/")
        if override.get("ContentType", "").endswith(_FILLED_KINDS) and name in members:
            found.append(name)
    if not found:
        raise TemplateError(
            _("is not a Word document that can be filled."),
            remedy=_("Save it in Word as .docx (not .dotx or .docm)."),
        )
    return tuple(found)


def parsed(content: bytes) -> etree._Element:
    """The XML of a part without entities, comments and processing instructions.

    Raises TemplateError where it is not well-formed or declares a document type, which Word
    never writes and attackers do.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(_("holds damaged XML: {reason}.").format(reason=error.msg)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateError(_("declares an XML document type, which Word never writes."))
    return root


def serialised(root: etree._Element) -> bytes:
    """The XML of a part as Word writes it: UTF-8, declared standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
