"""Word files for the check, written as markup: a body, other parts, a contract beside them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import yaml

from docforge.check import Diagnostic, Settings, examine

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
Patch = Callable[[str], str]


def p(*runs: str) -> str:
    """A paragraph of runs; a run that begins with < is markup already."""
    return (
        "<w:p>" + "".join(each if each.startswith("<") else run(each) for each in runs) + "</w:p>"
    )


def run(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    grid = "<w:gridCol w:w='900'/>" * max(map(len, rows))
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"


def picture(identifier: int = 1, words: str = "") -> str:
    """A drawing with this alternative text."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{WP}">'
        f'<wp:docPr id="{identifier}" name="图" descr="{words}"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def field_code(code: str, *, ended: bool = True) -> str:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if ended else ""
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>{end}</w:p>"
    )


def contract(
    properties: Mapping[str, Any], sample: Mapping[str, Any], **more: Any
) -> dict[str, Any]:
    """A contract that requires all its variables, unless `required` says otherwise."""
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    schema |= {key: more.pop(key) for key in ("required",) if key in more}
    return {"docforge": "contract@1", "variables": schema, "sample": dict(sample), **more}


TEXT = {"type": "string"}
ROWS = {
    "type": "array",
    "items": {"type": "object", "properties": {"name": TEXT}, "required": ["name"]},
}


@dataclass(frozen=True)
class Word:
    """A Word file: its body, members that are changed, members that are added."""

    body: str
    contract: Mapping[str, Any] | None = None
    changed: Mapping[str, Patch] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        plain = io.BytesIO()
        docx.Document().save(plain)
        target = io.BytesIO()
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                content = old.read(name).decode("utf-8", "surrogateescape")
                if name == "word/document.xml":
                    content = re.sub("<w:body>", lambda _: f"<w:body>{self.body}", content)
                if name == "docProps/core.xml":
                    content = re.sub("<dc:creator>.*?</dc:creator>", "", content)
                content = self.changed.get(name, _same)(content)
                new.writestr(name, content.encode("utf-8", "surrogateescape"))
            for name, text in self.added.items():
                new.writestr(name, text)
        return target.getvalue()

    def put(self, folder: Path, name: str = "模板.docx") -> Path:
        """Write it, and its contract beside it."""
        path = folder / name
        path.write_bytes(self.content)
        if self.contract is not None:
            text = yaml.safe_dump(dict(self.contract), allow_unicode=True)
            path.with_suffix(".yaml").write_text(text, "utf-8")
        return path

    def examined(self, folder: Path, settings: Settings | None = None) -> list[Diagnostic]:
        return examine(self.put(folder), settings or Settings())


def _same(text: str) -> str:
    return text


def part(name: str, kind: str, content: str, body: str = "", **more: Any) -> Word:
    """A file with a further part of this kind: "endnotes"."""
    declared = f'<Override PartName="/{name}" ContentType="{WORDML}.{kind}+xml"/></Types>'
    return Word(
        body,
        changed={"[Content_Types].xml": lambda text: text.replace("</Types>", declared)},
        added={name: content},
        **more,
    )


def linked(target: str, **more: Any) -> Word:
    """A file with a link to this address."""
    relation = (
        f'<Relationship Id="rLink" Type="{R}/hyperlink" Target="{target}" TargetMode="External"/>'
    )
    return Word(
        f'<w:p xmlns:r="{R}"><w:hyperlink r:id="rLink">{run("网址")}</w:hyperlink></w:p>',
        changed={
            "word/_rels/document.xml.rels": lambda text: text.replace(
                "</Relationships>", f"{relation}</Relationships>"
            )
        },
        **more,
    )


def core(element: str, text: str, body: str = "") -> Word:
    """A file with this property in its core properties: dc:title."""
    return Word(
        body,
        changed={
            "docProps/core.xml": lambda xml: re.sub(
                rf"<{element}>.*?</{element}>|<{element}/>", "", xml
            ).replace("</cp:coreProperties>", f"<{element}>{text}</{element}></cp:coreProperties>")
        },
    )
