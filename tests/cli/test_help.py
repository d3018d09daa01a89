"""Every command has help, with an example, in the user's language."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from docforge.cli.command import Command, Group
from docforge.cli.front import docforge
from docforge.cli.help_text import columns, wrapped
from tests.cli.command_line import run


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    yield path
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def command_at(path: tuple[str, ...]) -> Command | Group:
    command: click.Command | None = docforge
    for name in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), name)
    assert isinstance(command, Command | Group)
    return command


ALL = list(commands(docforge))


def test_the_commands_are_those_that_the_design_names() -> None:
    assert {" ".join(path) for path in ALL} == {
        "", "demo", "parse", "correct", "summary", "notice", "register", "render", "check",
        "forms", "forms list", "forms show", "forms add-blank", "forms new", "forms blank",
        "forms test", "doctor",
    }  # fmt: skip


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    command = command_at(path)
    assert command.help
    assert command.example.startswith(" ".join(("docforge", *path)))
    assert command.example in result.output


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    for parameter in command_at(path).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_the_example_is_a_command_line_that_is_understood(path: tuple[str, ...]) -> None:
    command = command_at(path)
    if isinstance(command, click.Group):
        return
    arguments = command.example.split()[len(path) + 1 :]
    context = command.make_context(path[-1], arguments, resilient_parsing=True)
    assert set(context.params) == {
        parameter.name for parameter in command.params if parameter.name != "help"
    }


def test_the_version_is_told() -> None:
    result = run("--version")
    assert (result.exit_code, result.output) == (0, "docforge, version 0.1.0\n")


def test_help_does_not_wait_for_slow_imports() -> None:
    slow = ("lxml", "openpyxl", "pdfplumber", "pydantic", "rich", "yaml", "rapidfuzz", "jinja2")
    script = (
        "import sys\n"
        "from docforge.cli.front import docforge\n"
        "try:\n    docforge(['--help'])\n"
        f"except SystemExit:\n    sys.exit(str([name for name in {slow!r} if name in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == "[]"


def test_help_and_errors_are_chinese_on_a_chinese_system() -> None:
    environment = {**os.environ, "DOCFORGE_LANG": "zh_CN", "PYTHONIOENCODING": "utf-8"}

    def said(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "docforge", *arguments],
            env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.stdout + done.stderr

    assert "用法" in said("parse", "--help")
    assert "示例" in said("parse", "--help")
    assert "Usage" not in said("parse")
    assert "没有这个选项" in said("parse", "--nothing")


def test_a_chinese_line_is_wrapped_by_the_columns_it_takes() -> None:
    text = "把回收的检查表读成结构化数据，每份表一行 JSON；可以是文件（Word、Excel、PDF）或文件夹。"
    lines = list(wrapped(text, 30))
    assert all(columns(line) <= 32 for line in lines), "closing punctuation may hang over"
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith(("，", "。", "；", "）", "、")) for line in lines)
