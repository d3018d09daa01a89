"""Where definitions, templates and samples lie: a user's own folders first, then the shipped.

Order: a folder given by option, the environment variable (`DOCFORGE_PARSERS`,
`DOCFORGE_TEMPLATES`, `DOCFORGE_SAMPLES`), the project folder (`.docforge/parsers` … under the
working directory), what docforge ships.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from docforge.errors import ConfigurationError
from docforge.messages import translate as _

Kind = Literal["parsers", "templates", "samples"]


def shipped(kind: Kind) -> Path:
    """The folder that came with docforge: inside the wheel, or beside an editable checkout."""
    package = Path(__file__).parent
    inside = package / "_data" / kind
    return inside if inside.is_dir() else package.parent / kind


def folders(kind: Kind, option: Path | None = None) -> tuple[Path, ...]:
    """The folders to look in, the first one first. Raises ConfigurationError for a missing one."""
    wanted = [option] if option else []
    variable = f"DOCFORGE_{kind.upper()}"
    if os.environ.get(variable):
        wanted.append(Path(os.environ[variable]))
    for folder in wanted:
        if not folder.is_dir():
            raise ConfigurationError(
                _("this folder does not exist"),
                source=str(folder),
                remedy=_("Check the option or the variable {name}.").format(name=variable),
            )
    project = Path(".docforge") / kind
    if project.is_dir():
        wanted.append(project)
    return (*wanted, shipped(kind))


def find(kind: Kind, name: str, option: Path | None = None) -> Path:
    """The first file of this name ("docx/issue-summary.docx"); ConfigurationError if none."""
    places = folders(kind, option)
    for folder in places:
        if (folder / name).is_file():
            return folder / name
    raise ConfigurationError(
        _("{name} was not found").format(name=name),
        remedy=_("Looked in: {places}.").format(places=", ".join(map(str, places))),
    )
