"""What free text says: a problem, nothing found, corrected on the spot, production stopped.

The phrases are data (`parsers/phrases.yaml`). At each position the longest phrase wins, so an
exception (不合格品) covers the problem word inside it (不合格). A negation (未发现) denies the
problem words up to the end of its clause, unless what is missing ought to be there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache

from pydantic import BaseModel, ConfigDict

from docforge.model import Conclusion

_SENTENCE_END = re.compile(r"[。；！？;!?\n]|(?<![\d第])[(（]\d{1,2}[)）]|[①-⑳]")
_CLAUSE_END = re.compile(r"[，,]|但是?|然而|[:：]")
_DENIALS = "未无非不没"


class Phrases(BaseModel):
    """The phrase lists, with the questions that are asked of a text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    no_problem: tuple[str, ...]
    negations: tuple[str, ...]
    absences: tuple[str, ...]
    denied: tuple[str, ...]
    resolved: tuple[str, ...]
    things: tuple[str, ...]
    problem: tuple[str, ...]
    praise: tuple[str, ...]
    blank: tuple[str, ...]
    ditto: tuple[str, ...]
    corrected_on_site: tuple[str, ...]
    stopped: tuple[str, ...]
    not_stopped: tuple[str, ...]
    running: tuple[str, ...] = ()
    in_order: tuple[str, ...] = ()
    refused: tuple[str, ...]
    refused_printed: tuple[str, ...]
    conclusions: dict[Conclusion, tuple[str, ...]]

    @cached_property
    def _judging(self) -> re.Pattern[str]:
        return _longest_first(*self.problem, *self.no_problem, *self.negations)

    @cached_property
    def _problems(self) -> frozenset[str]:
        return frozenset(self.problem)

    @cached_property
    def _negations(self) -> frozenset[str]:
        return frozenset(self.negations)

    @cached_property
    def _stopping(self) -> re.Pattern[str]:
        return _longest_first(*self.stopped, *self.not_stopped)

    @cached_property
    def _blank(self) -> frozenset[str]:
        return frozenset(map(_plain, self.blank))

    @cached_property
    def _ditto(self) -> frozenset[str]:
        return frozenset(map(_plain, self.ditto))

    def is_blank(self, text: str | None) -> bool:
        """Nothing said: empty, a dash, 无."""
        plain = _plain(text or "").rstrip("。.；;")
        return not plain or plain in self._blank

    def is_ditto(self, text: str) -> bool:
        """同上, 〃: what stands above is meant."""
        bare = re.sub(r"[\s()（）。.；;，,、]", "", _plain(text))
        # 〃〃: the sign for every word above.
        return bare in self._ditto or (bool(bare) and {*bare} == {bare[0]} and bare[0] in "〃″々")

    def problem_in(self, text: str | None) -> str | None:
        """The first problem word of a text that nothing denies, None if there is none."""
        if not text or self.is_blank(text):
            return None
        for sentence in map(_plain, _SENTENCE_END.split(text)):
            if any(phrase in sentence for phrase in self.resolved):
                continue
            for clause in _CLAUSE_END.split(sentence):
                found = self._problem_in_clause(clause)
                if found:
                    return found
        return None

    def _problem_in_clause(self, clause: str) -> str | None:
        denied: re.Match[str] | None = None
        judged = False
        for match in self._judging.finditer(clause):
            if match[0] in self._negations:
                denied = denied or match
            elif match[0] not in self._problems:
                judged = True
            elif denied is None and not self._denied_directly(clause, match):
                return match[0]
            else:
                judged = True
        if denied and not judged and denied[0] in self.absences:
            rest = clause[denied.end() :]
            thing = next((thing for thing in self.things if thing in rest), None)
            return denied[0] + thing if thing else None
        return None

    def _denied_directly(self, clause: str, match: re.Match[str]) -> bool:
        """未缺项, 无破损: a denial right before a problem word that is none itself."""
        return clause[: match.start()].endswith(tuple(_DENIALS)) and match[0][0] not in _DENIALS

    def praises(self, text: str | None) -> bool:
        """Whether a text only says that things are in order."""
        if not text or self.is_blank(text) or self.problem_in(text):
            return False
        plain = _plain(text)
        if any(word in plain for word in self.praise):
            return True
        return any(self._denies_a_problem(clause) for clause in _CLAUSE_END.split(plain))

    def says_in_order(self, text: str | None) -> bool:
        """Whether every clause of a text is one of the listed exceptions (未使用回收料)."""
        plain = _plain(text or "").rstrip("。.；;")
        return bool(plain) and any(phrase in plain for phrase in self.in_order)

    def says_running(self, text: str | None) -> bool:
        """Whether a text says that production goes on: 正常生产, 未停产."""
        plain = _plain(text or "")
        return any(phrase in plain for phrase in (*self.not_stopped, *self.running))

    def _denies_a_problem(self, clause: str) -> bool:
        """未发现违法行为: a problem word behind a denial. 无洗手液 only says what is lacking."""
        denied = False
        for match in self._judging.finditer(clause):
            if match[0] in self._negations:
                denied = True
                named = any(thing in clause[match.end() :] for thing in self.denied)
                if named:
                    return True
            elif denied and match[0] in self._problems:
                return True
        return False

    def corrected(self, text: str | None) -> str | None:
        """The phrase that says a problem was corrected during the inspection."""
        plain = _plain(text or "")
        return next((phrase for phrase in self.corrected_on_site if phrase in plain), None)

    def stopped_in(self, text: str | None) -> str | None:
        """The phrase that says production has stopped, exceptions left out."""
        for match in self._stopping.finditer(_plain(text or "")):
            if match[0] in self.stopped:
                return match[0]
        return None

    def refused_in(self, text: str) -> bool:
        """Whether a signature was refused; the printed instruction about it does not count."""
        plain = _plain(text)
        for printed in self.refused_printed:
            plain = plain.replace(_plain(printed), "")
        return any(phrase in plain for phrase in self.refused)

    def conclusion_of(self, text: str) -> Conclusion | None:
        """The conclusion that a whole text stands for, by the listed words."""
        plain = _plain(text).rstrip("。.；;")
        for conclusion, words in self.conclusions.items():
            if plain in map(_plain, words):
                return conclusion
        return None


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _longest_first(*phrases: str) -> re.Pattern[str]:
    ordered = sorted({_plain(phrase) for phrase in phrases}, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(re.escape, ordered)))
