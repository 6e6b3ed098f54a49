"""What a person is told where an address could not be looked up, by code."""

from registration.text import Explanation, Text

_NOT_FOUND = Text("주소를 찾지 못했습니다.", "The address was not found.")
_BY_HAND = Text(
    "다시 시도하거나, 창을 닫고 주소를 직접 입력하십시오.",
    "Try again, or close this and type the address.",
)
_MORE = Text(
    "도로명과 건물번호를 함께 입력하십시오. 예: 청사로 189",
    "Type the road name and building number together, in Korean letters.",
)

ADDRESSES_TOLD: dict[str, Explanation] = {
    "address_unreached": Explanation(
        _NOT_FOUND,
        Text(
            "도로명주소 서비스에 연결하지 못했습니다.",
            "The address service could not be reached.",
        ),
        _BY_HAND,
    ),
    "address_key": Explanation(
        _NOT_FOUND,
        Text(
            "도로명주소 서비스가 설정된 승인키를 받아들이지 않습니다.",
            "The address service does not accept the key that is set.",
        ),
        Text(
            "설정의 '도로명주소 승인키'를 확인하거나, 주소를 직접 입력하십시오.",
            "Check the key in the settings, or type the address.",
        ),
    ),
    "address_short": Explanation(
        _NOT_FOUND, Text("두 글자 이상 입력해야 합니다.", "Two letters are needed."), _MORE
    ),
    "address_digits": Explanation(
        _NOT_FOUND,
        Text("숫자만으로는 찾을 수 없습니다.", "Digits alone find nothing."),
        _MORE,
    ),
    "address_general": Explanation(
        _NOT_FOUND, Text("해당하는 주소가 너무 많습니다.", "Too many addresses match."), _MORE
    ),
    "address_long": Explanation(
        _NOT_FOUND, Text("40자까지 입력할 수 있습니다.", "At most 40 characters."), _MORE
    ),
    "address_signs": Explanation(
        _NOT_FOUND,
        Text(
            "찾을 수 없는 기호가 들어 있습니다.",
            "It contains characters that cannot be searched for.",
        ),
        _MORE,
    ),
    "address_refused": Explanation(
        _NOT_FOUND,
        Text("도로명주소 서비스가 답하지 못했습니다.", "The address service could not answer."),
        _BY_HAND,
    ),
    "address_malformed": Explanation(
        _NOT_FOUND,
        Text(
            "도로명주소 서비스의 응답을 읽을 수 없습니다.",
            "The answer of the address service cannot be read.",
        ),
        _BY_HAND,
    ),
}
