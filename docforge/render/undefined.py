"""What a template asks for and the data lack: an error, a visible mark, or nothing.

A missing value does not stop the rendering: it is noted with its place, and rendering goes on,
so that everything missing is told at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Literal

from jinja2 import ChainableUndefined

from docforge.messages import translate as _
from docforge.render.language.reasons import reason_of
from docforge.render.rendering import current

Missing = Literal["error", "mark", "blank"]
"""A value the data lack: an error; a visible 【缺：name】 and a warning; or silently nothing,
which is how docxtpl behaves."""


def mark(name: object) -> str:
    """What is printed for a missing value; on a Chinese document, so never translated."""
    return f"【缺：{name}】"


class MissingValue(ChainableUndefined):
    """A value that is not there. Asking whether it `is defined`, or for a default, is no fault."""

    __slots__ = ()

    @property
    def reason(self) -> str:
        """A sentence that says so."""
        if self._undefined_hint:
            return reason_of(str(self._undefined_hint))
        return _("“{name}” is not among the data.").format(name=self._undefined_name)

    @property
    def _undefined_message(self) -> str:
        return self.reason

    def _noted(self) -> None:
        rendering = current()
        if rendering is not None:
            rendering.note_missing(self.reason, _calling_frame_line())

    def __str__(self) -> str:
        # What filters and joining make a text of; the printer asks for the name instead.
        self._noted()
        return self._shown()

    def __repr__(self) -> str:
        self._noted()
        return self._shown()

    def _shown(self) -> str:
        rendering = current()
        return mark(self._undefined_name) if rendering is not None and rendering.marks else ""

    def __bool__(self) -> bool:
        self._noted()
        return False

    def __iter__(self) -> Iterator[Any]:
        self._noted()
        return iter(())

    def __len__(self) -> int:
        self._noted()
        return 0

    def __contains__(self, _wanted: object) -> bool:
        self._noted()
        return False

    def __eq__(self, other: object) -> bool:
        self._noted()
        return isinstance(other, MissingValue)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = ChainableUndefined.__hash__


def _calling_frame_line() -> int:
    """The line of compiled template code that is running, 0 where none is."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith(SOURCE_NAME):
            return frame.f_lineno
        if frame.f_back is None:
            break
        frame = frame.f_back
    return 0


SOURCE_NAME = "<docforge template"
"""Begins the file name of compiled templates, by which their frames are told from others."""
