"""Which page of the guide belongs to which screen, and of which rooms a page may name things."""

from typing import NamedTuple

from desktop_client.views import routes

INDEX = "index"


class Page(NamedTuple):
    """A page, `resources/guide/LANGUAGE/NAME.md`.

    `rooms`: whose texts it may name, beside those of the window and its widgets.
    """

    name: str
    rooms: tuple[str, ...]


HOME = Page("home", ("home",))
FORM = Page("form", ("application", "papers"))
REVIEW = Page("review", ("review", "signing", "certificates", "printing"))
STATUS = Page("status", ("status", "printing"))
ENROLMENT = Page("enrolment", ("enrol", "certificates"))
ISSUING = Page("issuing", ("issuing", "manager", "status"))
LOGIN = Page("login", ("session", "registered", "certificates"))
CERTIFICATES = Page("certificates", ("manager", "certificates", "issuing"))
LOOKUP = Page("lookup", ("lookup",))
SANCTIONS = Page("sanctions", ("sanctions",))
DOCUMENTS = Page("documents", ("documents", "certificates"))
SETTINGS = Page("settings", ("settings",))
TRUST = Page("trust", ("trust",))
CHECKUP = Page("checkup", ("checkup",))
ABOUT = Page("about", ("about", "report"))

PAGES: dict[type[routes.Route], Page] = {
    routes.Home: HOME,
    routes.NewApplication: FORM,
    routes.Application: FORM,
    routes.Review: REVIEW,
    routes.Status: STATUS,
    routes.Enrolment: ENROLMENT,
    routes.Issuing: ISSUING,
    routes.Renewal: ISSUING,
    routes.Login: LOGIN,
    routes.Manager: CERTIFICATES,
    routes.Lookup: LOOKUP,
    routes.Sanctions: SANCTIONS,
    routes.Documents: DOCUMENTS,
    routes.Settings: SETTINGS,
    routes.Trust: TRUST,
    routes.Checkup: CHECKUP,
    routes.About: ABOUT,
    routes.Report: ABOUT,
}
"""By the screen's route."""
FURTHER = (
    Page(INDEX, ()),
    Page("practice", ("home",)),
    Page("keyboard", ()),
)
"""What belongs to no single screen."""
