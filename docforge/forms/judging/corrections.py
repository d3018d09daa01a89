"""A person's word against what was read: typed at a path, parsed as the form wants it.

Paths: "fields/licence_no", "answers/2.1/conclusion", "answers/2.1/record", "answers/2.1/remark",
"rows/1/licence_no", "findings/<id>" (an issue summary's own findings).
"""

from __future__ import annotations

from collections.abc import Mapping

from docforge.errors import DocforgeError
from docforge.flags import FlagClass
from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import (
    Definition,
    FieldDefinition,
    FieldType,
    ItemDefinition,
)
from docforge.forms.judging.derive import derive
from docforge.forms.values.typed import Typed, read_value
from docforge.layout import Text
from docforge.messages import translate as _
from docforge.model import (
    Answer,
    By,
    Conclusion,
    Evidence,
    Field,
    Flag,
    Submission,
)

_PRESENCE = {"有": "present", "present": "present", "无": "absent", "absent": "absent"}
_SETTLED = (FlagClass.READING, FlagClass.IDENTITY)
_VALUE_DOUBTS = frozenset(
    {"uscc_invalid", "licence_no_invalid", "phone_invalid", "number_invalid", "placeholder_left"}
)


class InvalidCorrection(DocforgeError):
    """A correction that does not fit the value it is meant for."""

    code = "invalid_correction"


def correct(
    submission: Submission,
    corrections: Mapping[str, str],
    catalogue: Catalogue,
    by: By = By.PERSON,
) -> Submission:
    """The submission with values replaced, their reading doubts settled, findings made anew.

    Raises InvalidCorrection for a path that is not there or a text that does not fit it.
    """
    form = catalogue.definitions.get(submission.form.id or "")
    for path, text in corrections.items():
        submission = _apply(submission, form, path, text.strip(), by)
    return derive(submission, catalogue)


