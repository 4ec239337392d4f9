"""Taking a control away for good."""

from PySide6.QtWidgets import QWidget


def take_away(widget: QWidget) -> None:
    """Hide it now and delete it once its own events are done: what is hidden gets no more of the pointer's.

    Qt deletes later, since the control may be the one whose event is being answered; until then it would
    still be asked about rows that are gone.
    """
    widget.hide()
    widget.deleteLater()
