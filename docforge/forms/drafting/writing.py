"""A draft as YAML that a clerk can read and settle: each doubt stands where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from docforge.forms.drafting.plan import Draft, Item, Part, Words
from docforge.forms.drafting.rows import ids_of, merged_sections

SCHEMA_FILE = "form.schema.json"
_SCHEMA = f"# yaml-language-server: $schema={SCHEMA_FILE}"
_NAMES = ("conform", "nonconform", "not_applicable")
_USUAL = {"conform": "符合", "nonconform": "不符合", "not_applicable": "不适用"}
_WIDTH = 100
_SHORT = 16


def written(made: Draft, id_: str) -> str:
    """The whole definition, valid as it stands."""
    lines = [_SCHEMA, *(f"# settle: {doubt}" for doubt in made.doubts)]
    head: dict[str, object] = {"docforge": "form@1", "id": id_, "kind": made.kind}
    head["title"] = made.title
    head["source"] = "本局自有表格"
    if made.landscape:
        head["landscape"] = True
    if made.kind == "checklist" and made.conclusions != "marks":
        head["conclusions"] = made.conclusions
    lines.append(_yaml(head))
    lines += _listed("fields", made.fields)
    if made.kind == "checklist":
        lines += _listed("columns", made.columns)
        if made.words and made.words != {n: w for n, w in _USUAL.items() if n in made.words}:
            lines.append(_yaml({"options": _whole(made.words)}))
        lines += _sections(made)
    else:
        lines.append("bands:\n- columns:")
        for part in made.columns:
            lines += _entry(part, "  ")
    if made.notes:
        lines.append(_yaml({"notes": made.notes}))
    return "\n".join(lines) + "\n"


def _whole(words: Words) -> dict[str, str]:
    return {name: words.get(name, _USUAL[name]) for name in _NAMES}


def _listed(key: str, parts: Sequence[Part]) -> Iterator[str]:
    if parts:
        yield f"{key}:"
    for part in parts:
        yield from _entry(part, "")


def _entry(part: Part, indent: str) -> Iterator[str]:
    if part.doubt:
        yield f"{indent}# settle: {part.doubt}"
    yield _indented(_yaml([part.keys]), indent)


def _sections(made: Draft) -> Iterator[str]:
    sections = merged_sections(made.items)
    ids = ids_of(sections)
    place = 0
    yield "sections:"
    for number, (title, items) in enumerate(sections, start=1):
        yield _yaml([{"number": number, "title": title or made.title}])
        yield "  items:"
        for item in items:
            for doubt in item.doubts:
                yield f"  # settle: {doubt}"
            yield _indented(_yaml([_keys(item, ids[place], made)]), "  ")
            place += 1


def _keys(item: Item, id_: str, made: Draft) -> dict[str, object]:
    own: dict[str, object] = {"id": id_}
    if item.path and ".".join(map(str, item.path)) != id_:
        own["number"] = (
            f"({item.path[-1]})" if len(item.path) == 1 else ".".join(map(str, item.path))
        )
    own["text"] = item.text
    if item.words and list(item.words) != ["conform", "nonconform"]:
        own["offers"] = list(item.words)
    if any(made.words.get(name, _USUAL[name]) != word for name, word in item.words.items()):
        own["options"] = _whole(item.words)
    own |= {role: text for role, text in item.printed.items() if text}
    if item.points is not None and made.conclusions == "score":
        own["points"] = item.points
    if item.grave:
        own["serious"] = True
    if item.yes_is_bad:
        own["yes_means"] = "nonconform"
    return own


class _Dumper(yaml.SafeDumper):
    """Short lists of words in one line: offers: [conform, nonconform]."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
        words = all(isinstance(each, str) and len(each) < _SHORT for each in sequence)
        return super().represent_sequence(tag, sequence, flow_style=words or flow_style)


def _yaml(content: object) -> str:
    text: str = yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH
    )
    return text.rstrip("\n")


def _indented(text: str, indent: str) -> str:
    return "\n".join(indent + line for line in text.split("\n"))
