"""Lists and tables of which one row is chosen."""

from PySide6.QtWidgets import QAbstractItemView


def go_to_selected(listed: QAbstractItemView) -> None:
    """Make the selected row the current one, which is what counts.

    A mouse and keys do both at once; assistive programs select a row without going there.
    To be called once the list has its model.
    """

    def follow() -> None:
        selected = listed.selectionModel().selectedIndexes()
        if selected and listed.currentIndex() not in selected:
            listed.setCurrentIndex(selected[0])

    listed.selectionModel().selectionChanged.connect(follow)
