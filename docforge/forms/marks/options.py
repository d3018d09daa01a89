"""Which option a conclusion cell says: marks and words in, one conclusion out.

The layouts of domain.md section 5: several options in a cell with boxes before or behind the
words, ticks without boxes, circled or struck words, one option typed, boxes lost on the way.
Nothing is guessed: a cell that does not tell is UNKNOWN or UNANSWERED, never 符合.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from docforge.forms.definitions.phrases import Phrases
from docforge.forms.marks.legend import Legend, sign_of
from docforge.forms.marks.option_cell import CIRCLES, OptionCell
from docforge.forms.marks.option_words import PUNCTUATION, Option, OptionWords
from docforge.forms.marks.spans import MARK, flattened
from docforge.layout import (
    Cell,
    Inline,
    Mark,
    MarkShape,
    MarkState,
    Table,
    Text,
    confidence_of,
    plain,
)
from docforge.model import Conclusion, Flag, flag
from docforge.place import Place

_TYPED_TICKS = frozenset({"v", "y", "√", "是", "对", "1", "x", "true"})
RINGS = frozenset("○◯◎⭕")
_TYPED_RINGS = frozenset("〇OoＯ")
_TYPED_BLANKS = frozenset({"false", "0", "否"})


_YES_NO = OptionWords({Conclusion.CONFORM: ["是"], Conclusion.NONCONFORM: ["否"]})


@dataclass(frozen=True)
class Choice:
    """What a cell says. `leftover` is what was written there beside the options."""

    conclusion: Conclusion
    raw: str = ""
    confidence: float = 1.0
    place: Place | None = None
    alternatives: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    leftover: str = ""


class ChoiceReader:
    """Reads conclusion cells of one form."""

    def __init__(
        self, printed: Mapping[Conclusion, str], phrases: Phrases, legend: Legend | None = None
    ) -> None:
        self._legend = legend or {}
        self.words = OptionWords.of({conclusion: [word] for conclusion, word in printed.items()})
        self._other_words = OptionWords.of(
            {
                conclusion: [word for word in words if len(word) >= 2]
                for conclusion, words in phrases.conclusions.items()
            }
        )
        self.synonyms = phrases.conclusions
        self._all_words = OptionWords.of(
            {
                conclusion: [*([printed[conclusion]] if conclusion in printed else []), *words]
                for conclusion, words in phrases.conclusions.items()
            }
        )
        self._printed = dict(printed)
        self._phrases = phrases
        self._told: dict[tuple[object, ...], Choice] = {}

    def in_cell(
        self,
        content: Sequence[Inline | Table],
        place: Place | None,
        *,
        yes_conforms: bool = False,
    ) -> Choice:
        """A cell that holds all options (□符合 □不符合), one typed word, or a lone mark.

        `yes_conforms`: the column asks 是否符合, so that 是 and 否 are options too.
        """
        for part in content:
            grid = self.option_grid(part.by_row()) if isinstance(part, Table) else None
            if grid is not None:
                return self.in_columns(grid, place)
        # A form's cells say but a few things, over and over.
        look = (yes_conforms, *map(_look, content))
        if look not in self._told:
            self._told[look] = self._in_cell(content, yes_conforms)
        return replace(self._told[look], place=place)

    def _in_cell(self, content: Sequence[Inline | Table], yes_conforms: bool) -> Choice:
        raw = plain(content, marks=True).strip()
        cell = OptionCell(content, self.words)
        sign = sign_of(content)
        if not cell.options and sign in self._legend:
            return Choice(self._legend[sign], raw=sign, confidence=cell.confidence)
        if not cell.options and yes_conforms:
            cell = OptionCell(content, _YES_NO)
        if not cell.options:
            cell = OptionCell(content, self._other_words)
        elif cell.strays:
            # A box without a printed word: an office may call an option by another name.
            cell = OptionCell(content, self._all_words)
        choice = self._decide(cell, raw) if cell.options else self._without_words(cell, raw)
        return replace(choice, raw=raw, confidence=cell.confidence)

    def leading_word(self, text: str) -> int:
        """Where an option word that opens a text ends, brackets included; 0 if none opens it."""
        opening = re.match(r"[\s\u3000:：—-]*[(（【\[]?\s*", text)
        start = opening.end() if opening else 0
        for _, begin, end in self.words.finditer(text[start:]):
            closing = re.match(r"\s*[)）】\]，,。；;]|\s|$", text[start + end :])
            closed = start + end + (closing.end() if closing else 0)
            return closed if begin == 0 and (closing or text[closed - 1] in ":：") else 0
        return 0

    def option_grid(
        self, rows: Iterable[Sequence[Cell]]
    ) -> dict[Conclusion, tuple[Inline | Table, ...]] | None:
        """What stands above or below each option, where one row of cells holds but their words."""
        heads: dict[int, Conclusion] = {}
        others: list[Cell] = []
        for row in rows:
            words = {cell.column: self.words.exactly(cell.text) for cell in row if cell.text}
            bare = not any(cell.marks for cell in row)
            if len(words) >= 2 and all(words.values()) and bare and not heads:
                heads = {column: Conclusion(word) for column, word in words.items() if word}
            else:
                others += row
        if not heads or not any(cell.content for cell in others):
            return None
        found: dict[Conclusion, tuple[Inline | Table, ...]] = dict.fromkeys(heads.values(), ())
        for cell in others:
            if cell.column in heads:
                found[heads[cell.column]] += cell.content
        return found

    def is_option(self, text: str) -> bool:
        """Whether a text is the word of one option and nothing else."""
        return self.words.exactly(text) is not None

    def has_options(self, content: Sequence[Inline | Table]) -> bool:
        """Whether at least two different option words stand in a cell."""
        parts = (
            part.text if isinstance(part, Text) else part.word or MARK
            for part in flattened(content)
        )
        return self.words.several("".join(parts))

    def in_columns(
        self, columns: Mapping[Conclusion, Sequence[Inline | Table]], place: Place | None
    ) -> Choice:
        """One column an option (符合 | 不符合 | 不适用) with a mark in one of them."""
        found: dict[str, list[Conclusion]] = {
            kind: [] for kind in ("tick", "cross", "other", "ring", "box", "none")
        }
        raw = []
        for conclusion, content in columns.items():
            seen = plain(content, marks=True).strip()
            raw.append(f"{self._printed.get(conclusion, conclusion)}:{seen}")
            kind = self._column_mark(content, seen)
            found[kind].append(conclusion)
        shown = " ".join(raw)
        others = [kind for kind in ("tick", "cross", "other") if found[kind]]
        if len(found["ring"]) == 1 and not others and len(columns) > 1:
            # One ring alone was put there; rings in several columns are boxes.
            found["tick"] = found["ring"]
        choice = self._from_columns(found, shown, columns)
        sure = min((confidence_of(content) for content in columns.values()), default=1.0)
        return replace(choice, raw=shown, confidence=sure, place=place)

    def _from_columns(
        self,
        found: Mapping[str, list[Conclusion]],
        raw: str,
        columns: Mapping[Conclusion, Sequence[Inline | Table]],
    ) -> Choice:
        ticks, crosses, other = found["tick"], found["cross"], found["other"]
        if len(other) == 1 and not ticks and not crosses:
            sign = plain(columns[other[0]], marks=True).strip()
            if len(sign) == 1 and not sign.isalnum():
                return self._by_convention(other[0], sign)
        if other and not ticks and not crosses:
            words = " ".join(plain(columns[conclusion]).strip() for conclusion in other)
            return _unclear(raw, other, words)
        if len(ticks) == 1:
            return Choice(ticks[0])
        if len(ticks) > 1:
            return Choice(Conclusion.CONFLICT, alternatives=tuple(ticks))
        if crosses and (other or found["ring"]) and not ticks:
            return _unclear(raw, [*other, *found["ring"], *crosses])
        if len(crosses) == 1 and found["box"] and not found["none"]:
            return Choice(crosses[0])  # The others still have the box that it took the place of.
        # A lone cross in the 不符合 or 不适用 column marks it; in the 符合 column it may deny it.
        if len(crosses) == 1 and crosses[0] is not Conclusion.CONFORM:
            return Choice(crosses[0])
        if crosses:
            return _unclear(raw, list(self._printed))
        return Choice(Conclusion.UNANSWERED)

    def _column_mark(self, content: Sequence[Inline | Table], seen: str) -> str:
        marks = [part for part in content if isinstance(part, Mark) and not part.word]
        words = plain(content).strip()
        if any(m.state is MarkState.CHOSEN or m.shape is MarkShape.TICK for m in marks):
            return "tick"
        if any(mark.shape is MarkShape.CROSS for mark in marks):
            return "cross"
        if marks and not words:
            return "ring" if all(mark.glyph in RINGS for mark in marks) else "box"
        if words in _TYPED_RINGS:
            return "ring"
        if not words or self._phrases.is_blank(words) or words.lower() in _TYPED_BLANKS:
            return "none"
        if words.lower() in _TYPED_TICKS or self.words.exactly(words):
            return "tick"
        return "other" if seen else "none"

    def _decide(self, cell: OptionCell, raw: str) -> Choice:
        options = cell.options
        leftover = cell.leftover
        present = {Conclusion(option.name) for option in options}
        chosen = self._chosen(options)
        if any(mark.state is MarkState.CHOSEN for mark in cell.strays):
            return _unclear(raw, sorted(present), leftover)
        replaced = self._crossed_out_boxes(options) if not chosen else set()
        struck = {Conclusion(option.name) for option in options if option.struck}
        corrected = [o for o in options if o.struck and (o.boxed_chosen or o.ticks or o.circled)]
        flags = (flag("struck_text", raw=raw),) if corrected else ()
        if len(chosen) == 1:
            return Choice(next(iter(chosen)), flags=flags, leftover=leftover)
        if len(replaced) == 1:
            return self._by_convention(next(iter(replaced)), "×", leftover)
        if len(chosen) > 1:
            return Choice(
                Conclusion.CONFLICT, alternatives=tuple(sorted(chosen)), leftover=leftover
            )
        if cell.unplaced:
            return _unclear(raw, sorted(present - struck), leftover)
        remaining = present - struck
        if struck and len(remaining) == 1:
            return Choice(next(iter(remaining)), flags=flags, leftover=leftover)
        stressed = {Conclusion(option.name) for option in options if option.stressed}
        if len(stressed) == 1 and len(present) > 1:
            return self._by_convention(next(iter(stressed)), "_", leftover)
        if struck:
            return _unclear(raw, sorted(present), leftover)
        if any(option.boxes for option in options):
            bare = [option for option in options if not option.boxes]
            if len(bare) == 1:
                # Somebody may have written in the option that the form did not print.
                return _unclear(raw, [bare[0].name], leftover)
            return Choice(Conclusion.UNANSWERED, leftover=leftover)
        if any(option.crosses for option in options):
            return _unclear(raw, sorted(present), leftover)
        if len(present) == 1:
            return self._typed(next(iter(present)), raw, leftover)
        doubt = flag("boxes_lost", raw=raw)
        return Choice(
            Conclusion.UNKNOWN,
            alternatives=tuple(sorted(present)),
            flags=(doubt,),
            leftover=leftover,
        )

    def _chosen(self, options: list[Option]) -> set[Conclusion]:
        return {Conclusion(option.name) for option in options if option.chosen}

    def _crossed_out_boxes(self, options: list[Option]) -> set[Conclusion]:
        """With boxes around, a lone cross that took a box's place is that box, crossed."""
        if not any(option.boxes for option in options):
            return set()
        if all(mark.glyph in CIRCLES for option in options for mark in option.boxes):
            # ○符合 ×不符合: a ring that affirms, beside a cross that denies?
            return set()
        return {
            Conclusion(option.name) for option in options if option.crosses and not option.struck
        }

    def _by_convention(self, conclusion: Conclusion, glyph: str, leftover: str = "") -> Choice:
        word = self._printed.get(conclusion, conclusion)
        doubt = flag("lone_mark", glyph=glyph, conclusion=word)
        return Choice(conclusion, flags=(doubt,), leftover=leftover)

    def _typed(self, conclusion: Conclusion, raw: str, leftover: str) -> Choice:
        exact = self.words.exactly(raw) or _YES_NO.exactly(raw)
        if exact is not None:
            return Choice(Conclusion(exact))
        if self._phrases.conclusion_of(raw) is conclusion:
            doubt = flag(
                "typed_conclusion", raw=raw, conclusion=self._printed.get(conclusion, conclusion)
            )
            return Choice(conclusion, flags=(doubt,))
        first = next(iter(self.words.finditer(raw)), None)
        if first and first[1] == 0 and PUNCTUATION.match(raw[first[2] - 1 :].lstrip("合用")):
            return Choice(conclusion, leftover=leftover)
        return _unclear(raw, [conclusion], leftover)

    def _without_words(self, cell: OptionCell, raw: str) -> Choice:
        """A cell without option words: a lone √ or ×, other words, or nothing."""
        words = cell.leftover
        if not words and any(mark.glyph in RINGS for mark in cell.lone):
            return _unclear(raw, list(self._printed))
        shapes = {mark.shape for mark in cell.lone if mark.state is not MarkState.EMPTY}
        if not words and len(shapes) == 1:
            shape = shapes.pop()
            meant = {
                MarkShape.TICK: Conclusion.CONFORM,
                MarkShape.CROSS: Conclusion.NONCONFORM,
                MarkShape.CIRCLE: Conclusion.CONFORM,
            }.get(shape)
            if meant:
                return self._by_convention(meant, raw)
        if shapes:
            return _unclear(raw, list(self._printed), words)
        if not words:
            if raw and self._phrases.is_blank(raw) and not cell.lone:
                return _unclear(raw, [Conclusion.NOT_APPLICABLE])
            return Choice(Conclusion.UNANSWERED)
        if words.lower() in ("v", "y", "n"):
            meant = Conclusion.NONCONFORM if words.lower() == "n" else Conclusion.CONFORM
            return self._by_convention(meant, raw)
        typed = self._phrases.conclusion_of(words)
        if typed:
            word = self._printed.get(typed, typed)
            return Choice(typed, flags=(flag("typed_conclusion", raw=raw, conclusion=word),))
        return _unclear(raw, list(self._printed), words)


def _look(part: Inline | Table) -> object:
    """A part of a cell wherever it stands."""
    if isinstance(part, Text):
        return part.text, part.confidence
    return part.at(None) if isinstance(part, Mark) else part


def _unclear(raw: str, alternatives: Iterable[str], leftover: str = "") -> Choice:
    return Choice(
        Conclusion.UNKNOWN,
        alternatives=tuple(alternatives),
        flags=(flag("unclear_mark", raw=raw),),
        leftover=leftover,
    )
