"""The screens by name and where each is found; they are imported when first entered."""

from importlib import import_module

from desktop_client.first_imports import import_forms
from desktop_client.views.screen import Screen

FIRST = "home"

SCREENS = {
    "home": "desktop_client.views.home.screen:HomeScreen",
    "application": "desktop_client.views.application.screen:ApplicationScreen",
    "review": "desktop_client.views.review.screen:ReviewScreen",
    "status": "desktop_client.views.status.screen:StatusScreen",
    "enrol": "desktop_client.views.enrol.screen:EnrolScreen",
    "manager": "desktop_client.views.manager.screen:ManagerScreen",
    "settings": "desktop_client.views.settings.screen:SettingsScreen",
    "trust": "desktop_client.views.trust.screen:TrustScreen",
    "lookup": "desktop_client.views.lookup.screen:LookupScreen",
    "documents": "desktop_client.views.documents.screen:DocumentsScreen",
    "session": "desktop_client.views.session.screen:SessionScreen",
}


def screen_class(name: str) -> type[Screen]:
    """Return the screen with this name; KeyError where there is none."""
    module, _, attribute = SCREENS[name].partition(":")
    if name != FIRST:  # nothing heavy is imported before the window is up
        import_forms()
    found: type[Screen] = getattr(import_module(module), attribute)
    return found
