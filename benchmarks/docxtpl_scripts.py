"""docxtpl's own test scripts, run with docforge by changing one import, and what differs.

    python -m benchmarks.docxtpl_scripts FOLDER

FOLDER is the `tests` folder of a docxtpl source distribution (python-docx-template, LGPL; not
part of docforge). Each script runs twice in a copy of it, once as it is and once with
`docforge.docxtpl` in place of `docxtpl`; then the documents both wrote are compared: their
paragraphs with style and text, runs with their looks, tables with their grid and merged cells,
pictures, links, headers, footers, notes and properties. Pictures that a distribution left out
are made up.
"""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.telling import told

_PICTURE_NAME = re.compile(r"templates/(\w+\.(?:png|jpg))")
_NOT_SCRIPTS = {"__init__.py", "runtests.py"}


def main() -> int:
    """Run all scripts both ways and print what became of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    scripts = sorted(path.name for path in folder.glob("*.py") if path.name not in _NOT_SCRIPTS)
    alike = 0
    with tempfile.TemporaryDirectory() as work:
        theirs, ours = Path(work, "docxtpl"), Path(work, "docforge")
        for copy in (theirs, ours):
            shutil.copytree(folder, copy)
            (copy / "output").mkdir(exist_ok=True)
            _make_up_pictures(copy)
        for path in ours.glob("*.py"):
            text = path.read_text(encoding="utf-8")
            text = re.sub(r"^from docxtpl import", "from docforge.docxtpl import", text, flags=re.M)
            path.write_text(text.replace("-m docxtpl", "-m docforge.docxtpl"), encoding="utf-8")
        for script in scripts:
            differences = list(_compared(script, theirs, ours))
            alike += not differences
            print(f"{'alike ' if not differences else 'DIFFER'}  {script}")
            for line in differences[:12]:
                print(f"        {line}")
    print(f"\n{alike} of {len(scripts)} scripts wrote the same documents")
    return 0 if alike == len(scripts) else 1


def _make_up_pictures(folder: Path) -> None:
    """Small PNG files under the names that scripts ask for and the distribution lacks."""
    for script in folder.glob("*.py"):
        for name in _PICTURE_NAME.findall(script.read_text(encoding="utf-8")):
            target = folder / "templates" / name
            if target.exists():
                continue
            held = _held_picture(folder, name)
            target.write_bytes(held or _png(sum(map(ord, name)) % 200))


def _held_picture(folder: Path, name: str) -> bytes | None:
    """The picture that a template's header holds, where a script replaces that very one."""
    if name != "dummy_pic_for_header.png":
        return None
    with zipfile.ZipFile(folder / "templates" / "header_footer_image_tpl.docx") as archive:
        media = [each for each in archive.namelist() if each.startswith("word/media/")]
        return archive.read(media[0]) if media else None


def _png(shade: int) -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    rows = b"".join(b"\0" + bytes([shade, 90, 30]) * 40 for _row in range(20))
    header = struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _compared(script: str, theirs: Path, ours: Path) -> Iterator[str]:
    before = {path.name for path in (theirs / "output").iterdir()}
    for folder in (theirs, ours):
        run = subprocess.run(
            [sys.executable, script], cwd=folder, capture_output=True, text=True, check=False
        )
        if run.returncode:
            yield f"{folder.name} ended with {run.returncode}: {run.stderr.strip()[-300:]}"
    names = sorted({path.name for path in (theirs / "output").iterdir()} - before)
    for name in names:
        if not (ours / "output" / name).exists():
            yield f"{name}: docforge wrote none"
            continue
        a, b = (list(told(folder / "output" / name)) for folder in (theirs, ours))
        yield from (
            f"{name}: {line}"
            for line in difflib.unified_diff(a, b, "docxtpl", "docforge", "", "", 0, "")
            if not line.startswith(("---", "+++", "@@"))
        )


if __name__ == "__main__":
    sys.exit(main())
