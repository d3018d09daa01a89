"""Invented enterprises and persons. No name, code, address or telephone belongs to anyone.

The city of 云州 and its counties do not exist; the region digits 1499 of the credit codes are
assigned to no place. Check digits are right (GB 32100-2015, GB 11714-1997).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

INDUSTRIAL, FOOD = "工业产品", "食品相关产品"

_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGAN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COUNTIES = {"云州": "01", "岚阳": "02", "汾源": "03", "桑河": "04"}
_PLACES = {
    "云州": ("云州市云中区北关工业园", "云州市云中区煤运东路", "云州市经济开发区滨河西街"),
    "岚阳": ("云州市岚阳县城关镇建材路", "云州市岚阳县石门坡工业聚集区"),
    "汾源": ("云州市汾源县南郊镇创业大街", "云州市汾源县河湾乡北岭村"),
    "桑河": ("云州市桑河县新城区丰收路", "云州市桑河县柳林沟乡东庄村"),
}
# Product group -> (licence prefix, category, products on the licence).
_GROUPS = {
    "steel": ("XK05-001", INDUSTRIAL, "钢筋混凝土用热轧钢筋"),
    "cement": ("XK08-001", INDUSTRIAL, "通用硅酸盐水泥"),
    "cable": ("XK06-001", INDUSTRIAL, "塑料绝缘控制电缆、架空绝缘电缆"),
    "fertiliser": ("XK13-001", INDUSTRIAL, "复混肥料、掺混肥料"),
    "chemical": ("XK13-014", INDUSTRIAL, "工业硫酸"),
    "gas": ("XK13-010", INDUSTRIAL, "氧（压缩的）、氮（压缩的）"),
    "vessel": ("XK12-001", INDUSTRIAL, "危险化学品包装用钢桶"),
    "plastic": ("XK16-204", FOOD, "食品用塑料包装膜、袋"),
    "paper": ("XK16-205", FOOD, "食品用纸杯、纸碗"),
    "detergent": ("XK16-114", FOOD, "手洗餐具用洗涤剂"),
}
_LISTED = (
    ("云州恒岳特钢有限公司", "steel"),
    ("云州恒岳特钢轧制有限公司", "steel"),
    ("岚阳县宏炉钢铁有限公司", "steel"),
    ("岚阳县宏炉钢铁有限公司轧钢分公司", "steel"),
    ("汾源晋泰轧钢有限公司", "steel"),
    ("汾源金泰轧钢有限公司", "steel"),
    ("云州鹿台水泥有限公司", "cement"),
    ("云州鹿泉水泥有限公司", "cement"),
    ("桑河县青垴建材有限公司", "cement"),
    ("岚阳石门坡水泥有限责任公司", "cement"),
    ("云州华缆电线电缆有限公司", "cable"),
    ("云州华揽电线电缆有限公司", "cable"),
    ("汾源县同芯线缆有限公司", "cable"),
    ("云州津兆电缆科技有限公司", "cable"),
    ("桑河丰禾源复合肥有限公司", "fertiliser"),
    ("桑河县丰和源肥业有限公司", "fertiliser"),
    ("岚阳沃野生态肥业有限公司", "fertiliser"),
    ("云州碧泉化工有限公司", "chemical"),
    ("云州碧泉精细化工有限公司", "chemical"),
    ("汾源县北岭煤焦化有限公司", "chemical"),
    ("岚阳益晟气体有限公司", "gas"),
    ("桑河联氧工业气体有限公司", "gas"),
    ("云州固桶容器制造有限公司", "vessel"),
    ("云州固通容器制造有限公司", "vessel"),
    ("岚阳县钢塑包装桶厂", "vessel"),
    ("云州洁膳塑料包装有限公司", "plastic"),
    ("云州洁善塑料包装有限公司", "plastic"),
    ("汾源县百味源纸制品有限公司", "paper"),
    ("桑河小满食品包装有限公司", "plastic"),
    ("岚阳晨露日化有限公司", "detergent"),
    ("云州新膜塑业有限公司", "plastic"),
    ("云州新膜塑业有限公司", "plastic"),  # The same firm's second licence, another plant.
    ("岚阳县玉屏瓶盖有限公司", "plastic"),
    ("汾源县清源塑胶有限公司", "plastic"),
    ("云州市云中区老井沿塑料制品厂", "plastic"),
)
# Inspected, though no list knows them; the second is a slip of the pen for the first listed one.
_UNLISTED = (
    ("桑河县东塬建材厂", "cement"),
    ("云州恒岳特刚有限公司", "steel"),
    ("岚阳顺和包装有限公司", "paper"),
)
_SURNAMES = "梁郝任武乔薛侯卫温阎吕史冀降逯亓聂靳樊柴"
_GIVEN = (
    "志远",
    "雨桐",
    "建平",
    "晓慧",
    "国梁",
    "文斌",
    "丽萍",
    "海生",
    "秀琴",
    "永强",
    "佳宁",
    "明亮",
    "春燕",
    "铁柱",
    "思源",
    "俊杰",
    "瑞芳",
    "学军",
    "玉兰",
    "向东",
)


@dataclass(frozen=True)
class Enterprise:
    """A licensee as the bureau's list knows it."""

    name: str
    group: str
    uscc: str
    licence_no: str
    valid_from: date
    valid_until: date
    category: str
    products: str
    production_address: str
    business_address: str
    legal_representative: str
    contact: str
    phone: str


