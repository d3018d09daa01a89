"""What the documentation says holds: links lead somewhere, commands run, generated parts fit."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docs.make_reference import DOCS, PAGES, SCHEMAS, current, schema
from tests.cli.command_line import run
from tests.cli.test_help import ALL as COMMANDS

ROOT = Path(__file__).parent.parent
PAGES_TO_READ = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "samples/*.md", "docforge/locale/*.md")
    for path in ROOT.glob(pattern)
)
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
LARGEST_PICTURE = 200_000
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text("utf-8"))


def commands(page: Path) -> list[str]:
    """The lines to copy: those of fenced blocks without a language."""
    blocks = _FENCE.findall(page.read_text("utf-8"))
    return [line for language, block in blocks if not language for line in block.splitlines()]


def links(page: Path) -> Iterator[str]:
    for target in _LINK.findall(prose(page)):
        if "://" not in target:
            yield target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES_TO_READ, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in links(page):
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there), target


def test_both_readmes_have_the_same_shape_and_the_same_commands() -> None:
    def shape(page: Path) -> list[str]:
        return re.findall(r"^(#+|!(?=\[)|\|(?= ))", prose(page), re.MULTILINE)

    assert shape(ENGLISH) == shape(CHINESE)
    assert commands(ENGLISH) == commands(CHINESE)
    assert set(links(ENGLISH)) - {CHINESE.name} == set(links(CHINESE)) - {ENGLISH.name}


@pytest.mark.parametrize("name", PAGES)
def test_the_generated_parts_are_current(name: str) -> None:
    page = ROOT / "docs" / name
    assert page.read_text("utf-8") == current(page), "run python docs/make_reference.py"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schemas_are_current(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == schema(name), "run python docs/make_reference.py"


@pytest.mark.parametrize("path", [path for path in COMMANDS if path], ids=" ".join)
def test_every_command_is_documented(path: tuple[str, ...]) -> None:
    text = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    assert f"## docforge {' '.join(path)}\n" in text


def test_every_room_stands_on_the_plan() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [path for path in (ROOT / "docforge").iterdir() if (path / "__init__.py").is_file()]
    assert [room.name for room in rooms if f"`docforge/{room.name}/`" not in plan] == []


def test_pictures_are_small_and_all_of_them_are_shown() -> None:
    pictures = {path.resolve() for path in (ROOT / "docs" / "images").glob("*.png")}
    shown = {
        (page.parent / target).resolve()
        for page in PAGES_TO_READ
        for target in links(page)
        if target.endswith(".png")
    }
    assert shown == pictures
    assert [path.name for path in pictures if path.stat().st_size >= LARGEST_PICTURE] == []


def desk(folder: Path) -> None:
    """The files that "your first form" asks to be copied."""
    samples = ROOT / "samples"
    for target, numbers in (("回收表格", "02 05 09 20 30 60"), ("登记表回收", "40 41 42")):
        (folder / target).mkdir()
        for number in numbers.split():
            (form,) = (
                path
                for path in samples.glob(f"{number}-*")
                if path.suffix in (".docx", ".xlsx", ".pdf")
            )
            shutil.copy(form, folder / target)
    shutil.copy(samples / "enterprises.xlsx", folder / "企业名单.xlsx")
    shutil.copy(samples / "letterhead.yaml", folder / "抬头.yaml")


CORRECTIONS = {
    "fields/licence_no": "（晋）XK16-205-00048",
    "fields/uscc": "91149903MA0LJ4M51J",
    "fields/phone": "0348-2062543",
    "fields/inspected_on": "2022-08-12",
    "answers/1.1/conclusion": "符合",
    "answers/1.2/record": "营业执照经营范围未包含食品用纸制品。",
    "answers/2.4/conclusion": "不符合",
    "answers/7.1/record": "将生产许可证编号提供给其他企业使用。",
}


def fill_in(review: Path) -> None:
    workbook = load_workbook(review)
    sheet = workbook["复核"]
    titles = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        path = row[titles.index("path")].value
        if isinstance(path, str) and path in CORRECTIONS:
            row[titles.index("更正")].value = CORRECTIONS[path]
    workbook.save(review)


@pytest.mark.parametrize(("page", "language"), [(ENGLISH, "en"), (CHINESE, "zh_CN")])
def test_your_first_form_goes_as_the_readme_says(
    page: Path, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    said = ""
    for line in commands(page):
        step = shlex.split(line)
        if step[0] != "docforge" or step[1] == "demo":
            continue
        if step[1] == "correct":
            fill_in(tmp_path / "复核.xlsx")
        result = run(*step[1:], language=language)
        said += result.output.replace("\\", "/")
        assert result.exit_code == (1 if step[1] in ("parse", "notice") else 0), result.output
    for line in shown(page):
        assert line.partition("…")[0] in said
    assert (tmp_path / "钢铁登记表.docx").is_file()


def shown(page: Path) -> Iterator[str]:
    """The output that a README shows, without that of the demo."""
    _demo, *blocks = (
        block for language, block in _FENCE.findall(page.read_text("utf-8")) if language
    )
    for block in blocks:
        yield from block.splitlines()


@pytest.mark.parametrize(("page", "language"), [(ENGLISH, "en"), (CHINESE, "zh_CN")])
def test_the_demo_says_what_the_readme_shows(page: Path, language: str, tmp_path: Path) -> None:
    folder = tmp_path / "docforge-demo"
    said = run("demo", "-o", folder, language=language).output.replace("\\", "/")
    demo = next(block for name, block in _FENCE.findall(page.read_text("utf-8")) if name)
    told = {
        " ".join(line.split()) for line in said.replace(f"{tmp_path.as_posix()}/", "").splitlines()
    }
    assert {" ".join(line.split()) for line in demo.splitlines()} - told == {"…"}
