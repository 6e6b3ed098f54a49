"""The guide's pages: one for each screen, alike in both languages, naming only what is there."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_client.views.guide.pages import FURTHER, INDEX, PAGES, Page
from desktop_client.views.guide.reading import (
    GUIDE,
    NAMED,
    WINDOW,
    file_of,
    named_in,
    picture_of,
    read,
    source,
    text_of,
)
from desktop_client.views.language import language as spoken
from desktop_client.views.language import set_language
from desktop_client.views.screens import SCREENS
from registration.text import LANGUAGES, Language
from testing.gallery.guide import PICTURES, WORDS, digest_of, scene_of
from testing.gallery.rendering import store
from testing.gallery.studio import Store, fixed_clock


@pytest.fixture(scope="module")
def guide_store(qapp: QApplication) -> Iterator[Store]:
    """What the pictured scenes are arranged with, at the moment of every picture."""
    before = spoken()
    with fixed_clock(), store() as made:
        yield made
    set_language(before)


EVERY = sorted({*PAGES.values(), *FURTHER})
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
HEADING = re.compile(r"^(#+) ", re.MULTILINE)


def test_every_screen_has_a_page() -> None:
    assert set(PAGES) == set(SCREENS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_and_none_besides(language: Language) -> None:
    names = {page.name for page in EVERY}
    assert {file.stem for file in (GUIDE / language).glob("*.md")} == names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_a_page_names_what_its_screens_say(page: Page, language: Language) -> None:
    rooms = {WINDOW, "widgets", *page.rooms}
    for room, name in named_in(page.name, language):
        assert room in rooms, f"{room}.{name} is not on the screens of this page"
        text_of(room, name)
    assert "{" not in NAMED.sub("", source(page.name, language))


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_both_languages_tell_the_same(page: Page) -> None:
    korean, english = (source(page.name, language) for language in LANGUAGES)
    for kind in (NAMED, LINK, PICTURE, HEADING):
        assert sorted(kind.findall(korean)) == sorted(kind.findall(english))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_and_every_page_is_in_the_contents(language: Language) -> None:
    for page in EVERY:
        for target in LINK.findall(source(page.name, language)):
            assert file_of(target.removesuffix(".md"), language).is_file(), (page.name, target)
    listed = set(LINK.findall(source(INDEX, language)))
    assert {f"{page.name}.md" for page in EVERY} - {f"{INDEX}.md"} <= listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_and_none_besides(language: Language) -> None:
    shown = {name for page in EVERY for name in PICTURE.findall(source(page.name, language))}
    assert {file.name for file in (GUIDE / language).glob("*.png")} == shown
    assert all(picture_of(name, language).stat().st_size > 0 for name in shown)


@pytest.mark.parametrize("page", PICTURES)
def test_no_picture_is_older_than_its_screen(page: str, guide_store: Store) -> None:
    kept = QImage(str(picture_of(f"{page}.png", "ko"))).text(WORDS)
    with scene_of(page, "ko", guide_store) as studio:
        assert digest_of(studio) == kept, "the screen says something else: run make guide"


def test_a_page_says_what_the_button_says() -> None:
    assert "**신청서 작성 시작**" in read("home", "ko")
    assert "**Start an application**" in read("home", "en")
