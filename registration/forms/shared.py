"""Code tables and rows that more than one kind of form uses."""

from typing import Annotated

from registration.forms.field import Choice, OneOf, choice_check
from registration.text import Text

OFFICES = (
    Choice("00", Text("본청", "Headquarters")),
    Choice("12", Text("서울지방조달청", "Seoul")),
    Choice("21", Text("부산지방조달청", "Busan")),
    Choice("22", Text("인천지방조달청", "Incheon")),
    Choice("23", Text("대구지방조달청", "Daegu")),
    Choice("24", Text("광주지방조달청", "Gwangju")),
    Choice("25", Text("대전지방조달청", "Daejeon")),
    Choice("32", Text("강원지방조달청", "Gangwon")),
    Choice("33", Text("충북지방조달청", "Chungbuk")),
    Choice("35", Text("전북지방조달청", "Jeonbuk")),
    Choice("38", Text("경남지방조달청", "Gyeongnam")),
    Choice("39", Text("제주지방조달청", "Jeju")),
)

COUNTRIES = (
    Choice("KR", Text("대한민국", "Republic of Korea")),
    Choice("US", Text("미국", "United States")),
    Choice("JP", Text("일본", "Japan")),
    Choice("CN", Text("중국", "China")),
    Choice("DE", Text("독일", "Germany")),
    Choice("FR", Text("프랑스", "France")),
    Choice("GB", Text("영국", "United Kingdom")),
    Choice("CA", Text("캐나다", "Canada")),
    Choice("AU", Text("호주", "Australia")),
    Choice("VN", Text("베트남", "Vietnam")),
    Choice("ZZ", Text("그 밖의 나라", "Another country")),
)

Office = Annotated[str, OneOf(OFFICES), choice_check(OFFICES)]
Country = Annotated[str, OneOf(COUNTRIES), choice_check(COUNTRIES)]
