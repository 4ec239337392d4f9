"""What can be done with a layer where it is seen: in the rail's list and on the canvas.

Every choice is one edit of the build page. Where the shapes no longer fit, that page opens and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.errors import NNVizError
from nnviz.scene.words import names
from nnviz.session import Session
from nnviz.ui.build.draft_editor import DraftEditor
from nnviz.ui.build.palette import groups
from nnviz.ui.guard import Guarded
from nnviz.ui.layer_function import function_of
from nnviz.ui.plain import button_text, menu_text
from nnviz.ui.style import look_of
from nnviz.ui.widgets.function_menu import FunctionMenu
from nnviz.ui.window import dialogs

BUILD = "build"


class _EditMenu(Guarded, QMenu):
    """A menu whose choices are edits of the layer list; what is refused is said in a dialog."""

    def __init__(self, session: Session, title: str, parent: QWidget) -> None:
        super().__init__(menu_text(title), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.owner = parent
        self.editor = DraftEditor(session, self)
        self.editor.refused.connect(self._refuse)
        self.editor.option_refused.connect(self._refuse)

    def do(self, edit: Callable[[], bool]) -> None:
        """Do it; where the shapes don't fit then, go to the page that says what to do."""
        if edit() and self.editor.plan.mismatch is not None:
            self.session.set_page(BUILD)

    def _refuse(self, reason: str) -> None:
        if reason:
            dialogs.show_error(self.owner, "This is not possible", NNVizError(reason))


class LayerMenu(_EditMenu):
    """The menu of one layer, numbered from 1; 0 is the input, which has only what can follow it."""

    def __init__(self, session: Session, number: int, parent: QWidget) -> None:
        super().__init__(session, names.layer(session.document, number), parent)
        self._number = number
        # While shapes don't fit, the list has other numbers than the network that is shown.
        if self.editor.plan.mismatch is None:
            self._fill()
            self.addSeparator()
        self.addAction("Open in Build", self._open)

    def _fill(self) -> None:
        editor, number, last = self.editor, self._number, len(self.session.document.network.layers)
        if number:
            self._fill_options()
        _fill_kinds(self.addMenu("Add a layer after it"), self, number + 1)
        if not number:
            return
        self.addAction("Duplicate", partial(self.do, partial(editor.duplicate, number)))
        for words, to in (("Move earlier", number - 1), ("Move later", number + 1)):
            action = self.addAction(button_text(words), partial(self.do, partial(editor.move, number, to)))
            action.setEnabled(1 <= to <= last)
        self.addAction("Remove", partial(self.do, partial(editor.remove, number))).setEnabled(last > 1)

    def _fill_options(self) -> None:
        """How many units, and the activation function, of layers that have a choice of these."""
        layer, number = self.session.document.network.layer(self._number), self._number
        if layer.size_option:
            count = layer.options()[layer.size_option]
            noun = "Filters" if layer.has_kernels else "Neurons"
            choices = self.addMenu(button_text(f"{noun}: {count:,}"))
            for other in sorted({count // 2, count - 1, count + 1, 2 * count} - {0, count}):
                change = partial(self.editor.set_options, number, {layer.size_option: other})
                choices.addAction(button_text(f"{other:,}"), partial(self.do, change))
        if layer.activation is not None:
            words = names.function(layer.activation)
            self.addAction(button_text(f"Activation function: {words}…"), self._choose_function)
        if not self.isEmpty():
            self.addSeparator()

    def _choose_function(self) -> None:
        look = look_of(self.session, self.owner)
        FunctionMenu(function_of(self.session, self._number), look, self.owner).open_at(self.pos())

    def _open(self) -> None:
        self.session.set_page(BUILD)
        self.editor.choose(self._number)


class AddMenu(_EditMenu):
    """Every kind of layer: it comes after the selected one, but before the last, which gives the answer."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, "Add a layer", parent)
        selection, last = session.here, len(self.editor.plan.lines)
        after = last - 1 if selection is None else min(selection.layer, last - 1)
        _fill_kinds(self, self, after + 1)


def _fill_kinds(menu: QMenu, editor: _EditMenu, at: int) -> None:
    """Every kind of layer, in the groups of the palette, to be added as number ``at``."""
    for title, kinds in groups().items():
        menu.addSection(button_text(title))
        for kind in kinds:
            menu.addAction(button_text(kind), partial(editor.do, partial(editor.editor.add, kind, at)))
