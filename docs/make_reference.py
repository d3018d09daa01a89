"""Writes what the code itself knows into the documentation: `python docs/make_reference.py`.

It stands between comments in docs/command-line.md (every command and its options) and
docs/forms.md (every flag); what stands around it is written by hand. The JSON Schemas of
submissions and form definitions lie beside them. A test sees to it that all are current.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from pydantic import BaseModel

from docforge.check.listing import FAMILY_NAMES
from docforge.check.reporting.json_report import CheckReport
from docforge.check.rules import FAMILIES, RULES, Rule
from docforge.cli.command import Command, Group
from docforge.documents.letterhead import Letterhead
from docforge.flags import FLAGS, Blocks
from docforge.forms import Definition
from docforge.messages import translate
from docforge.model import Submission

DOCS = Path(__file__).parent


def main() -> None:
    for name in PAGES:
        page = DOCS / name
        page.write_text(current(page), encoding="utf-8", newline="\n")
    for name in SCHEMAS:
        (DOCS / name).write_text(schema(name), encoding="utf-8", newline="\n")


def current(page: Path) -> str:
    """The page's text with its generated part made anew."""
    text = page.read_text("utf-8")
    part = re.compile(r"(<!-- generated[^>]*-->\n).*?(\n<!-- end -->)", re.DOTALL)
    if len(part.findall(text)) != 1:
        raise SystemExit(f"{page.name}: there must be one generated part")
    made = "\n".join(PAGES[page.name]())
    return part.sub(lambda match: f"{match[1]}\n{made}\n{match[2].lstrip()}", text)


def schema(name: str) -> str:
    """A published JSON Schema, as the model that checks the data gives it."""
    content = SCHEMAS[name].model_json_schema(by_alias=True)
    content["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def commands() -> Iterator[str]:
    """A section a command, as its own help tells it, in English."""
    os.environ["DOCFORGE_LANG"] = "en"
    # Commands take their help from the catalogue when they are imported.
    from docforge.cli.front import docforge

    context = click.Context(docforge, info_name="docforge")
    for name in docforge.list_commands(context):
        command = docforge.get_command(context, name)
        assert isinstance(command, Command | Group)
        yield from _section(command, f"docforge {name}")
        if isinstance(command, Group):
            for below in command.list_commands(context):
                inner = command.get_command(context, below)
                assert isinstance(inner, Command | Group)
                yield from _section(inner, f"docforge {name} {below}")


def _section(command: Command | Group, name: str) -> Iterator[str]:
    usage = [name, *filter(None, (_placeholder(each) for each in command.params))]
    if isinstance(command, Group):
        usage.append("COMMAND")
    yield f"## {name}\n"
    yield f"{(command.help or '').rstrip('.')}.\n"
    yield "```\n" + " ".join(usage) + "\n```\n"
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        yield "| option | what it is for |\n| --- | --- |"
        yield from (f"| {_spelling(each)} | {_meaning(each)} |" for each in options)
        yield ""
    yield f"Example:\n\n```\n{command.example}\n```\n"


def _placeholder(parameter: click.Parameter) -> str:
    """How an argument or a required option stands in the usage line."""
    if isinstance(parameter, click.Argument):
        return parameter.metavar or str(parameter.name).upper()
    if parameter.required:
        return f"{parameter.opts[0]} {parameter.metavar}"
    return ""


def _spelling(option: click.Option) -> str:
    value = "" if option.is_flag else option.metavar or ""
    if isinstance(option.type, click.Choice):
        value = "|".join(map(str, option.type.choices))
    written = ", ".join(option.opts) + (f" {value}" if value else "")
    return "`" + written.replace("|", "\\|") + "`"


def _meaning(option: click.Option) -> str:
    said = option.help or ""
    if option.show_default and option.default is not None:
        said += f" Default: `{option.default}`."
    return said + (" Required." if option.required else "")


def flags() -> Iterator[str]:
    """A row a flag: what it says in both languages, its weight, what it holds back."""
    yield "| flag | class | severity | holds back | says | 中文 |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for code, kind in FLAGS.items():
        held = "" if kind.blocks is Blocks.NOTHING else f"the {kind.blocks}"
        says = (_without_names(kind.message), _without_names(_chinese(kind.message)))
        yield f"| `{code}` | {kind.flag_class} | {kind.severity} | {held} | {says[0]} | {says[1]} |"


def _chinese(message: str) -> str:
    os.environ["DOCFORGE_LANG"] = "zh_CN"
    try:
        return translate(message)
    finally:
        os.environ["DOCFORGE_LANG"] = "en"


def _without_names(message: str) -> str:
    return re.sub(r"\{\w+\}", "…", message).replace("|", "\\|")


def rules() -> Iterator[str]:
    """A row a rule of the check, by families."""
    os.environ["DOCFORGE_LANG"] = "en"
    for family in FAMILIES:
        listed = [each for each in RULES.values() if each.family == family]
        if listed:
            yield f"### {FAMILY_NAMES[family]}\n"
            yield from _rule_table(listed)
            yield ""


def _rule_table(listed: list[Rule]) -> Iterator[str]:
    yield "| code | severity | what | 中文 | wrong | right | why, and what to do |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in sorted(listed, key=lambda rule: rule.code):
        mended = " `--fix` does it." if each.mend else ""
        source = f" ({each.source})" if each.source else ""
        cells = (
            *(f"`{each.code}`", each.severity.value, each.title, _chinese(each.title)),
            *(_code(each.bad), _code(each.good), f"{each.why} {each.fix}{mended}{source}"),
        )
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "command-line.md": commands,
    "forms.md": flags,
    "check.md": rules,
}
SCHEMAS: dict[str, type[BaseModel]] = {
    "submission.schema.json": Submission,
    "form.schema.json": Definition,
    "letterhead.schema.json": Letterhead,
    "check.schema.json": CheckReport,
}

if __name__ == "__main__":
    main()
