"""`g2b-client sanctions NUMBER`: the window's look-up without a window."""

import pytest

from desktop_client.errors import ClientError
from desktop_client.work import Work
from registration.sanctions.messages import PublicSanction, PublicSanctions
from tests.commands.conftest import Commands

NUMBER = "1111111119"
SANCTION = PublicSanction(
    business_number=NUMBER,
    name="주식회사 \u202e연습상사",
    agency="한국도로공사",
    basis="국가계약법 제27조제1항제2호 (입찰 담합)",
    basis_en="국가계약법 제27조제1항제2호 (Collusion in tendering)",
    start="2026-01-01",
    end="2027-01-01",
    reason="담합",
)


class Answering:
    """A mode whose service answers what a test decided."""

    answer: PublicSanctions | ClientError

    def __init__(self, *_settings: object) -> None:
        pass

    def service(self, _work: Work) -> "Answering":
        return self

    def sanctions(self, _work: Work, number: str) -> PublicSanctions:
        assert number == NUMBER
        if isinstance(self.answer, ClientError):
            raise self.answer
        return self.answer

    def stop(self) -> None:
        pass


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> type[Answering]:
    monkeypatch.setattr("desktop_client.commands.sanctions.RealMode", Answering)
    return Answering


def test_sanctions_in_force_are_told_and_given_as_data(
    commands: Commands, service: type[Answering]
) -> None:
    service.answer = PublicSanctions(business_number=NUMBER, sanctions=[SANCTION])
    told = commands("sanctions", NUMBER)
    assert told.status == 0
    assert "111-11-11119: 부정당업자 제재 중입니다." in told.out
    assert "업체: 주식회사 \\u202e연습상사" in told.out
    assert "제재근거: 국가계약법 제27조제1항제2호 (입찰 담합)" in told.out
    given = commands.json("sanctions", NUMBER).data
    assert given["sanctions"] == [SANCTION.model_dump(mode="json")]


def test_no_hit_is_no_history_and_a_failure_says_why(
    commands: Commands, service: type[Answering]
) -> None:
    service.answer = PublicSanctions(business_number=NUMBER, sanctions=[])
    assert "받은 적이 없다는 뜻은 아닙니다." in commands("sanctions", NUMBER).out
    service.answer = ClientError("service_unreachable")
    failed = commands("sanctions", NUMBER)
    assert (failed.status, failed.out) == (1, "")
    assert "조회하지 못했습니다." in failed.err
    assert "lookup_failed" in failed.err
