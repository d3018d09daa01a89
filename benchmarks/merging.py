"""Merging letters for printing: `python -m benchmarks.merging`, beside docxcompose.

The letters are of one template: a header and footer of their own, a numbered list, a table.
docxcompose joins them without sections: no new page, no header of its own, lists that go on.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docxcompose.composer import Composer

from benchmarks.measuring import medians, memory_growth, said
from docforge.render import Template
from docforge.render.merging import merged

FEW, MANY = 250, 1_000
PEERS_LETTERS = 50
"""docxcompose takes longer with each letter it adds; more would only take patience."""


def letters(count: int) -> list[bytes]:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ name }}"
    document.add_heading("通知书", 1)
    document.add_paragraph("{{ name }}：检查发现下列问题，请于30日内改正。")
    for text in ("其一", "其二", "其三"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(6, 3, "Table Grid")
    for row in table.rows:
        for cell in row.cells:
            cell.text = "{{ name }}"
    stream = io.BytesIO()
    document.save(stream)
    template = Template(stream.getvalue())
    return [template.render({"name": f"第{number}公司"}) for number in range(count)]


def composed(contents: list[bytes]) -> bytes:
    """What docxcompose makes of the letters."""
    composer = Composer(docx.Document(io.BytesIO(contents[0])))
    for content in contents[1:]:
        composer.append(docx.Document(io.BytesIO(content)))
    stream = io.BytesIO()
    composer.save(stream)
    return stream.getvalue()


def growing(count: int) -> Callable[[], Callable[[], Any]]:
    def prepare() -> Callable[[], Any]:
        contents = letters(count)
        return lambda: merged(contents)

    return prepare


def main() -> None:
    memory = {"250 letters": memory_growth(growing(FEW)), "docforge": memory_growth(growing(MANY))}
    said(f"memory above {FEW} and {MANY} letters", "MB", memory)
    few = letters(PEERS_LETTERS)
    beside = medians(
        {"docforge": lambda: merged(few), "docxcompose": lambda: composed(few)}, rounds=3
    )
    said(f"merging {PEERS_LETTERS} letters", "s", beside)
    some, many = letters(FEW), letters(MANY)
    ours = medians(
        {"250 letters": lambda: merged(some), "docforge": lambda: merged(many)}, rounds=3
    )
    said(f"merging {FEW} and {MANY} letters", "s", ours)


if __name__ == "__main__":
    main()
