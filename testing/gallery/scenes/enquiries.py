"""What anyone may ask: how an application stands, whether a paper is genuine, sanctions."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_client.errors import ClientError
from desktop_client.views import routes
from registration.kinds import Kind
from registration.lifecycle import State
from registration.sanctions.messages import PublicSanction, PublicSanctions
from registration.wire import LookedUp, PrintoutVerdict
from testing.gallery.scene import scene
from testing.gallery.studio import Studio

NUMBER, KEY, CODE = "2026000001", "111-11-11119", "2026000001-ABCDEFGHIJKLMNOP"
FILED = "2026-11-22T10:30:00Z"


def ask(studio: Studio, **typed: str) -> None:
    """Type into lines by their names, and press Return in the last."""
    for name, text in typed.items():
        line = studio.find(QLineEdit, name.replace("_", "-"))
        line.setFocus()
        QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


@scene("lookup", "question")
def question(studio: Studio) -> None:
    studio.enter(routes.Lookup())


@scene("lookup", "answer")
def answer(studio: Studio) -> None:
    studio.answers.following.lookup.will(
        LookedUp(receipt_number=NUMBER, kind=Kind.SUPPLIER, state=State.PENDING, received=FILED)
    )
    studio.enter(routes.Lookup())
    ask(studio, lookup_number=NUMBER, lookup_key=KEY)
    studio.settle()


@scene("lookup", "genuine")
def genuine(studio: Studio) -> None:
    studio.answers.following.paper.will(
        PrintoutVerdict.model_validate(
            {
                "paper": "record",
                "kind": Kind.SUPPLIER,
                "receipt_number": NUMBER,
                "applicant": "주식회사 연습상사",
                "issued": FILED,
                "document_sha256": "ab" * 32,
                "in_force": True,
            }
        )
    )
    studio.enter(routes.Lookup())
    ask(studio, lookup_code=CODE)
    studio.settle()


@scene("lookup", "failed")
def failed(studio: Studio) -> None:
    studio.answers.following.lookup.will(ClientError("service_unreachable"))
    studio.enter(routes.Lookup())
    ask(studio, lookup_number=NUMBER, lookup_key=KEY)
    studio.settle()


@scene("lookup", "asking")
def asking(studio: Studio) -> None:
    gate = studio.hold(studio.answers.following.lookup)
    studio.enter(routes.Lookup())
    ask(studio, lookup_number=NUMBER, lookup_key=KEY)
    studio.wait_for(gate)


@scene("sanctions", "question")
def sanctions(studio: Studio) -> None:
    studio.enter(routes.Sanctions())


@scene("sanctions", "found")
def found(studio: Studio) -> None:
    sanction = PublicSanction(
        business_number="1111111119",
        name="연습업체",
        agency="한국도로공사",
        basis="국가계약법 제27조제1항제7호 (관계 공무원에 대한 뇌물 제공)",
        basis_en="국가계약법 제27조제1항제7호 (Bribery of an official concerned)",
        start="2026-11-01",
        end="2027-04-30",
        reason="뇌물 제공",
    )
    answered = PublicSanctions(business_number="1111111119", sanctions=[sanction])
    studio.answers.following.sanctions.will(answered)
    studio.enter(routes.Sanctions())
    ask(studio, sanctions_number=KEY)
    studio.settle()


@scene("sanctions", "none")
def none(studio: Studio) -> None:
    answered = PublicSanctions(business_number="1111111119", sanctions=[])
    studio.answers.following.sanctions.will(answered)
    studio.enter(routes.Sanctions())
    ask(studio, sanctions_number=KEY)
    studio.settle()
