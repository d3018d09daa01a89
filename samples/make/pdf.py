"""Printing a Word document to PDF with LibreOffice, as an office would."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path


def printed(document: bytes) -> bytes:
    """The PDF of a .docx. Needs LibreOffice (`soffice`) on the path."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.docx"
        source.write_bytes(document)
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
