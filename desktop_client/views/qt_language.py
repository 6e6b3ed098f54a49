"""Qt's own words (menus of lines, file and print dialogs) in the language of the screens."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from registration.text import Language

_TRANSLATOR = QTranslator()
"""Kept here: Qt only borrows it."""


def speak(language: Language) -> None:
    """Have Qt speak it; English is what Qt speaks by itself."""
    QCoreApplication.removeTranslator(_TRANSLATOR)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language == "ko" and _TRANSLATOR.load("qtbase_ko", folder):
        QCoreApplication.installTranslator(_TRANSLATOR)
