"""인증서 발급 and 갱신: a certificate by reference number and code."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QListWidget

from desktop_client.pki.storage.store import load
from desktop_client.pki.storage.tokens import Token
from desktop_client.views import routes
from desktop_client.views.issuing.wanted import Wanted
from desktop_client.work import Work
from desktop_client.workflows.holding import ON_TOKEN
from desktop_client.workflows.issuing import pending
from desktop_client.workflows.issuing.judged import Expected
from desktop_client.workflows.issuing.obtaining import Obtaining, Target
from testing.gallery.scene import scene
from testing.gallery.studio import Studio
from testing.views.places import PracticePlaces

NOBODY = "http://127.0.0.1:9/"
"""Where no CA answers."""
PASSWORD = "new-password-1"


TOKEN = Token(Path("driver.so"), "나라토큰", "0123456789", longest_key=3072)
PROTECTED = Token(Path("driver.so"), "보관토큰", "9876543210", write_protected=True)


class WithTokens(Obtaining):
    """Two tokens are plugged in, of which one may not be written."""

    def targets(self, work: Work) -> list[Target]:
        tokens = (Target(ON_TOKEN.filled(label=each.label), each) for each in (TOKEN, PROTECTED))
        return [*super().targets(work), *tokens]


class Places(PracticePlaces):
    """A mode whose CA is said to be at an address."""

    def issuing_url(self, _work: object, known: str = "") -> str:
        return known or NOBODY


def codes(studio: Studio, wanted: Wanted | None = None) -> None:
    """Begin with the numbers of an approved application."""
    studio.parts.npki.mkdir(parents=True, exist_ok=True)
    places = Places(studio.store.pki, studio.parts.npki)
    studio.parts.obtaining = WithTokens(places, studio.folder / "issuing", drives=list)
    given = wanted or Wanted(reference="730215", code="481-902", given=True)
    studio.enter(routes.Issuing(wanted=given, expected=Expected("2222222227", "연습군청")))


@scene("issuing", "closed")
def closed(studio: Studio) -> None:
    codes(studio, Wanted("KICA"))


@scene("issuing", "codes")
def numbers(studio: Studio) -> None:
    codes(studio)
    studio.settle()


@scene("issuing", "place")
def place(studio: Studio) -> None:
    codes(studio)
    studio.press("issuing-next")


@scene("issuing", "password")
def password(studio: Studio) -> None:
    place(studio)
    studio.press("issuing-next")
    studio.find(QLineEdit, "ask-new-password").setText("short")


@scene("issuing", "token")
def token(studio: Studio) -> None:
    place(studio)
    studio.find(QListWidget, "issuing-places").setCurrentRow(1)


@scene("issuing", "pin")
def pin(studio: Studio) -> None:
    token(studio)
    studio.press("issuing-next")


@scene("issuing", "unfinished-token")
def unfinished_token(studio: Studio) -> None:
    begun = pending.State(
        *(NOBODY, "730215", "00" * 16, f"token:{TOKEN.label}", "2026-11-28T09:00:00+09:00"),
        token=TOKEN.label,
        serial=TOKEN.serial,
        key_id="0102",
    )
    if not (studio.folder / "issuing").is_dir():
        pending.begin(studio.folder / "issuing", begun, {})
    codes(studio)
    studio.enter(routes.Issuing(unfinished=True))


@scene("issuing", "give-up-token")
def give_up_token(studio: Studio) -> None:
    unfinished_token(studio)
    studio.press("issuing-give-up")
    studio.find(QLineEdit, "ask-pin").setText("123456")
    studio.press("issuing-give-up-yes")


@scene("issuing", "failed")
def failed(studio: Studio) -> None:
    place(studio)
    studio.press("issuing-next")
    for name in ("ask-new-password", "ask-repeat"):
        studio.find(QLineEdit, name).setText(PASSWORD)
    studio.press("issuing-issue")


@scene("renewal", "place")
def renewal(studio: Studio) -> None:
    studio.bring_certificates("supplier")
    codes(studio)
    entry = load(next(studio.parts.npki.rglob("signCert.der")).parent)
    studio.enter(routes.Renewal(entry))


@scene("renewal", "password")
def renewal_password(studio: Studio) -> None:
    renewal(studio)
    studio.press("issuing-next")
