"""One item's lines as an Answer: its conclusion, its record, what was added to its remark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rapidfuzz import fuzz

from docforge.forms.definitions.definition import Definition, ItemDefinition
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.kinds.free_text import free_text_choice, free_text_parts
from docforge.forms.kinds.parts import PRINTED, Parts, PartsReader
from docforge.forms.kinds.scored import scored
from docforge.forms.marks.options import Choice, ChoiceReader
from docforge.forms.marks.spans import Flat
from docforge.forms.rows.regions import Region
from docforge.forms.values.wording import likeness, normal, tidy
from docforge.layout import Mark, MarkState, confidence_of, plain
from docforge.model import Answer, AnswerEvidence, Conclusion, Evidence, Flag, flag

_TURNED = {
    Conclusion.CONFORM: Conclusion.NONCONFORM,
    Conclusion.NONCONFORM: Conclusion.CONFORM,
}


class AnswerReader:
    """Reads the answers of one checklist form."""

    def __init__(
        self,
        form: Definition,
        choices: ChoiceReader,
        phrases: Phrases | None = None,
        own_choices: Mapping[str, ChoiceReader] | None = None,
    ) -> None:
        """`own_choices` by item, for those that print other options than the form."""
        self._form = form
        self._phrases = phrases
        self._choices = choices
        self._own_choices = own_choices or {}
        self._gathering = PartsReader(form, choices)

    def read(self, region: Region) -> Answer:
        item = region.match.item
        if self._form.conclusions == "text" and self._phrases is not None:
            parts = free_text_parts(region, self._form)
            choice = free_text_choice(parts, item, self._phrases)
        elif self._form.conclusions == "score":
            parts, choice = scored(region, item)
        elif item.id in self._own_choices:
            return AnswerReader(self._form, self._own_choices[item.id], self._phrases).read(region)
        else:
            parts = self._gathering.read(region)
            choice = self._choice(parts, region.columns.yes_conforms)
        if item.yes_means == "nonconform" and self._form.conclusions == "marks":
            choice = replace(choice, conclusion=_TURNED.get(choice.conclusion, choice.conclusion))
        record, record_evidence = self._shared_record(region, *self._record(parts, choice), choice)
        remark, remark_evidence = self._remark(parts, item)
        flags = (*choice.flags, *self._match_flags(region))
        return Answer(
            item=item.id,
            section=item.section,
            text=item.text,
            conclusion=choice.conclusion,
            record=record,
            remark=remark,
            serious=item.serious,
            evidence=AnswerEvidence(
                conclusion=Evidence(
                    raw=choice.raw,
                    confidence=round(choice.confidence, 3),
                    place=choice.place or region.match.cell.place,
                    alternatives=choice.alternatives,
                    flags=flags,
                ),
                record=record_evidence,
                remark=remark_evidence,
            ),
        )

    def _shared_record(
        self, region: Region, record: str | None, evidence: Evidence, choice: Choice
    ) -> tuple[str | None, Evidence]:
        """A record merged over several items describes the one that does not conform."""
        if record or choice.conclusion is not Conclusion.NONCONFORM:
            return record, evidence
        for cell in region.lines[0].above:
            text = tidy_lines(cell.text)
            if region.columns.role(cell) == "record" and text:
                doubt = flag("ditto", cell.place, raw=text)
                return text, Evidence(raw=cell.raw.strip(), place=cell.place, flags=(doubt,))
        return record, evidence

    def _choice(self, parts: Parts, yes_conforms: bool) -> Choice:
        place = parts.place("conclusion")
        if parts.by_option:
            return self._choices.in_columns(parts.by_option, place)
        choice = self._choices.in_cell(parts.conclusion, place, yes_conforms=yes_conforms)
        written = self._written(parts, choice)
        if written is not None:
            return written
        if parts.shared:
            choice = replace(choice, flags=(*choice.flags, flag("ditto", raw=choice.raw)))
        return choice

    def _written(self, parts: Parts, choice: Choice) -> Choice | None:
        """“符合：…” in the record, where the options carry no mark: read with a doubt."""
        flat = Flat(parts.record)
        word = self._choices.leading_word(flat.text)
        unmarked = choice.conclusion in (Conclusion.UNANSWERED, Conclusion.UNKNOWN)
        if not word or not unmarked or any(isinstance(p, Mark) for p in parts.conclusion):
            return None
        typed = self._choices.in_cell(flat.cut(0, word), parts.place("record"))
        if typed.conclusion in (Conclusion.UNANSWERED, Conclusion.UNKNOWN):
            return None
        doubt = flag("typed_conclusion", raw=typed.raw, conclusion=typed.conclusion)
        parts.record = flat.cut(word, len(flat.text))
        return replace(typed, flags=(doubt,), leftover="")

    def _record(self, parts: Parts, choice: Choice) -> tuple[str | None, Evidence]:
        raw = plain(parts.record, marks=True).strip()
        text = tidy_lines(plain(parts.record))
        flags: list[Flag] = []
        if any(isinstance(p, Mark) and p.state is MarkState.STRUCK for p in parts.record):
            flags.append(flag("struck_text", raw=raw))
        content = parts.record
        if not text and choice.leftover:
            text, raw, content = tidy_lines(choice.leftover), choice.leftover, parts.conclusion
        place = parts.place("record") or parts.place("conclusion")
        sure = round(confidence_of(content), 3)
        return text or None, Evidence(raw=raw, confidence=sure, place=place, flags=tuple(flags))

    def _remark(self, parts: Parts, item: ItemDefinition) -> tuple[str | None, Evidence]:
        raw = plain(parts.remark, marks=True).strip()
        added = without_printed(plain(parts.remark), item.remark)
        sure = round(confidence_of(parts.remark), 3) if added else 1.0
        return added or None, Evidence(raw=raw, confidence=sure, place=parts.place("remark"))

    def _match_flags(self, region: Region) -> tuple[Flag, ...]:
        match = region.match
        place, item = match.cell.place, match.item.id
        flags = []
        if match.cell.hidden:
            flags.append(flag("hidden", place, raw=tidy(match.cell.text)[:40]))
        if match.reworded:
            flags.append(flag("item_reworded", place, item=item, raw=tidy(match.cell.text)[:40]))
        if match.renumbered:
            printed = ".".join(map(str, match.printed))
            flags.append(flag("item_by_text", place, item=item, raw=printed))
        if match.number_lost:
            flags.append(flag("item_number_lost", place, item=item))
        return tuple(flags)


def tidy_lines(text: str) -> str:
    """A record as it was written: numbered lines stay apart, wrapped ones are joined."""
    lines = [line.strip() for line in text.strip().split("\n")]
    joined = ""
    for line in filter(None, lines):
        starts_anew = re.match(r"[(（]?\d{1,2}[)）.．、]|[①-⑳]|[一二三四五六七八九十][、.]", line)
        if joined and (starts_anew or joined[-1] in "。；;"):
            joined += "\n"
        joined += line
    return re.sub(r"[ \t\u3000]+", " ", joined).strip()


def without_printed(text: str, printed: str) -> str:
    """What was written beside a printed remark; "" where only the print stands."""
    text = tidy(text)
    if not text or not printed:
        return text
    longer = len(normal(text)) - len(normal(printed))
    if likeness(text, printed) >= 0.9 and abs(longer) < 2:
        return ""
    aligned = fuzz.partial_ratio_alignment(printed, text)
    if aligned is None or aligned.score < 100 * PRINTED or len(normal(text)) < len(normal(printed)):
        return text
    rest = text[: aligned.dest_start] + " " + text[aligned.dest_end :]
    return rest.strip(" \t\n,，。;；、.()（）")
