"""The parts of the Train page: a row each in one table. A part is made at its first visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.train.cursor import Cursor
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.pages import Host


class TrainPart(Part):
    """A part of the Train page, as its page knows it: it fills what rail and transport leave.

    What it draws comes from the session alone; :meth:`refresh` is called with everything that has changed
    since it was last shown, and after a new size or theme through :meth:`set_look`.
    """

    def first_control(self) -> QWidget:
        """What has the keyboard when the part is visited."""
        return self

    def tab_parts(self) -> Sequence[QWidget]:
        """What Tab goes through one after the other, each line by line."""
        return (self,)

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        raise NotImplementedError


@dataclass(frozen=True)
class PartRow:
    """A row of the table: ``make`` loads the part's room and makes it in a parent; ``about`` says what one
    does there."""

    name: str
    title: str
    about: str
    make: Callable[[Host, QWidget], TrainPart]


def _data(host: Host, parent: QWidget) -> TrainPart:
    from nnviz.ui.train.data import DataPart

    return DataPart(host, parent)


def _curves(host: Host, parent: QWidget) -> TrainPart:
    from nnviz.ui.train.charts import CurvesPart

    return CurvesPart(host, Cursor(host.session), parent)


def _examples(host: Host, parent: QWidget) -> TrainPart:
    from nnviz.ui.train.examples import ExamplesPart

    return ExamplesPart(host, parent)


PARTS: tuple[PartRow, ...] = (
    PartRow("data", "Data", "What is learned from", _data),
    PartRow("curves", "Curves", "The network and how well it learns", _curves),
    PartRow("examples", "Examples", "Which examples it gets right", _examples),
)
"""The parts in the order of their tabs."""
