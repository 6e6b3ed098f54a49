"""Which document is signed, where the signature goes, and whether it is stamped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.pki.signing.document import Form
from desktop_client.views.documents import texts
from desktop_client.views.language import say
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import PrimaryButton
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.file_line import FileLine
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row
from desktop_client.views.widgets.look import named
from desktop_client.workflows.documents import Order
from registration.text import Text


class OrderForm(QWidget):
    """Emits `ordered` with the `Order` once the button is pressed.

    `unstamped`: why no time stamp can be had, None where one can.
    """

    ordered = Signal(object)

    def __init__(self, order: Order, unstamped: Text | None) -> None:
        super().__init__()
        self.document = FileLine(texts.DOCUMENT, "documents-document")
        self.original = FileLine(texts.ORIGINAL, "documents-original")
        self.form = named(CalmCombo(), "documents-form")
        self.form.setAccessibleName(say(texts.FORM))
        for form, words in texts.FORMS.items():
            self.form.addItem(say(words), form)
        self._note = Label("", "subtle")
        self.stamp = WrappedCheck(say(texts.STAMP))
        self.stamp.box.setObjectName("documents-stamp")
        self.go = named(PrimaryButton(say(texts.NEXT), self._order), "documents-next")
        self._lay_out(unstamped)
        self._load(order)
        self.form.currentIndexChanged.connect(self._enable)
        self.document.changed.connect(self._enable)
        for line in (self.document.line, self.original.line):
            line.returnPressed.connect(self.go.click)
        self._enable()

    @property
    def order(self) -> Order:
        """What is asked for."""
        form = Form(self.form.currentData())
        original = self.original.path if form is Form.ADDED else None
        document = self.document.path or Order.NOTHING
        return Order(document, form, self.stamp.box.isChecked(), original)

    def _lay_out(self, unstamped: Text | None) -> None:
        title = Label(say(texts.FORM), "strong")
        title.setBuddy(self.form)
        choice = QWidget()
        across = row(choice)
        across.addWidget(self.form)
        across.addStretch(1)
        down = column(self)
        for widget in (self.document, title, choice, self._note, self.original, self.stamp):
            down.addWidget(widget)
        if unstamped:
            self.stamp.setDisabled(True)
            down.addWidget(Label(say(unstamped), "subtle"))
        down.addStretch(1)
        stand_in_bar(self, self.go)

    def _load(self, order: Order) -> None:
        if order.document != Order.NOTHING:
            self.document.line.setText(str(order.document))
        self.original.line.setText(str(order.original or ""))
        self.form.setCurrentIndex(self.form.findData(order.form))
        self.stamp.box.setChecked(order.stamped)

    def _enable(self) -> None:
        form = Form(self.form.currentData())
        self._note.setText(say(texts.FORM_NOTES[form]))
        self.original.setVisible(form is Form.ADDED)
        self.go.setEnabled(self.document.path is not None)

    def _order(self) -> None:
        self.ordered.emit(self.order)
