"""What a Word document says and looks like, as lines of text that can be compared."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_TELLING = ("b", "i", "strike", "u", "color", "sz", "rStyle", "vertAlign", "shd")
_CHANGING = ("created", "modified", "revision")


def told(path: Path) -> Iterator[str]:
    """What a document says and looks like, a line for each paragraph, cell and run."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for name in sorted(names):
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
                yield f"[{name}]"
                relations = _relations(archive, name)
                yield from _blocks(etree.fromstring(archive.read(name)), relations)
            elif name == "docProps/core.xml":
                root = etree.fromstring(archive.read(name))
                for each in sorted(root, key=lambda child: str(child.tag)):
                    if each.text and not str(each.tag).endswith(_CHANGING):
                        yield f"{etree.QName(each).localname}={each.text}"
            elif name.startswith("word/embeddings/"):
                size = "" if name.endswith(".docx") else f" {len(archive.read(name))} bytes"
                yield f"[{name}{size}]"


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    name = part.replace("word/", "word/_rels/") + ".rels"
    if name not in archive.namelist():
        return {}
    made = {}
    for each in etree.fromstring(archive.read(name)):
        target = each.get("Target", "")
        if each.get("TargetMode") != "External" and f"word/{target}" in archive.namelist():
            target = f"{len(archive.read(f'word/{target}'))} bytes"
        made[each.get("Id", "")] = target
    return made


def _blocks(element: etree._Element, relations: dict[str, str]) -> Iterator[str]:
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "p":
            yield from _paragraph(child, relations)
        elif name == "tbl":
            yield f"table of {len(child.findall(f'{_W}tblGrid/{_W}gridCol'))} columns"
            yield from _blocks(child, relations)
        elif name == "tc":
            said = [
                f"{each}={found.get(f'{_W}fill') or found.get(f'{_W}val')}"
                for each in ("gridSpan", "vMerge", "shd")
                if (found := child.find(f"{_W}tcPr/{_W}{each}")) is not None
            ]
            yield f"cell {' '.join(said)}"
            if "vMerge=continue" not in said:  # Word shows nothing of these
                yield from _blocks(child, relations)
        elif name in ("body", "tr", "sdt", "sdtContent", "footnote", "endnote"):
            yield from _blocks(child, relations)


def _paragraph(paragraph: etree._Element, relations: dict[str, str]) -> Iterator[str]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    runs: list[tuple[str, str]] = []
    for run in paragraph.iter(f"{_W}r"):
        text, looks = _printed(run, relations), _looks(run, relations)
        if text.isspace() and runs:  # blanks look alike in any font
            looks = runs[-1][0]
        if text and runs and runs[-1][0] == looks:
            runs[-1] = (looks, runs[-1][1] + text)
        elif text:
            runs.append((looks, text))
    named = style.get(f"{_W}val") if style is not None else ""
    yield f"paragraph {named}: " + " | ".join(f"{looks}{text!r}" for looks, text in runs)


def _printed(run: etree._Element, relations: dict[str, str]) -> str:
    made = []
    for child in run.iter():
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "t":
            made.append(child.text or "")
        elif name == "tab" and etree.QName(child.getparent()).localname == "r":
            made.append("\t")
        elif name == "br":
            made.append("\f" if child.get(f"{_W}type") == "page" else "\n")
        elif name == "blip":
            made.append(f"<picture {relations.get(child.get(_EMBED, ''), '?')}>")
        elif name == "extent":
            made.append(f"<{child.get('cx')} x {child.get('cy')}>")
    return "".join(made)


def _looks(run: etree._Element, relations: dict[str, str]) -> str:
    properties = run.find(f"{_W}rPr")
    said = []
    for name in _TELLING:
        found = properties.find(f"{_W}{name}") if properties is not None else None
        if found is not None:
            value = found.get(f"{_W}fill") or found.get(f"{_W}val") or ""
            said.append(f"{name}{value}")
    parent = run.getparent()
    if parent is not None and etree.QName(parent).localname == "hyperlink":
        identifier = next((v for k, v in parent.attrib.items() if str(k).endswith("}id")), "")
        said.append(f"link to {relations.get(str(identifier), '')}")
    return f"[{','.join(said)}]" if said else ""
