"""Reviewing, signing and sending a document, and choosing the certificate for it."""

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.pki.findings import WrongPassword
from desktop_client.views import routes
from desktop_client.workflows.certificates import Candidate
from registration.kinds import Kind
from testing.gallery.scene import scene
from testing.gallery.studio import Studio
from testing.views.certificates import open_certificate, select, type_password


def review(studio: Studio, kind: Kind = Kind.SUPPLIER) -> None:
    """Come to the document of a finished form."""
    studio.ready()
    studio.enter(routes.Review(studio.draft(kind).id))


def certificates(studio: Studio, found: list[Candidate]) -> None:
    """Come to the list of certificates."""
    review(studio)
    studio.answers.certificates.found.will(found)
    studio.press("review-sign")


def sent(studio: Studio) -> None:
    """Open the certificate and send."""
    confirm(studio)
    studio.press("review-send")


@scene("review", "document")
def document(studio: Studio) -> None:
    review(studio)


@scene("review", "technical")
def technical(studio: Studio) -> None:
    from PySide6.QtWidgets import QTabWidget

    review(studio)
    studio.find(QTabWidget, "signed-document").setCurrentIndex(1)


@scene("review", "problems")
def problems(studio: Studio) -> None:
    form = studio.draft().form | {"representatives": []}
    studio.enter(routes.Review(studio.draft(form=form).id))


@scene("review", "preparing")
def preparing(studio: Studio) -> None:
    gate = studio.hold(studio.answers.filing.preparing)
    studio.begin(routes.Review(studio.draft().id))
    studio.wait_for(gate)


@scene("review", "confirm")
def confirm(studio: Studio) -> None:
    review(studio)
    studio.press("review-sign")
    open_certificate(studio)


@scene("review", "sending")
def sending(studio: Studio) -> None:
    confirm(studio)
    gate = studio.hold(studio.answers.filing.sending)
    studio.click("review-send")
    studio.wait_for(gate)


@scene("review", "refused")
def refused(studio: Studio) -> None:
    refusal = ServiceRefused("application_open", receipt_number="2026000001")
    studio.answers.filing.sending.will(refusal)
    sent(studio)


@scene("review", "unreachable")
def unreachable(studio: Studio) -> None:
    studio.answers.filing.sending.will(studio.answers.filing.lose)
    sent(studio)


@scene("review", "interrupted")
def interrupted(studio: Studio) -> None:
    draft = studio.draft()
    studio.parts.drafts.keep_signed(draft.id, b"signed", b"sealed")
    studio.enter(routes.Review(draft.id))


@scene("review", "sent")
def done(studio: Studio) -> None:
    sent(studio)


@scene("review", "unsigned")
def unsigned(studio: Studio) -> None:
    review(studio, Kind.CATALOGUE)


@scene("review", "unsigned-password")
def unsigned_password(studio: Studio) -> None:
    review(studio, Kind.CATALOGUE)
    studio.press("review-sign")


@scene("certificates", "list")
def listed(studio: Studio) -> None:
    certificates(studio, studio.store.all)


@scene("certificates", "unfit")
def unfit(studio: Studio) -> None:
    certificates(studio, studio.store.all)
    select(studio, studio.store.candidates["expired"].places[0].ko)
    studio.press("certificate-details")


@scene("certificates", "empty")
def empty(studio: Studio) -> None:
    certificates(studio, [])


@scene("certificates", "looking")
def looking(studio: Studio) -> None:
    review(studio)
    gate = studio.hold(studio.answers.certificates.found)
    studio.click("review-sign")
    studio.wait_for(gate)


@scene("certificates", "failed")
def failed(studio: Studio) -> None:
    review(studio)
    studio.answers.certificates.found.will(ClientError("unexpected"))
    studio.press("review-sign")


@scene("certificates", "wrong-password")
def wrong_password(studio: Studio) -> None:
    certificates(studio, studio.store.all)
    studio.answers.certificates.opened.will(WrongPassword())
    type_password(studio, "pass-word-1")
    studio.press("certificate-choose")


@scene("certificates", "another-number")
def another_number(studio: Studio) -> None:
    certificates(studio, studio.store.all)
    studio.answers.certificates.opened.will(
        ClientError("identity_mismatch_here", business_number="111-11-11119")
    )
    type_password(studio, "pass-word-1")
    studio.press("certificate-choose")
