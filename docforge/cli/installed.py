"""What this machine has of what docforge can use."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

from docforge import __version__, data, libreoffice
from docforge.errors import DocforgeError
from docforge.intake.printed_blanks import kept_folder
from docforge.messages import language
from docforge.messages import translate as _

_FONTS = {
    "仿宋": (("仿宋", "fangsong", "simfang"), ()),
    "楷体": (("楷体", "kaiti", "simkai"), ("ukai",)),
    "黑体": (("黑体", "simhei"), ("noto sans cjk", "wqy-zenhei", "wenquanyi zen hei")),
    "宋体": (("宋体", "simsun"), ("noto serif cjk", "uming")),
    "小标宋": (("小标宋", "xiaobiaosong", "fzxbs"), ()),
}
"""Each font that documents name: what it is called on a machine, and free ones that are alike."""
_WINDOWS_FONTS = ("C:/Windows/Fonts",)


class Part(NamedTuple):
    """Something docforge uses. `costs` says what does not work without it."""

    name: str
    present: bool
    detail: str = ""
    costs: str = ""


def examined() -> Iterator[Part]:
    """Everything docforge can use, what it needs first."""
    yield Part("docforge", True, f"{__version__}  {language()}")
    yield Part(
        "Python",
        sys.version_info >= (3, 11),
        platform.python_version(),
        _("Python 3.11 or newer is needed."),
    )
    yield from _packages()
    yield from _folders()
    yield _prints()
    yield _office()
    yield from _fonts()


def _packages() -> Iterator[Part]:
    for requirement in requires("docforge") or ():
        if ";" in requirement:  # an extra or another system's
            continue
        match = re.match(r"[\w.-]+", requirement)
        name = match[0] if match else requirement
        try:
            yield Part(name, True, version(name))
        except PackageNotFoundError:
            yield Part(
                name,
                False,
                costs=_("docforge does not run without it: pip install {name}").format(name=name),
            )


def _folders() -> Iterator[Part]:
    for kind in ("parsers", "templates", "samples"):
        try:
            folders = data.folders(kind)
        except DocforgeError as error:
            yield Part(kind, False, costs=str(error))
            continue
        there = [folder for folder in folders if folder.is_dir()]
        yield Part(
            kind,
            bool(there),
            "  ".join(map(str, there)),
            _("This docforge is not whole; install it again."),
        )


def _prints() -> Part:
    """Where forms are kept that docforge printed, and how many."""
    folder = kept_folder()
    count = len(list(folder.glob("*/*.printed-*.pdf")))
    return Part(_("printed forms"), True, f"{folder}  ({count})")


def _office() -> Part:
    name = "LibreOffice"
    found = libreoffice.program()
    costs = _(
        "Old formats (.doc, .wps, .rtf, .odt, .ods) are not read and no PDF is written without it, "
        "empty forms to print among them. "
        "It can be had from libreoffice.org."
    )
    return Part(name, found is not None, str(found or ""), costs)


def _fonts() -> Iterator[Part]:
    known = _font_names()
    for font, (names, alike) in _FONTS.items():
        instead = next((name for name in alike if name in known), "")
        yield Part(
            font,
            any(name in known for name in names),
            _("{font} is alike").format(font=instead) if instead else "",
            _("Documents name this font; where it is missing, another one is shown in its place."),
        )


def _font_names() -> str:
    """All that the system tells of its fonts, in lower case: names from fontconfig, or files."""
    if shutil.which("fc-list"):
        try:
            listing = subprocess.run(
                ["fc-list"],
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=20,
                check=False,
            )
            return listing.stdout.lower()
        except (OSError, subprocess.TimeoutExpired):
            return ""
    folders = [Path(folder) for folder in _WINDOWS_FONTS]
    folders += [Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    if os.environ.get("LOCALAPPDATA"):
        folders.append(Path(os.environ["LOCALAPPDATA"]) / "Microsoft/Windows/Fonts")
    return "\n".join(
        path.name.lower() for folder in folders if folder.is_dir() for path in folder.rglob("*")
    )
