"""The contract's sample: it fits its own schema, fills the template, loses and leaves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docforge.check.data.variables import reads, twin_names, undeclared
from docforge.check.diagnostic import Severity, Spot
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.faults import Fault
from docforge.render.language.tags import shortened
from docforge.render.language.variables import Way

_PLAIN: Mapping[str, type | tuple[type, ...]] = {
    "type": (str, list),
    "description": str,
    "title": str,
    "required": list,
    "properties": dict,
    "items": dict,
    "enum": list,
    "additionalProperties": (bool, dict),
    "format": str,
}
_TYPES = frozenset({"string", "number", "integer", "boolean", "array", "object", "null"})


@rule(
    "D215",
    "data",
    Severity.ERROR,
    N_("The contract cannot be read"),
    why=N_("Without it nobody knows what the template asks for, and the check knows less."),
    bad="variables: [",
    good="variables: {type: object}",
    fix=N_("Correct the .yaml file beside the template."),
)
def unreadable_contract(subject: Subject) -> Iterator[Found]:
    fault = subject.contract_fault
    if fault is not None:
        name = subject.path.with_suffix(".yaml").name
        where = ", ".join(each for each in (name, fault.where) if each)
        yield Found(fault.what, Spot("contract", where=where), remedy=fault.remedy)


@rule(
    "D210",
    "data",
    Severity.ERROR,
    N_("The contract's variables are no JSON Schema"),
    why=N_("Data cannot be checked against it, and the other rules do not know what it means."),
    bad="type: text",
    good="type: string",
    fix=N_("Correct the contract; JSON Schema 2020-12 says what may stand there."),
)
def no_schema(subject: Subject) -> Iterator[Found]:
    if subject.contract is None or _plainly_sound(subject.contract.variables):
        return
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    meta = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    error = best_match(meta.iter_errors(subject.contract.variables))
    if error is not None:
        path = ".".join(map(str, error.absolute_path)) or "variables"
        yield Found(f"{path}: {error.message}", text=path)


def _plainly_sound(schema: Any) -> bool:
    """Whether a schema uses only plain keywords, rightly; the meta-schema takes its time."""
    if not isinstance(schema, dict) or not all(
        key in _PLAIN and isinstance(value, _PLAIN[key]) for key, value in schema.items()
    ):
        return False
    kinds = schema.get("type", "object")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not kinds or any(not isinstance(kind, str) or kind not in _TYPES for kind in kinds):
        return False
    if len(set(kinds)) < len(kinds):
        return False
    extra = schema.get("additionalProperties", True)
    below = [
        *schema.get("properties", {}).values(),
        *([schema["items"]] if "items" in schema else []),
        *([extra] if isinstance(extra, dict) else []),
    ]
    return all(map(_plainly_sound, below)) and all(
        isinstance(each, str) for each in schema.get("required", ())
    )


@rule(
    "D211",
    "data",
    Severity.ERROR,
    N_("The sample does not fit the contract"),
    why=N_("Who reads the sample to learn what to give learns it wrong."),
    bad="sealed: 是",
    good="sealed: true",
    fix=N_("Correct the sample, or what the contract asks for."),
)
def sample_misfits(subject: Subject) -> Iterator[Found]:
    if subject.contract is None or subject.sample is None:
        return
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(subject.contract.variables)
    try:
        for error in validator.iter_errors(subject.sample):
            path = ".".join(map(str, error.absolute_path)) or "sample"
            yield Found(f"{path}: {error.message}", text=path)
    except Exception as error:  # whatever a schema that is wrong brings about: D210 tells more
        reason = " ".join(str(error).split())
        yield Found(_("cannot be read: {reason}").format(reason=reason), text="variables")


@rule(
    "D212",
    "data",
    Severity.ERROR,
    N_("The sample does not fill the template"),
    why=N_("What fails with the example will fail with the first enterprise."),
    bad="{{ issued_on|date }} with issued_on: 近日",
    good="{{ issued_on|date }} with issued_on: 2022-06-10",
    fix=N_("Correct the tag or the sample."),
)
def not_filled(subject: Subject) -> Iterator[Found]:
    told = {(each.spot, each.text) for each in (*undeclared(subject), *twin_names(subject))}
    for fault in subject.filling_faults:
        spot = subject.spot_at(fault.part, fault.line, fault.where)
        if fault.kind != Fault.MISSING_VALUE or (spot, fault.text) not in told:
            yield Found(fault.what, spot, fault.text, remedy=fault.remedy)


_LEFT = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛｛|｝｝|【缺[：:]|\bUndefined\b|\bNone\b|\bNaN\b|\[\]|\{\}"
    r"|\[['\"\d{]|\{['\"]|<[\w.]+ object at |\b(?:True|False)\b"
)


@rule(
    "D213",
    "data",
    Severity.ERROR,
    N_("Something is left over in the filled sample"),
    why=N_("Braces, None, True or a list in brackets would go out in every letter."),
    bad="企业：None",
    good="企业：某某水泥有限公司",
    fix=N_("Find the tag that prints it: give a default, join the list, ask with “if”."),
)
def left_over(subject: Subject) -> Iterator[Found]:
    filled = subject.filled_subject
    if filled is None:
        return
    given = "\n".join(_texts(subject.sample))
    printed = {line.text for line in subject.lines}
    for line in filled.lines:
        if line.text in printed:
            continue
        for match in _LEFT.finditer(line.text):
            if match[0] not in given:
                what = _("the filled sample holds “{text}”.").format(text=match[0])
                yield Found(what, _filled_spot(line.spot), shortened(line.text))
                break


def _filled_spot(spot: Spot) -> Spot:
    said = _("in the filled sample, {where}").format(where=spot.where)
    return Spot(spot.part, spot.place, said)


def _texts(value: Any) -> Iterator[str]:
    """Every text of a context."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


@rule(
    "D214",
    "data",
    Severity.WARNING,
    N_("A value of the sample is lost"),
    why=N_("It was printed nowhere and asked about nowhere: its tag is gone or never reached."),
    bad="{% if false %}{{ phone }}{% endif %}",
    good="{{ phone }}",
    fix=N_("Print the value, or delete it from contract and sample."),
)
def lost(subject: Subject) -> Iterator[Found]:
    filled = subject.filled_subject
    if filled is None or subject.sample is None:
        return
    stories = "\n".join(line.text for line in filled.lines)
    members = filled.package
    everything = _squeezed(stories)
    hidden = ""
    changed = {read.use.path for read in reads(subject) if read.use.way is not Way.PRINT}
    printed = {read.use.path for read in reads(subject) if read.use.way is Way.PRINT}
    for path, value in _scalars(subject.sample):
        if path in changed or path not in printed or not _telling(value):
            continue
        wanted = _squeezed(str(value))
        if wanted in everything:
            continue
        if not hidden:
            names = (*members.stories, *members.properties)
            hidden = _squeezed(
                " ".join(members.content(name).decode("utf-8", "replace") for name in names)
            )
        if wanted not in hidden:
            said = _("“{path}” of the sample, “{value}”, does not appear in the filled document.")
            yield Found(said.format(path=path, value=shortened(str(value))), text=path)


def _telling(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))


def _scalars(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _scalars(each, f"{path}.{name}" if path else str(name))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from _scalars(each, f"{path}[]")
    else:
        yield path, value
