"""What every screen is checked for by machine: clipped text, names for screen readers, contrast.

Each check returns a list of faults in words; an empty list is what a test asks for.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QRegion
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTableView,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from desktop_client.views.widgets.action_bar import without_letter

CONTROLS = (
    QPushButton,
    QToolButton,
    QLineEdit,
    QComboBox,
    QCheckBox,
    QTableView,
    QTextBrowser,
    QAbstractSpinBox,
)
TEXT_CONTRAST = 4.5
BORDER_CONTRAST = 3.0
LEAST_SHARE = 0.002
RUN_BYTES = 32
"""Pixels that are counted at once, as bytes."""
TURNS = 10
"""Of the event loop, until texts that depend on one another's widths have their places."""


def picture(shown: QWidget, *names: object) -> None:
    """Keep a picture for people to look at, in the folder that G2B_SCREENS names, if it does."""
    folder = os.environ.get("G2B_SCREENS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        shown.grab().save(str(Path(folder) / ("-".join(map(str, names)) + ".png")))


def settle() -> None:
    """Let every layout come to rest."""
    for _ in range(TURNS):
        QApplication.processEvents()


def visible(root: QWidget) -> Iterator[QWidget]:
    """Yield the root and every widget inside it that is shown, once layouts have come to rest."""
    settle()
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible():
            yield widget


def words_of(widget: QWidget) -> str:
    """Return how a fault names a widget."""
    text = getattr(widget, "text", None)
    shown = text() if callable(text) else ""
    return f"{type(widget).__name__}({shown or widget.accessibleName() or widget.objectName()!r})"


def clipped(root: QWidget) -> list[str]:
    """Return texts that do not fit, widgets over one another, and sideways scrolling."""
    faults: list[str] = []
    for widget in visible(root):
        faults += [f"{words_of(widget)}: {fault}" for fault in _text_faults(widget)]
        faults += _overlaps(widget)
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().isVisible():
            faults.append(f"{words_of(widget)}: scrolls sideways")
    return faults


def _text_faults(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text():
        yield from _cut_label(widget)
    elif isinstance(widget, QPushButton | QCheckBox) and widget.text():
        if _width(widget, without_letter(widget.text())) > _button_contents(widget).width() + 1:
            yield "its text is cut"
    elif isinstance(widget, QLineEdit):
        if widget.fontMetrics().height() > _line_contents(widget).height() + 1:
            yield "its line is too low"
    elif isinstance(widget, QComboBox):
        if _width(widget, widget.currentText()) > _combo_contents(widget).width() + 1:
            yield "its choice is cut"
    elif isinstance(widget, QHeaderView):
        yield from _cut_titles(widget)


def _cut_label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + 1:
            yield "its lines do not fit"
    elif not QRect(0, 0, label.width() + 1, label.height() + 1).contains(
        QRect(QPoint(), label.sizeHint())
    ):
        yield "its text is cut"


def _width(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(text)


def _button_contents(button: QPushButton | QCheckBox) -> QRect:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    elements = QStyle.SubElement
    element = (
        elements.SE_CheckBoxContents
        if isinstance(button, QCheckBox)
        else elements.SE_PushButtonContents
    )
    return button.style().subElementRect(element, option, button)


def _line_contents(line: QLineEdit) -> QRect:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    return line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)


def _combo_contents(combo: QComboBox) -> QRect:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    return combo.style().subControlRect(control, option, part, combo)


def _cut_titles(header: QHeaderView) -> Iterator[str]:
    if header.orientation() == Qt.Orientation.Vertical:
        return
    shown = (at for at in range(header.count()) if not header.isSectionHidden(at))
    for section in shown:
        if header.sectionSizeFromContents(section).width() > header.sectionSize(section) + 1:
            yield f"the title of column {section + 1} is cut"


def _overlaps(parent: QWidget) -> list[str]:
    if isinstance(parent, QAbstractScrollArea | QHeaderView | QComboBox | QScrollBar | QLineEdit):
        return []
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    faults = []
    is_viewport = isinstance(parent.parentWidget(), QAbstractScrollArea)
    for index, child in enumerate(children):
        if not is_viewport and not parent.rect().adjusted(-1, -1, 1, 1).contains(child.geometry()):
            faults.append(f"{words_of(child)} reaches out of {words_of(parent)}")
        for other in children[index + 1 :]:
            common = child.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1:
                faults.append(f"{words_of(child)} lies over {words_of(other)}")
    return faults


def unnamed(root: QWidget) -> list[str]:
    """Return the controls a screen reader would have no name for."""
    return [
        f"{words_of(widget)} in {words_of(widget.parentWidget() or root)} has no name"
        for widget in visible(root)
        if isinstance(widget, CONTROLS) and not _name(widget).strip()
    ]


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: QColor, other: QColor) -> float:
    """Return the contrast of WCAG 2 between two colours, 1 to 21."""
    brighter, darker = sorted((luminance(color), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def text_contrast(image: QImage) -> float:
    """Return the contrast of a picture of text: its commonest colour and the farthest from it."""
    pixels = bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())
    key = hashlib.sha256(pixels).digest()
    if key not in _CONTRASTS:
        _CONTRASTS[key] = _contrast_within(pixels)
    return _CONTRASTS[key]


_CONTRASTS: dict[bytes, float] = {}
"""What was found of each picture, by its hash: the same texts stand on many screens."""


def _contrast_within(pixels: bytes) -> float:
    counts = _counted(pixels)
    least = sum(counts.values()) * LEAST_SHARE
    ground = QColor(counts.most_common(1)[0][0])
    return max(
        (contrast(ground, QColor(value)) for value, count in counts.items() if count >= least),
        default=1.0,
    )


def _counted(pixels: bytes) -> Counter[int]:
    """Return how often each pixel of four bytes occurs; most of a picture is the same run."""
    runs = Counter(pixels[at : at + RUN_BYTES] for at in range(0, len(pixels), RUN_BYTES))
    counts = Counter(memoryview(b"".join(runs)).cast("I"))
    for run, times in runs.items():
        if times > 1:
            for value in memoryview(run).cast("I"):
                counts[value] += times - 1
    return counts


def faint_texts(root: QWidget) -> list[str]:
    """Return the enabled texts below 4.5:1, also those scrolled out of sight."""
    settle()  # what is looked for below must stand where it is in the pictures
    layers = {root}
    layers.update(inside for area in root.findChildren(QScrollArea) if (inside := area.widget()))
    pictures = {layer: _picture(layer) for layer in layers}
    faults = []
    for widget in visible(root):
        is_text = isinstance(widget, QLabel | QPushButton | QCheckBox | QComboBox | QLineEdit)
        shown = widget.currentText() if isinstance(widget, QComboBox) else _text(widget)
        if is_text and widget.isEnabled() and shown.strip():
            layer = next(around for around in _around(widget) if around in layers)
            place = QRect(widget.mapTo(layer, QPoint()), widget.size())
            found = text_contrast(pictures[layer].copy(place))
            if found < TEXT_CONTRAST:
                faults.append(f"{words_of(widget)}: {found:.2f}")
    return faults


def _around(widget: QWidget) -> Iterator[QWidget]:
    around = widget.parentWidget()
    while around:
        yield around
        around = around.parentWidget()


def _picture(widget: QWidget) -> QImage:
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(widget.palette().window().color())
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def faint_borders(root: QWidget) -> list[str]:
    """Return the fields whose edge is below 3:1 against what is around them."""
    faults = []
    for widget in visible(root):
        if isinstance(widget, QLineEdit | QComboBox) and widget.isEnabled():
            found = _border_contrast(widget)
            if found < BORDER_CONTRAST:
                faults.append(f"{words_of(widget)}: {found:.2f}")
    return faults


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def _border_contrast(widget: QWidget) -> float:
    """Return the contrast of the middle of the left edge with the background beside the text."""
    image = widget.grab().toImage()
    middle = image.height() // 2
    inside = image.pixelColor(min(6, image.width() - 1), middle)
    return max(contrast(image.pixelColor(x, middle), inside) for x in range(3))
