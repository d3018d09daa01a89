"""The models that reading scans needs, each loaded once in a process, when it is first needed.

They come inside packages (docforge's own and rapidocr's wheel); nothing is downloaded.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import onnxruntime as ort

from docforge.errors import ProgramMissing
from docforge.messages import translate as _

_MARKS = Path(__file__).with_name("marks.onnx")
_RECOGNITION = "PP-OCR*_rec_*.onnx"


@lru_cache(maxsize=1)
def marks() -> Any:
    """docforge's own classifier of pen marks (training/marks)."""
    return _session(_MARKS, threads=1)


@lru_cache(maxsize=1)
def recognition() -> Any:
    """rapidocr's model that reads one line of text; its characters stand in its metadata."""
    return _session(_from_wheel(_RECOGNITION), threads=threads())


def threads() -> int:
    """Processor threads for a model: all here, one in each of several worker processes."""
    return 1 if parent_process() is not None else max(1, min(os.cpu_count() or 1, 4))


def _from_wheel(pattern: str) -> Path:
    spec = find_spec("rapidocr")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        for path in sorted(Path(folder, "models").glob(pattern)):
            return path
    raise ProgramMissing(
        _("The models that read handwriting are not installed."),
        remedy=_("Install them: pip install rapidocr"),
    )


def _session(path: Path, threads: int) -> Any:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def detection() -> Any:
    """rapidocr with the model that finds lines of text on a page."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Global.max_side_len": 2000,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads(),
        }
    )
