"""부정당업자 조회: how what the service answers reads, in the window and in a terminal."""

from registration.field_types import show_business_number
from registration.sanctions.messages import NO_HISTORY, PublicSanction, PublicSanctions
from registration.text import Language, Text

FOUND = Text("{number}: 부정당업자 제재 중입니다.", "{number}: a sanction is in force.")
NONE = Text(
    "{number}: 지금 효력이 있는 제재가 없습니다.", "{number}: no sanction is in force today."
)
FIRM = Text("업체", "Firm")
PERIOD = Text("기간", "Period")
PERIOD_DAYS = Text("{start} ~ {end}", "{start} to {end}")
AGENCY = Text("통보기관", "Agency")
BASIS = Text("제재근거", "Legal basis")
REASON = Text("사유", "Reason")


def answer(found: PublicSanctions, language: Language) -> str:
    """Return whether sanctions are in force, and that no hit is no history."""
    told = FOUND if found.sanctions else NONE
    number = show_business_number(found.business_number)
    return f"{told.show(language, number=number)} {NO_HISTORY.show(language)}"


def facts(sanction: PublicSanction, language: Language) -> list[tuple[Text, str]]:
    """Return what is public of a sanction: title and value."""
    return [
        (FIRM, sanction.name),
        (PERIOD, PERIOD_DAYS.show(language, start=sanction.start, end=sanction.end)),
        (AGENCY, sanction.agency),
        (BASIS, sanction.basis if language == "ko" else sanction.basis_en),
        (REASON, sanction.reason),
    ]
