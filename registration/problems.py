"""What can be wrong with what was filled in: codes and their sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registration.text import Text

Path = tuple[str | int, ...]
"""Where in the form: page, row (where the page repeats), field."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place; a warning does not stop the filing."""

    path: Path
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        """Whether the form may be filed all the same."""
        return self.code in WARNINGS

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored and answered."""
        return {"path": list(self.path), "code": self.code, "values": dict(self.values)}

    @property
    def text(self) -> Text:
        """The sentence shown beside the field, with its values filled in."""
        return PROBLEMS[self.code].filled(**self.values)


WARNINGS = frozenset(
    {
        *("corporate_number_unusual", "postcode_elsewhere", "code_not_in_table"),
        *("mail_domain_unusual", "english_letters"),
    }
)

PROBLEMS: dict[str, Text] = {
    "required": Text("필수 항목입니다.", "This is required."),
    "not_applicable": Text(
        "다른 답 때문에 해당하지 않는 항목입니다. 비워 두십시오.",
        "Another answer makes this inapplicable. Leave it empty.",
    ),
    "unknown_field": Text("이 신청서에 없는 항목입니다.", "This form has no such field."),
    "wrong_type": Text("입력한 값의 형식이 맞지 않습니다.", "The value has the wrong form."),
    "too_long": Text("{max_length}자까지 입력할 수 있습니다.", "At most {max_length} characters."),
    "too_many": Text("{max_length}개까지 입력할 수 있습니다.", "At most {max_length} entries."),
    "too_few": Text("{min_length}개 이상 입력하십시오.", "At least {min_length} are needed."),
    "unprintable": Text(
        "화면에 보이지 않는 문자(U+{codepoint})가 들어 있습니다. 지우고 다시 입력하십시오.",
        "It contains an invisible character (U+{codepoint}). Delete it and type again.",
    ),
    "not_a_choice": Text("목록에 없는 값입니다.", "This is not one of the choices."),
    "repeated_choice": Text("같은 항목을 두 번 골랐습니다.", "Selected twice."),
    "not_a_date": Text(
        "날짜는 2026-01-31처럼 연-월-일로 입력하십시오.",
        "Write a date as year-month-day, such as 2026-01-31.",
    ),
    "in_the_future": Text("오늘보다 뒤의 날짜입니다.", "This date is in the future."),
    "date_out_of_range": Text(
        "{least}부터 {most}까지의 날짜를 입력하십시오.", "A date from {least} to {most}, please."
    ),
    "period_short": Text(
        "제재 기간은 1개월 이상입니다. 이 시작일로는 {end} 이후여야 합니다.",
        "A sanction lasts a month at the least: from this first day to {end} or later.",
    ),
    "period_long": Text(
        "제재 기간은 2년(24개월)을 넘을 수 없습니다. 이 시작일로는 {end}까지입니다.",
        "A sanction lasts 2 years (24 months) at the most: from this first day to {end}.",
    ),
    "before_last_change": Text(
        "앞선 정지·재개일({day})보다 이른 날짜입니다.",
        "This date is before the last stay or resumption ({day}).",
    ),
    "end_differs": Text(
        "정지된 날수만큼 늦춘 만료일은 {end}입니다. 확인하여 그대로 입력하십시오.",
        "Moved by the days of the stay, the last day is {end}. Confirm it by entering it.",
    ),
    "business_number_fixed": Text(
        "사업자등록번호는 수정할 수 없습니다. 잘못되었으면 해제하고 새로 통보하십시오.",
        "The business number cannot be amended. Lift the sanction and send a new notice.",
    ),
    "before_start": Text("시작일보다 앞선 날짜입니다.", "This date is before the start."),
    "not_whole": Text(
        "소수점 없이 정수로 입력하십시오.", "A whole number, please, without a decimal point."
    ),
    "not_a_number": Text("숫자만 입력하십시오.", "Digits only, please."),
    "out_of_range": Text(
        "{least}에서 {most} 사이의 수를 입력하십시오.", "Between {least} and {most}, please."
    ),
    "business_number_form": Text(
        "사업자등록번호는 숫자 10자리입니다(외국 업체는 F와 숫자 9자리).",
        "A business number has 10 digits (for a foreign firm: F and 9 digits).",
    ),
    "business_number_check": Text(
        "사업자등록번호의 검증 숫자가 맞지 않습니다. 등록증의 번호와 비교하십시오.",
        "The check digit does not match. Compare it with the business registration.",
    ),
    "corporate_number_form": Text(
        "법인등록번호는 숫자 13자리입니다.", "A corporate number has 13 digits."
    ),
    "corporate_number_unusual": Text(
        "법인등록번호의 검증 숫자가 맞지 않습니다. 등기부와 같다면 그대로 두어도 됩니다.",
        "The check digit does not match. If it agrees with the register, leave it.",
    ),
    "institution_code_form": Text(
        "행정표준기관코드는 숫자 7자리 또는 영문 1자와 숫자 6자리입니다.",
        "An institution code has 7 digits, or a letter and 6 digits.",
    ),
    "account_id_form": Text(
        "아이디는 영문 소문자로 시작하는 영문 소문자와 숫자 5~20자입니다.",
        "An ID has 5 to 20 small letters and digits and begins with a letter.",
    ),
    "request_id_form": Text(
        "영문자와 숫자 8자까지 입력할 수 있습니다.", "Up to 8 letters and digits."
    ),
    "postcode_elsewhere": Text(
        "우편번호는 {region}의 것인데 주소는 다른 지역입니다. 확인하십시오.",
        "The postcode belongs to {region}, the address to another region. Please check.",
    ),
    "code_not_in_table": Text(
        "이름을 확인하지 못한 코드입니다. 코드가 맞는지 확인하십시오.",
        "No name is known for this code. Please check it.",
    ),
    "mail_domain_unusual": Text(
        "입력한 주소는 {domain}입니다. 혹시 {meant} 아닙니까?",
        "The address is at {domain}. Is {meant} meant?",
    ),
    "english_letters": Text(
        "영문 이름에 한글이 들어 있습니다. 확인하십시오.",
        "The English name has Korean letters. Please check it.",
    ),
    "repeated_row": Text("같은 항목이 두 번 있습니다.", "Entered twice."),
    "terms_required": Text(
        "약관에 동의해야 신청할 수 있습니다.", "The terms must be accepted to apply."
    ),
    "password_short": Text(
        "비밀번호는 두 종류 문자로 10자 이상, 세 종류로는 8자 이상이어야 합니다.",
        "At least 10 characters of two kinds, or 8 of three kinds.",
    ),
    "password_run": Text(
        "같은 문자나 연속된 문자를 3자 이상 이어서 쓸 수 없습니다(예: aaa, 123).",
        "No three equal or consecutive characters (such as aaa or 123).",
    ),
    "password_guessable": Text(
        "아이디·사업자등록번호·전화번호를 비밀번호에 넣을 수 없습니다.",
        "The password must not contain the ID, the business number or a phone number.",
    ),
    "product_number_form": Text(
        "세부품명번호는 숫자 10자리입니다.", "A detailed product number has 10 digits."
    ),
    "industry_code_form": Text(
        "업종코드는 숫자 4자리입니다(앞의 0도 입력).",
        "An industry code has 4 digits (with its leading zero).",
    ),
    "postcode_form": Text("우편번호는 숫자 5자리입니다.", "A postcode has 5 digits."),
    "phone_form": Text(
        "전화번호 형식이 아닙니다. 지역번호부터 입력하십시오.",
        "This is not a phone number. Begin with the area code.",
    ),
    "mobile_form": Text(
        "휴대폰 번호 형식이 아닙니다. 010부터 입력하십시오.",
        "This is not a mobile number. Begin with 010.",
    ),
    "email_form": Text(
        "이메일 주소 형식이 아닙니다. 예: name@example.kr",
        "This is not an e-mail address. Example: name@example.kr",
    ),
    "url_form": Text(
        "홈페이지 주소는 http:// 또는 https://로 시작합니다.",
        "A home page begins with http:// or https://.",
    ),
    "pledge_required": Text(
        "청렴계약 이행 서약에 동의해야 신청할 수 있습니다.",
        "The integrity pledge must be accepted.",
    ),
    "exactly_one_main": Text(
        "대표 항목을 하나만 지정하십시오.", "Mark exactly one entry as the main one."
    ),
    "not_a_manufacturer": Text(
        "제조물품을 넣으려면 '제조/공급'에서 제조를 선택하십시오.",
        "To list manufactured products, choose manufacture under manufacture/supply.",
    ),
    "nationality_mismatch": Text(
        "외국 업체 번호(F…)와 국적이 서로 맞지 않습니다.",
        "The foreign firm's number (F…) and the nationality do not agree.",
    ),
}
