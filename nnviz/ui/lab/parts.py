"""The lab's parts: a row each in one table. A part is made at its first visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.pages import Host


class LabPart(Part):
    """A part of the lab, as its page knows it: it fills the page below the title line.

    What it draws comes from the session alone; :meth:`refresh` is called with everything that has changed
    since it was last shown, and after a new size or theme through :meth:`set_look`.
    """

    def heading(self) -> str:
        """The page's title while this part is shown."""
        raise NotImplementedError

    def first_control(self) -> QWidget:
        """What has the keyboard when the part is visited. No focus proxy: Tab would go past what stands
        before it."""
        return self

    def tab_parts(self) -> Sequence[QWidget]:
        """What Tab goes through one after the other, each line by line."""
        return (self,)

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        raise NotImplementedError


@dataclass(frozen=True)
class PartRow:
    """A row of the table: ``make`` loads the part's room and makes it in a parent."""

    name: str
    title: str
    make: Callable[[Host, LabEditor, QWidget], LabPart]


def _functions(host: Host, editor: LabEditor, parent: QWidget) -> LabPart:
    from nnviz.ui.lab.functions import FunctionsPart

    return FunctionsPart(host, editor, parent)


def _softmax(host: Host, editor: LabEditor, parent: QWidget) -> LabPart:
    from nnviz.ui.lab.softmax import SoftmaxPart

    return SoftmaxPart(host, editor, parent)


def _gradients(host: Host, editor: LabEditor, parent: QWidget) -> LabPart:
    from nnviz.ui.lab.gradients import GradientsPart

    return GradientsPart(host, editor, parent)


def _dying(host: Host, editor: LabEditor, parent: QWidget) -> LabPart:
    from nnviz.ui.lab.dying import DyingPart

    return DyingPart(host, editor, parent)


def _bend(host: Host, editor: LabEditor, parent: QWidget) -> LabPart:
    from nnviz.ui.lab.bend import BendPart

    return BendPart(host, editor, parent)


PARTS: tuple[PartRow, ...] = (
    PartRow("functions", "Functions", _functions),
    PartRow("softmax", "Softmax", _softmax),
    PartRow("gradients", "Gradient health", _gradients),
    PartRow("dying", "Dying ReLU", _dying),
    PartRow("bend", "Why a bend", _bend),
)
"""The parts in the order of their tabs."""
