"""What steel makers report: the rows of the steel register (attachment 3), and its two bands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samples.make.particulars import chinese
from samples.make.people import enterprise
from samples.make.printed import definition

FORM = "shanxi-2022/steel-register"
NUMBERS = (
    "output_total",
    "output_rebar",
    "output_bearing_steel",
    "blast_furnaces",
    "converters",
    "electric_furnaces",
    "rolling_lines",
    "bar_lines",
    "wire_lines",
)
# What a cell says where nothing is to be said.
_NOTHING = "/"


@dataclass(frozen=True)
class Column:
    """A column of a band: its key, its header, and the header it stands under ("" = none)."""

    key: str
    title: str
    group: str = ""


@dataclass(frozen=True)
class Plant:
    """One enterprise's entry as written; `truth` is what it means, key by key."""

    name: str
    written: Mapping[str, str]
    truth: Mapping[str, object] = field(default_factory=dict)


def bands() -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """The columns of the upper and of the lower band, as printed."""
    upper, lower = (
        tuple(
            Column(column["key"], column["print"], column.get("group", ""))
            for column in band["columns"]
        )
        for band in definition("steel-register")["bands"]
    )
    return upper, lower


def _plant(name: str, **written: str) -> Plant:
    firm = enterprise(name)
    stopped = written.pop("stopped", "")
    values = {
        "enterprise_name": firm.name,
        "production_address": firm.production_address,
        "licence_no": firm.licence_no,
        "licence_valid_until": chinese(firm.valid_until),
        "stopped_on": stopped or _NOTHING,
        "inspection_provincial": "1次、合格",
        "disposition": "无",
        "illegal_capacity": "无",
        "shaped": _NOTHING,
        "cold_rolled": _NOTHING,
        "obsolete_equipment": "否",
        "unlicensed_production": "否",
        "conditions_kept": "是",
        **written,
    }
    truth: dict[str, object] = {
        key: float(value) if key in NUMBERS else value
        for key, value in values.items()
        if value != _NOTHING
    }
    truth["licence_valid_until"] = firm.valid_until.isoformat()
    if stopped:
        truth["stopped_on"] = "2022-04-20"
    return Plant(name, values, truth)


HENGYUE = _plant(
    "云州恒岳特钢有限公司",
    output_total="128.6",
    output_rebar="96.4",
    output_bearing_steel="0",
    status="正常生产",
    inspection_national="2次、合格",
    bar="热轧带肋钢筋",
    wire="热轧盘条",
    plate=_NOTHING,
    strip="热轧窄带钢",
    pipe=_NOTHING,
    billet="方坯",
    blast_furnaces="2",
    converters="2",
    electric_furnaces="0",
    rolling_lines="3",
    bar_lines="2",
    wire_lines="1",
    tensile_testers="60t 2台、100t 1台",
)
ZHAZHI = _plant(
    "云州恒岳特钢轧制有限公司",
    output_total="45.2",
    output_rebar="45.2",
    output_bearing_steel="0",
    status="停产",
    stopped="2022年4月20日",
    inspection_national="未抽到",
    bar="热轧带肋钢筋",
    wire=_NOTHING,
    plate=_NOTHING,
    strip=_NOTHING,
    pipe=_NOTHING,
    billet="外购方坯",
    blast_furnaces="0",
    converters="0",
    electric_furnaces="0",
    rolling_lines="1",
    bar_lines="1",
    wire_lines="0",
    tensile_testers="60t 1台",
)
HONGLU = _plant(
    "岚阳县宏炉钢铁有限公司",
    output_total="210",
    output_rebar="150.5",
    output_bearing_steel="12.3",
    status="正常生产",
    inspection_national="1次、合格",
    inspection_provincial="2次，1次不合格",
    disposition="责令整改，复查合格",
    bar="热轧带肋钢筋、圆钢",
    wire="热轧盘条",
    plate="中厚板",
    strip=_NOTHING,
    pipe=_NOTHING,
    billet="方坯、板坯",
    blast_furnaces="2",
    converters="3",
    electric_furnaces="1",
    rolling_lines="4",
    bar_lines="2",
    wire_lines="1",
    tensile_testers="100t 2台",
)
JINTAI = _plant(
    "汾源晋泰轧钢有限公司",
    output_total="36.8",
    output_rebar="30.1",
    output_bearing_steel="0",
    status="正常生产",
    inspection_national="1次、合格",
    bar="热轧带肋钢筋",
    wire=_NOTHING,
    plate=_NOTHING,
    strip=_NOTHING,
    pipe=_NOTHING,
    billet="外购方坯",
    blast_furnaces="0",
    converters="0",
    electric_furnaces="0",
    rolling_lines="1",
    bar_lines="1",
    wire_lines="0",
    tensile_testers="60t 1台、30t 1台",
)


def otherwise(plant: Plant, **changed: str) -> Plant:
    """The same plant reporting other figures elsewhere: a conflict between two registers."""
    meant = {key: float(value) if key in NUMBERS else value for key, value in changed.items()}
    return Plant(plant.name, {**plant.written, **changed}, {**plant.truth, **meant})
