"""Running the command line inside a test, and files that no reader can read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner, Result

from docforge import data
from docforge.cli.front import docforge
from tests.readers.compound_file import compound

SAMPLES = data.shipped("samples")
ORDERLY, CONTRADICTORY = SAMPLES / "01-all-in-order.docx", SAMPLES / "05-contradictory.docx"
MANY_PROBLEMS = SAMPLES / "03-many-problems.docx"
NO_FORM = SAMPLES / "60-fire-safety.docx"
EXCEL_FORM = SAMPLES / "20-typed-boxes.xlsx"
PDF_FORM = SAMPLES / "30-typed-boxes.pdf"
REGISTERS = (SAMPLES / "40-steel-register.docx", SAMPLES / "42-steel-register.pdf")
LIST = SAMPLES / "enterprises-gbk.csv"


def run(*arguments: str | Path, input_: bytes | None = None, language: str = "en") -> Result:
    """A command with these arguments; never ends in a traceback."""
    result = CliRunner(env={"DOCFORGE_LANG": language}).invoke(
        docforge, [str(argument) for argument in arguments], input=input_, catch_exceptions=False
    )
    assert "Traceback" not in result.output
    return result


BAD_FILES: dict[str, bytes] = {
    "empty.docx": b"",
    "truncated.docx": ORDERLY.read_bytes()[:4000],
    "truncated.pdf": PDF_FORM.read_bytes()[:700],
    "encrypted.xlsx": compound({"EncryptedPackage": b"x"}),
    "text.docx": "企业名称：甲公司\n".encode(),
    "page.xls": b"<html><table><tr><td>1</td></tr></table></html>",
    "picture.pdf": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
    "zeros.docx": b"\0" * 512,
}


def put(folder: Path, files: Iterable[str]) -> list[Path]:
    """Writes some of the bad files."""
    paths = []
    for name in files:
        path = folder / name
        path.write_bytes(BAD_FILES[name])
        paths.append(path)
    return paths
