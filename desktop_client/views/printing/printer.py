"""Asks for a printer; what is printed on stays alive as long as the dialog that asks."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


def ask_printer(parent: QWidget, print_on: Callable[[QPrinter], object]) -> QPrintDialog:
    """Open the system's print dialog; `print_on` gets the printer once it is accepted.

    Qt's dialog keeps a bare pointer to its printer: the connection below owns it.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_on(printer))
    QDialog.open(dialog)  # its own `open` takes a slot and nothing else
    return dialog
