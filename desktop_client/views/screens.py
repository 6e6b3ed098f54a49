"""Which screen a route leads to; their modules are imported when they are first entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_client.first_imports import import_forms
from desktop_client.views import routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.parts import Parts
    from desktop_client.pki.issuing.requests import RevocationReason
    from desktop_client.views.screen import Navigate, Screen
    from desktop_client.work import Work
    from desktop_client.workflows.holding import Holding
    from desktop_client.workflows.known import KnownData
    from desktop_client.workflows.service_identity import ServiceIdentity
    from registration.kinds import Kind
    from registration.road_addresses import FoundAddresses
    from registration.wire import Institutions


def build(route: routes.Route, parts: Parts, navigate: Navigate) -> Screen:
    """Return the screen of a route, before it is entered."""
    if not isinstance(route, routes.Home):  # nothing heavy is imported before the window is up
        import_forms()
    return SCREENS[type(route)](parts, navigate, route)


def _home(parts: Parts, navigate: Navigate, _route: routes.Home) -> Screen:
    from desktop_client.views.home.screen import HomeScreen

    return HomeScreen(parts, navigate)


def _application(
    parts: Parts, navigate: Navigate, route: routes.NewApplication | routes.Application
) -> Screen:
    from desktop_client.views.application.screen import ApplicationScreen

    def find_known(work: Work, kind: Kind) -> KnownData | None:  # built once a form is begun
        return parts.known.find(work, kind)

    def find_institutions(work: Work, typed: str) -> Institutions:
        return parts.enquiries.institutions(work, typed)

    def find_addresses(work: Work, typed: str, page: int) -> FoundAddresses:
        return parts.addresses.find(work, typed, page)

    return ApplicationScreen(
        parts.jobs,
        parts.drafts,
        navigate,
        route,
        attaching=parts.attaching,
        find_known=find_known,
        find_institutions=find_institutions,
        find_addresses=find_addresses,
    )


def _review(parts: Parts, navigate: Navigate, route: routes.Review) -> Screen:
    from desktop_client.views.review.screen import ReviewScreen

    return ReviewScreen(parts, navigate, route)


def _status(parts: Parts, navigate: Navigate, route: routes.Status) -> Screen:
    from desktop_client.views.status.screen import StatusScreen

    return StatusScreen(parts, navigate, route)


def _enrolment(parts: Parts, navigate: Navigate, route: routes.Enrolment) -> Screen:
    from desktop_client.views.enrol.screen import EnrolScreen

    return EnrolScreen(parts, navigate, route)


def _issuing(parts: Parts, navigate: Navigate, route: routes.Issuing) -> Screen:
    from desktop_client.views.issuing.screen import IssuingScreen

    return IssuingScreen(parts, navigate, route)


def _renewal(parts: Parts, navigate: Navigate, route: routes.Renewal) -> Screen:
    from desktop_client.views.issuing.renewal import RenewalScreen

    return RenewalScreen(parts, navigate, route)


def _login(parts: Parts, navigate: Navigate, route: routes.Login) -> Screen:
    from desktop_client.views.session.screen import SessionScreen

    return SessionScreen(parts, navigate, route)


def _manager(parts: Parts, navigate: Navigate, route: routes.Manager) -> Screen:
    from desktop_client.views.manager.screen import ManagerScreen

    def revoke(work: Work, entry: Holding, secret: str, reason: RevocationReason) -> bool:
        return parts.obtaining.revoke(work, entry, secret, reason)

    return ManagerScreen(
        parts.jobs,
        parts.certificate_manager,
        revoke,
        navigate,
        route,
        last_used=parts.certificates.last_used,
    )


def _lookup(parts: Parts, navigate: Navigate, route: routes.Lookup) -> Screen:
    from desktop_client.views.lookup.screen import LookupScreen

    return LookupScreen(parts.jobs, parts.following, navigate, route)


def _sanctions(parts: Parts, navigate: Navigate, route: routes.Sanctions) -> Screen:
    from desktop_client.views.sanctions.screen import SanctionsScreen

    return SanctionsScreen(parts.jobs, parts.following, navigate, route)


def _documents(parts: Parts, navigate: Navigate, route: routes.Documents) -> Screen:
    from desktop_client.views.documents.screen import DocumentsScreen

    return DocumentsScreen(parts, navigate, route)


def _settings(parts: Parts, navigate: Navigate, route: routes.Settings) -> Screen:
    from desktop_client.views.settings.screen import SettingsScreen

    def identify(work: Work, address: str) -> ServiceIdentity:  # built once the button is pressed
        return parts.exporting.identify(work, address)

    return SettingsScreen(
        parts.jobs, parts.settings, identify, navigate, route, practice=parts.practice
    )


def _trust(parts: Parts, navigate: Navigate, _route: routes.Trust) -> Screen:
    from desktop_client.views.trust.screen import TrustScreen

    return TrustScreen(parts.jobs, parts.trusting, navigate, practice=parts.practice)


def _checkup(parts: Parts, navigate: Navigate, _route: routes.Checkup) -> Screen:
    from desktop_client.views.checkup.screen import CheckupScreen

    return CheckupScreen(parts.jobs, lambda: parts.checkup, navigate)


def _about(parts: Parts, navigate: Navigate, _route: routes.About) -> Screen:
    from desktop_client.views.about.screen import AboutScreen

    return AboutScreen(parts.jobs, parts.folder, navigate)


def _report(parts: Parts, navigate: Navigate, _route: routes.Report) -> Screen:
    from desktop_client.views.report.screen import ReportScreen

    return ReportScreen(parts, navigate)


SCREENS: dict[type[routes.Route], Callable[[Parts, Navigate, Any], Screen]] = {
    routes.Home: _home,
    routes.NewApplication: _application,
    routes.Application: _application,
    routes.Review: _review,
    routes.Status: _status,
    routes.Enrolment: _enrolment,
    routes.Issuing: _issuing,
    routes.Renewal: _renewal,
    routes.Login: _login,
    routes.Manager: _manager,
    routes.Lookup: _lookup,
    routes.Sanctions: _sanctions,
    routes.Documents: _documents,
    routes.Settings: _settings,
    routes.Trust: _trust,
    routes.Checkup: _checkup,
    routes.About: _about,
    routes.Report: _report,
}
