"""User-facing text in the user's language, through gettext.

Message ids are English; `docforge/locale/zh_CN` holds the Chinese catalogue. `DOCFORGE_LANG`
decides, then the locale (LC_ALL, LC_MESSAGES, LANG), then the system's language.
"""

from __future__ import annotations

import gettext
import locale
import os
from functools import lru_cache
from pathlib import Path

DOMAIN = "docforge"
_LOCALE = Path(__file__).with_name("locale")


def language() -> str:
    """ "zh_CN" or "en": the language messages are written in."""
    for variable in ("DOCFORGE_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        wanted = os.environ.get(variable, "").strip()
        if wanted:
            return _known(wanted)
    # Windows keeps no LANG; there the system's own setting tells ("Chinese (Simplified)_China").
    return _known(locale.getlocale()[0] or "")


def _known(wanted: str) -> str:
    name = wanted.lower()
    return "zh_CN" if name.startswith(("zh", "chinese")) else "en"


@lru_cache(maxsize=4)
def _catalogue(name: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, _LOCALE, languages=[name], fallback=True)


def translate(message: str) -> str:
    """The message in the user's language; imported as `_` where it is used."""
    return _catalogue(language()).gettext(message) if message else ""


def in_every_language(message: str) -> tuple[str, ...]:
    """The message in all languages that docforge speaks, for what a person may have written."""
    return (message, _catalogue("zh_CN").gettext(message))


def marked(message: str) -> str:
    """Marks a message for the catalogue without translating it yet; imported as `N_`."""
    return message
