"""Made-up applicants whose forms pass every check; for newcomers, the journey and tests."""

from copy import deepcopy
from typing import Any

SUPPLIER: dict[str, Any] = {
    "general": {
        "business_number": "111-11-11119",
        "nationality": "KR",
        "name": "주식회사 연습상사",
        "english_name": "Practice Trading Co., Ltd.",
        "entity": "corporation",
        "opening_date": "2015-03-02",
        "incorporation_date": "2015-02-16",
        "corporate_number": "110111-1234569",
        "office_kind": "head",
        "business_areas": ["goods", "services"],
        "trade": "both",
        "enterprise_size": "small",
        "venture": False,
        "capital": "100,000,000",
        "employees": "12",
        "settlement_month": "12",
        "postcode": "35208",
        "address": "대전광역시 서구 연습로 189",
        "address_detail": "연습빌딩 3층",
        "phone": "042-000-0000",
        "homepage": "https://practice.example.kr",
        "integrity_pledge": True,
    },
    "representatives": [
        {
            "name": "홍연습",
            "birth_date": "1970-01-01",
            "email": "ceo@practice.example.kr",
            "mobile": "010-0000-0000",
            "representation": "sole",
            "is_main": True,
        }
    ],
    "branches": [
        {
            "name": "세종지사",
            "postcode": "30103",
            "address": "세종특별자치시 연습대로 1",
            "phone": "044-000-0000",
        }
    ],
    "factories": [
        {
            "name": "제1공장",
            "postcode": "34013",
            "address": "대전광역시 유성구 연습공단로 7",
            "tenure": "leased",
            "lease_start": "2024-01-01",
            "lease_end": "2028-12-31",
        }
    ],
    "supplied": [
        {
            "product_number": "4321150301",
            "name": "노트북컴퓨터",
            "sales": "350,000,000",
            "is_main": True,
        },
    ],
    "manufactured": [
        {
            "product_number": "5610170301",
            "name": "책상",
            "proof": "factory",
            "proof_number": "제2024-1호",
            "valid_until": "2028-12-31",
            "is_main": True,
        }
    ],
    "licences": [
        {
            "industry_code": "1468",
            "name": "소프트웨어사업자",
            "licence_number": "B00-000000",
            "acquired": "2016-05-01",
            "is_main": True,
        }
    ],
    "agents": [
        {
            "name": "김대리",
            "department": "영업팀",
            "position": "과장",
            "phone": "042-000-0001",
            "email": "agent@practice.example.kr",
            "employed": True,
        }
    ],
    "reception": {
        "office": "25",
        "email": "result@practice.example.kr",
        "mobile": "010-0000-0001",
        "sharing_consent": True,
    },
}


def supplier(**general: Any) -> dict[str, Any]:
    """Return a supplier's form as typed, with some answers of 일반 replaced."""
    form = deepcopy(SUPPLIER)
    form["general"].update(general)
    return form
