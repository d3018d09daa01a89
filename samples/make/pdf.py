"""Printing a Word document to PDF with LibreOffice, as an office would."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

# Free fonts that look like those of a Chinese office; the form itself keeps the usual names.
_FONTS = {
    "宋体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}


def printed(document: bytes) -> bytes:
    """The PDF of a .docx. Needs LibreOffice (`soffice`) and the Noto CJK fonts."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.docx"
        source.write_bytes(with_free_fonts(document))
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return source.with_suffix(".pdf").read_bytes()


def with_free_fonts(document: bytes) -> bytes:
    """The document with free fonts in place of those of an office."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name in ("word/document.xml", "word/styles.xml"):
                for usual, free in _FONTS.items():
                    content = content.replace(f'"{usual}"'.encode(), f'"{free}"'.encode())
            target.writestr(name, content)
    return changed.getvalue()