def choices(submission: Submission, path: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What may be chosen at a path, for dropdowns; empty where any text will do."""
    form = catalogue.definitions.get(submission.form.id or "")
    kind, key, part = _parts(path)
    if form is None:
        return ()
    if kind == "answers" and part == "conclusion":
        item = form.item_by_id.get(key)
        return tuple(form.word(item, name) for name in item.offers) if item else ()
    if kind == "fields":
        if _is_presence(form, key):
            return ("有", "无")
        if isinstance(submission.value(key), bool):
            return ("是", "否")
        definition = form.field_by_key.get(key)
        return definition.options if definition else ()
    return ()


def label(path: str, catalogue: Catalogue, submission: Submission) -> str:
    """What a clerk calls the value at a path: "2.1 检查结论", "生产许可证编号"."""
    form = catalogue.definitions.get(submission.form.id or "")
    kind, key, part = _parts(path)
    if form is None or not kind:
        return ""
    if kind == "answers":
        names = {"conclusion": "检查结论", "record": "检查记录", "remark": "备注"}
        printed = next((c.print for c in form.columns if c.role == part), names.get(part, part))
        return f"{key} {printed}"
    if kind == "rows":
        column = next((c for c in form.register_columns if c.key == part), None)
        return f"第{key}行 {column.label if column else part}".strip()
    if kind == "findings":
        return f"问题 {key.rsplit('/', 1)[-1]}"
    return _field_label(form, key, catalogue)


def _field_label(form: Definition, key: str, catalogue: Catalogue) -> str:
    for field in form.fields:
        if key == field.key:
            return field.label
        if key == field.until:
            return f"{field.label}（止）"
        if key == field.signature:
            return field.label
        if key == field.seal:
            return "公章"
    named = {"stopped": "是否停产", "refused_to_sign": "是否拒绝签字"}
    return named.get(key, catalogue.labels.fields.get(key, (key,))[0])


def _apply(
    submission: Submission, form: Definition | None, path: str, text: str, by: By
) -> Submission:
    kind, key, part = _parts(path)
    if kind == "answers" and form is not None:
        return _answer(submission, form, key, part, text, by)
    if kind == "fields":
        typed = _typed_field(form, key, text, submission)
        fields = {**submission.fields, key: _corrected(submission.fields.get(key), typed, by)}
        return submission.model_copy(update={"fields": fields})
    if kind == "rows" and form is not None and key.isdecimal():
        return _row(submission, form, int(key), part, text, by)
    if kind == "findings":
        return _finding(submission, path[len("findings/") :], text)
    raise InvalidCorrection(_("there is no value at “{path}”").format(path=path))


def _parts(path: str) -> tuple[str, str, str]:
    kind, _sep, rest = path.partition("/")
    if kind == "findings":
        return kind, rest, ""
    key, _sep, part = rest.partition("/")
    return kind, key, part


def _is_presence(form: Definition, key: str) -> bool:
    return any(key in (field.signature, field.seal) for field in form.fields)


def _typed_field(form: Definition | None, key: str, text: str, submission: Submission) -> Typed:
    if form is not None and _is_presence(form, key):
        if text not in _PRESENCE:
            raise InvalidCorrection(
                _("“{text}” does not fit here: choose one of {choices}").format(
                    text=text, choices="有、无"
                )
            )
        return Typed(_PRESENCE[text], text)
    kind: FieldType = "text"
    definition: FieldDefinition | None = None
    if form is not None:
        definition = next((f for f in form.fields if key in (f.key, f.until)), None)
    if definition is not None:
        kind = "date" if definition.type == "period" else definition.type
    elif isinstance(submission.value(key), bool):
        kind = "bool"
    return _read(kind, text, definition.options if definition else ())


def _read(kind: FieldType, text: str, options: tuple[str, ...] = ()) -> Typed:
    if not text:
        return Typed(None)
    typed = read_value(kind, (Text(text),), options=options)
    if typed.value is None or any(doubt.code == "number_invalid" for doubt in typed.flags):
        raise InvalidCorrection(_("“{text}” cannot be read as {kind}").format(text=text, kind=kind))
    if options and typed.value not in options:
        raise InvalidCorrection(
            _("“{text}” does not fit here: choose one of {choices}").format(
                text=text, choices="、".join(options)
            )
        )
    return typed


def _corrected(field: Field | None, typed: Typed, by: By) -> Field:
    """The new value; `raw` still keeps what stands on the paper."""
    field = field or Field()
    kept = tuple(
        doubt
        for doubt in field.flags
        if doubt.flag_class not in _SETTLED and doubt.code not in _VALUE_DOUBTS
    )
    doubts = tuple(doubt for doubt in typed.flags if doubt.code in _VALUE_DOUBTS)
    return field.model_copy(
        update={"value": typed.value, "by": by, "confidence": 1.0, "flags": (*kept, *doubts)}
    )


def _answer(
    submission: Submission, form: Definition, item: str, part: str, text: str, by: By
) -> Submission:
    answer = submission.answer(item)
    if answer is None or part not in ("conclusion", "record", "remark"):
        raise InvalidCorrection(
            _("there is no value at “{path}”").format(path=f"answers/{item}/{part}")
        )
    value: Conclusion | str | None = text
    if part == "conclusion":
        value = _conclusion(form, form.item_by_id.get(item), text)
    evidence: Evidence = getattr(answer.evidence, part)
    settled = evidence.model_copy(
        update={"by": by, "confidence": 1.0, "flags": _unsettled(evidence.flags)}
    )
    changed = answer.model_copy(
        update={
            part: value or None,
            "evidence": answer.evidence.model_copy(update={part: settled}),
        }
    )
    return _with_answer(submission, changed)


def _with_answer(submission: Submission, changed: Answer) -> Submission:
    answers = tuple(
        changed if answer.item == changed.item else answer for answer in submission.answers
    )
    return submission.model_copy(update={"answers": answers})


def _unsettled(flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
    return tuple(
        doubt
        for doubt in flags
        if doubt.flag_class not in _SETTLED and doubt.code != "item_missing"
    )


def _conclusion(form: Definition, item: ItemDefinition | None, text: str) -> Conclusion:
    named = (Conclusion.CONFORM, Conclusion.NONCONFORM, Conclusion.NOT_APPLICABLE)
    words = {
        "": Conclusion.UNANSWERED,
        **{(form.word(item, own) if item else form.options.word(own)): own for own in named},
        "未填": Conclusion.UNANSWERED,
    } | {each.value: each for each in Conclusion}
    if text not in words:
        offered = "、".join(word for word in words if not word.isascii())
        raise InvalidCorrection(
            _("“{text}” does not fit here: choose one of {choices}").format(
                text=text, choices=offered
            )
        )
    return words[text]


def _row(
    submission: Submission, form: Definition, number: int, key: str, text: str, by: By
) -> Submission:
    column = next((c for c in form.register_columns if c.key == key), None)
    if column is None or not 1 <= number <= len(submission.rows):
        raise InvalidCorrection(
            _("there is no value at “{path}”").format(path=f"rows/{number}/{key}")
        )
    typed = _read(column.type, text, column.options)
    row = submission.rows[number - 1]
    cells = {**row.cells, key: _corrected(row.cells.get(key), typed, by)}
    rows = list(submission.rows)
    rows[number - 1] = row.model_copy(update={"cells": cells})
    return submission.model_copy(update={"rows": tuple(rows)})


def _finding(submission: Submission, finding_id: str, text: str) -> Submission:
    if all(finding.id != finding_id for finding in submission.findings):
        raise InvalidCorrection(
            _("there is no value at “{path}”").format(path=f"findings/{finding_id}")
        )
    findings = tuple(
        finding.model_copy(update={"description": text, "flags": ()})
        if finding.id == finding_id
        else finding
        for finding in submission.findings
    )
    return submission.model_copy(update={"findings": findings})


__all__ = ["InvalidCorrection", "choices", "correct", "label"]
