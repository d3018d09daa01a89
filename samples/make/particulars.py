"""The further lines some heads carry: an enterprise's particulars, as written and as meant."""

from __future__ import annotations

from datetime import date

from samples.make.people import Enterprise


def lines_of(firm: Enterprise) -> dict[str, str]:
    """Printed label -> what is written beside it."""
    return {
        "统一社会信用代码": firm.uscc,
        "生产许可证编号": firm.licence_no,
        "有效期": f"{chinese(firm.valid_from)}至{chinese(firm.valid_until)}",
        "获证产品": firm.products,
        "住所": firm.business_address,
        "生产地址": firm.production_address,
        "法定代表人": firm.legal_representative,
        "联系人": firm.contact,
        "联系电话": firm.phone,
    }


def meaning_of(firm: Enterprise) -> dict[str, object]:
    """Field key -> typed value of those lines."""
    return {
        "uscc": firm.uscc,
        "licence_no": firm.licence_no,
        "licence_valid_from": firm.valid_from.isoformat(),
        "licence_valid_until": firm.valid_until.isoformat(),
        "certified_products": firm.products,
        "business_address": firm.business_address,
        "production_address": firm.production_address,
        "legal_representative": firm.legal_representative,
        "contact": firm.contact,
        "phone": firm.phone,
    }


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