def credit_code(region: str, organ: str) -> str:
    """A unified social credit code of an enterprise: 91, region, organisation, check digit."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = (
        11
        - sum(_ORGAN.index(letter) * weight for letter, weight in zip(organ, weights, strict=True))
        % 11
    )
    body = f"91{region}{organ}" + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(_CODE.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return body + _CODE[-total % 31]


def _invent(number: int, name: str, group: str) -> Enterprise:
    """An enterprise whose particulars follow from its place in the list alone."""
    chance, firm = random.Random(f"{number} {name}"), random.Random(name)
    county = next(county for county in _COUNTIES if county in name)
    prefix, category, products = _GROUPS[group]
    begins = date(2018 + chance.randrange(4), chance.randrange(1, 13), chance.randrange(1, 29))
    address = f"{chance.choice(_PLACES[county])}{chance.randrange(1, 99)}号"
    organ = "MA0" + "".join(firm.choice("0123456789ABCDEFGHJKLM") for _ in range(5))
    return Enterprise(
        name=name,
        group=group,
        uscc=credit_code(f"1499{_COUNTIES[county]}", organ),
        licence_no=f"（晋）{prefix}-{number + 20:05d}",
        valid_from=begins,
        valid_until=begins.replace(year=begins.year + 5) - timedelta(days=1),
        category=category,
        products=products,
        production_address=address,
        business_address=address if number % 3 else f"云州市云中区迎宾大道{number + 3}号",
        legal_representative=person(chance),
        contact=person(chance),
        phone=f"1300000{chance.randrange(10000):04d}"
        if number % 4
        else f"0348-20{chance.randrange(10**5):05d}",
    )


def person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN)


def persons(seed: str, count: int) -> tuple[str, ...]:
    """Different persons, the same ones for the same seed."""
    chance = random.Random(seed)
    surnames = chance.sample(_SURNAMES, count)
    given = chance.sample(_GIVEN, count)
    return tuple(first + second for first, second in zip(surnames, given, strict=True))


LISTED = tuple(_invent(number, *firm) for number, firm in enumerate(_LISTED, start=1))
UNLISTED = tuple(_invent(number, *firm) for number, firm in enumerate(_UNLISTED, start=61))


def enterprise(name: str) -> Enterprise:
    """The (first) enterprise of this name, listed or not."""
    return next(firm for firm in LISTED + UNLISTED if firm.name == name)
