"""`python -m docforge.docxtpl TEMPLATE DATA.json OUTPUT.docx [-o] [-q]`, as docxtpl has it.

Unlike there, a failure ends with an exit code other than 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from jinja2 import TemplateError as JinjaTemplateError

from docforge.docxtpl.template import DocxTemplate
from docforge.errors import DocforgeError, ExitCode


def main(arguments: list[str] | None = None) -> int:
    """Fill a template from a JSON file."""
    parser = argparse.ArgumentParser(
        prog="python -m docforge.docxtpl", description="Fill a Word template from a JSON file."
    )
    parser.add_argument("template_path")
    parser.add_argument("json_path")
    parser.add_argument("output_filename")
    parser.add_argument("-o", "--overwrite", action="store_true")
    parser.add_argument("-q", "--quiet", action="store_true")
    asked = parser.parse_args(arguments)
    if Path(asked.output_filename).exists() and not asked.overwrite:
        print(f"{asked.output_filename} already exists; -o overwrites it.", file=sys.stderr)
        return ExitCode.USAGE
    try:
        context = json.loads(Path(asked.json_path).read_text(encoding="utf-8-sig"))
        template = DocxTemplate(asked.template_path)
        template.render(context)
        template.save(asked.output_filename)
    except (OSError, ValueError, JinjaTemplateError, DocforgeError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return ExitCode.NOTHING_SUCCEEDED
    if not asked.quiet:
        print(asked.output_filename)
    return ExitCode.OK


if __name__ == "__main__":
    sys.exit(main())
