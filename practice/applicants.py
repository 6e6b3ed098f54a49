"""Made-up applicants whose forms pass every check; for newcomers, the journey and tests."""

from copy import deepcopy
from typing import Any

from registration.kinds import Kind

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
            "product_number": "4110449801",
            "name": "이산화탄소배양기",
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

INSTITUTION: dict[str, Any] = {
    "general": {
        "institution_code": "9990001",
        "name": "연습시청",
        "short_name": "연습시",
        "english_name": "Practice City Hall",
        "top_institution": "연습도청",
        "parent_institution": "연습도청",
        "jurisdiction": "02",
        "institution_type": "202010",
        "business_number": "222-22-22227",
        "creditor": "연습시장",
        "property_officer": "회계과장",
        "postcode": "35208",
        "address": "대전광역시 서구 연습로 1",
        "phone": "042-000-1000",
        "fax": "042-000-1001",
        "office": "25",
    },
    "accounts": [{"account_code": "10001", "name": "일반회계"}],
    "clerk": {
        "name": "이담당",
        "department": "회계과",
        "phone": "042-000-1002",
        "mobile": "010-0000-1002",
        "email": "clerk@practice.example.kr",
        "sms": True,
    },
    "certificate": {
        "wanted": True,
        "representative": "박기관",
        "request_id": "CITY0001",
        "authority": "KICA",
    },
}

CATALOGUE: dict[str, Any] = {
    "general": {
        "business_number": "333-33-33336",
        "name": "연습정밀",
        "representative": "최대표",
        "entity": "individual",
        "postcode": "35208",
        "address": "대전광역시 서구 연습로 7",
        "phone": "042-000-2000",
        "main_products": "정밀 측정기",
    },
    "account": {
        "account_id": "practice1",
        "name": "정이용",
        "email": "user@practice.example.kr",
        "phone": "042-000-2001",
        "mobile": "010-0000-2001",
        "fax": "042-000-2002",
    },
}

STOCKPILE: dict[str, Any] = {
    "general": {
        "business_number": "111-11-11119",
        "name": "주식회사 연습상사",
        "english_name": "Practice Trading Co., Ltd.",
        "entity": "corporation",
        "opening_date": "2015-03-02",
        "corporate_number": "110111-1234569",
        "enterprise_size": "small",
        "postcode": "35208",
        "address": "대전광역시 서구 연습로 189",
        "phone": "042-000-0000",
    },
    "representatives": [
        {"name": "홍연습", "birth_date": "1970-01-01", "representation": "sole", "is_main": True}
    ],
    "items": [{"item": "AL", "yearly_need": "120", "unit": "t", "product": "알루미늄 창틀"}],
    "reception": {
        "office": "25",
        "email": "result@practice.example.kr",
        "mobile": "010-0000-0001",
        "sms": True,
        "sharing_consent": True,
        "terms": True,
    },
}

APPLICANTS: dict[Kind, dict[str, Any]] = {
    Kind.INSTITUTION: INSTITUTION,
    Kind.SUPPLIER: SUPPLIER,
    Kind.CATALOGUE: CATALOGUE,
    Kind.STOCKPILE: STOCKPILE,
}


def applicant(kind: Kind) -> dict[str, Any]:
    """Return a form of this kind as typed."""
    return deepcopy(APPLICANTS[kind])


def supplier(**general: Any) -> dict[str, Any]:
    """Return a supplier's form as typed, with some answers of 일반 replaced."""
    form = deepcopy(SUPPLIER)
    form["general"].update(general)
    return form
