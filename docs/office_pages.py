"""Documents as LibreOffice prints them: pages as pictures, with places marked on them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pdfplumber
from PIL import Image, ImageChops

from docforge.place import Box

DPI = 110
MARKER = "#ffe9a8"
_SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
STAND_INS = {
    **dict.fromkeys(("仿宋", "仿宋_GB2312", "FangSong", "宋体", "SimSun"), _SERIF),
    **dict.fromkeys(("方正小标宋简体", "方正小标宋_GBK"), f"{_SERIF}:bold"),
    **dict.fromkeys(("黑体", "SimHei", "MS Gothic"), SANS),
    **dict.fromkeys(("楷体", "楷体_GB2312"), "AR PL UKai CN"),
    "Segoe UI Symbol": "DejaVu Sans",
}


class Page:
    """A printed page: its picture, and where things stand on it, in points from the top left."""

    def __init__(self, pdf: Path, number: int, picture: Path) -> None:
        self.pdf, self.number = pdf, number
        self.picture = Image.open(picture).convert("RGB")

    def lines_with(self, texts: Iterable[str]) -> Iterator[Box]:
        """The lines in which one of these texts begins."""
        beginnings = [text[:4] for text in texts]
        with pdfplumber.open(self.pdf) as document:
            for line in document.pages[self.number - 1].extract_text_lines():
                if any(words in line["text"] for words in beginnings):
                    yield (line["x0"] - 2, line["top"] - 2, line["x1"] + 2, line["bottom"] + 2)

    def mark(self, boxes: Iterable[Box]) -> None:
        """Lays a marker pen over these boxes."""
        for box in boxes:
            words = self.crop(box)
            pen = Image.new("RGB", words.size, MARKER)
            corner = (round(box[0] * DPI / 72), round(box[1] * DPI / 72))
            self.picture.paste(ImageChops.multiply(words, pen), corner)

    def crop(self, box: Box) -> Image.Image:
        left, top, right, bottom = (round(edge * DPI / 72) for edge in box)
        return self.picture.crop((left, top, right, bottom))


class Office:
    """LibreOffice with stand-in fonts, turning documents into pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        fonts = folder / "fonts.conf"
        fonts.write_text(_font_configuration(folder / "fonts"), encoding="utf-8")
        self._environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "LC_ALL": "C.UTF-8"}

    def printed(self, document: Path) -> Path:
        """The document as PDF."""
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        options = [profile, "--headless", "--convert-to", "pdf", "--outdir", str(self.folder)]
        self._run("soffice", *options, str(document))
        return self.folder / f"{document.stem}.pdf"

    def pages(self, document: Path) -> list[Page]:
        pdf = self.printed(document)
        self._run("pdftoppm", "-r", str(DPI), "-png", str(pdf), str(pdf.with_suffix("")))
        pictures = sorted(self.folder.glob(f"{pdf.stem}-*.png"))
        return [Page(pdf, number, picture) for number, picture in enumerate(pictures, start=1)]

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, env=self._environment, capture_output=True)


def _font_configuration(cache: Path) -> str:
    rules = []
    for named, stand_in in STAND_INS.items():
        family, _, weight = stand_in.partition(":")
        edit = (
            f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>'
        )
        if weight:
            edit += f'<edit name="weight" mode="assign"><const>{weight}</const></edit>'
        test = f'<test name="family"><string>{named}</string></test>'
        rules.append(f'<match target="pattern">{test}{edit}</match>')
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<cachedir>{cache}</cachedir>{''.join(rules)}</fontconfig>"
    )
