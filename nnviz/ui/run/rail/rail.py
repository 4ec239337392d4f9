"""The rail as a whole: its sections one under the other, or three icons that open them over the canvas."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change, Session
from nnviz.ui.guard import Guarded
from nnviz.ui.run.rail import picture
from nnviz.ui.run.rail.features import FeaturesSection
from nnviz.ui.run.rail.layers import LayersSection
from nnviz.ui.run.rail.pad_section import PadSection
from nnviz.ui.run.rail.rail_button import RailButton
from nnviz.ui.run.rail.samples import SamplesSection
from nnviz.ui.run.rail.section import RailSection
from nnviz.ui.run.rail.seen import SeenSection
from nnviz.ui.style import Look, look_of
from nnviz.ui.widgets.buttons import IconButton
from nnviz.ui.widgets.removal import take_away

WIDTH, FOLDED = 288, 64
"""The spec's pixels of the rail, and of its icons."""
PANEL_SCALE = 0.9
"""A folded rail's panel is never drawn smaller than this: there is room over the canvas."""


class InputRail(Guarded, QWidget):
    """Where the input comes from, and what the network is made of."""

    extent_changed = Signal()
    """The rail takes another width: its panel was opened or closed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Input and layers")
        self._look = look_of(session, self)
        self._folded = False
        self._may_open = False
        self._is_kept_open = False
        self._open: str | None = None
        self.pad = PadSection(session, self)
        self.seen = SeenSection(session, self)
        self.features = FeaturesSection(session, self)
        self.further: tuple[FeaturesSection, ...] = ()
        self._gathered: tuple[tuple[int, tuple[int, ...]], ...] = ()
        self.samples = SamplesSection(session, self)
        self.layers = LayersSection(session, self)
        self._sections: tuple[RailSection, ...] = ()
        self._gather()
        self.icons = {
            "Pad": RailButton("pen", "Pad", self),
            "Data": RailButton("grid-3x3", "Data", self),
            "Layers": RailButton("layers", "Layers", self),
        }
        for name, button in self.icons.items():
            button.clicked.connect(lambda _=False, n=name: self._toggle(n))
        self.opener = IconButton("chevron-right", "Open the rail", self, 24)
        self.opener.clicked.connect(self._keep_open)

    # extent

    def extent(self) -> int:
        """Pixels of the window's width that the rail keeps to itself."""
        s = look_of(self._session, self).s
        return max(round(FOLDED * s), 48) if self._folded else round(WIDTH * s)

    def open_extent(self) -> int:
        """Pixels it covers, with the panel that lies over the canvas."""
        return self.extent() + (round(WIDTH * self._panel_look().s) if self._folded and self._open else 0)

    def set_folded(self, must: bool, would: bool = False) -> None:
        """Show icons in place of the sections, or the sections.

        ``must``: there is no room; ``would``: the network needs the room, but a person may open the rail.
        """
        self._may_open = would and not must
        folded = must or (would and not self._is_kept_open)
        if folded != self._folded:
            self._folded = folded
            self._open = None
            self._place()

    def close_panel(self) -> None:
        """Close what lies over the canvas."""
        if self._open is not None:
            self._toggle(self._open)

    def _toggle(self, name: str) -> None:
        self._open = None if self._open == name else name
        self.extent_changed.emit()
        self._place()

    def _keep_open(self) -> None:
        """Open the rail beside the canvas of a large network, or fold it again."""
        self._is_kept_open = not self._is_kept_open
        self.extent_changed.emit()

    def _panel_look(self) -> Look:
        look = look_of(self._session, self)
        return Look(look.theme, max(look.s, PANEL_SCALE)) if self._folded else look

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & Change.DOCUMENT or self._gathered != self._further_inputs():
            self._gather()
            change |= Change.DOCUMENT
        for section in self._sections:
            if self._concerns(section):
                section.state = self._session.state
                section.refresh(change)
        if change & Change.DOCUMENT:
            self._is_kept_open = False
            self._name_icons()
        if change & (Change.DOCUMENT | Change.NETWORK | Change.THEME):
            self._place()

    def _further_inputs(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Number and size of each: a layer that comes before it gives it another number."""
        network = self._session.document.network
        return tuple((number, network.shapes[number]) for number in network.input_layers[1:])

    def _gather(self) -> None:
        """One editor for each input of the network, then the parts that every network has."""
        for section in self.further:
            take_away(section)
        self._gathered = self._further_inputs()
        self.further = tuple(FeaturesSection(self._session, self, layer) for layer, _ in self._gathered)
        self._sections = (self.pad, self.features, self.seen, *self.further, self.samples, self.layers)

    def _name_icons(self) -> None:
        can_draw = picture.can_draw(self._session.document)
        self.icons["Pad"].icon_name = "pen" if can_draw else "pencil"
        self.icons["Pad"].describe("Pad" if can_draw else "Input")

    def _concerns(self, section: RailSection) -> bool:
        document = self._session.document
        size = picture.size_of(document)
        if section is self.pad:
            return picture.can_draw(document)
        if section is self.seen:
            return size is not None
        if section is self.features:
            return size is None
        return section is not self.samples or self.samples.has_samples()

    def _shown(self) -> list[RailSection]:
        groups: dict[str | None, tuple[RailSection, ...]] = {
            None: (),
            "Pad": (self.pad, self.features, self.seen, *self.further),
            "Data": (self.samples,),
            "Layers": (self.layers,),
        }
        wanted = groups[self._open] if self._folded else self._sections
        return [section for section in wanted if self._concerns(section)]

    # geometry and painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self._place()

    def _place(self) -> None:
        self._look = look_of(self._session, self)
        look = self._panel_look()
        left = self.extent() if self._folded else 0
        shown = self._shown()
        # These two leave room above their title by themselves.
        y = look.px(10) if shown and shown[0] not in (self.pad, self.features) else 0
        for section in self._sections:
            section.setVisible(section in shown)
        for section in shown:
            section.set_look(look)
            # How tall it wants to be hangs on how wide it is: a pad is a square.
            section.resize(round(WIDTH * look.s), section.height())
            height = section.height_wanted()
            if section is self.layers:
                height = max(min(height, self.height() - y), 1)
            section.setGeometry(left, y, round(WIDTH * look.s), height)
            y += height
        self._place_icons()
        self.update()

    def _place_icons(self) -> None:
        side = max(self._look.px(44), 36)
        wide, high, top = self.extent() - 4, max(self._look.px(66), 50), self._look.px(22)
        for name, button in self.icons.items():
            is_empty = name == "Data" and not self.samples.has_samples()
            button.setVisible(self._folded and not is_empty)
            button.set_look(self._look)
            button.setChecked(name == self._open)
            button.setGeometry(2, top, wide, high)
            # A part that has nothing to show leaves no gap.
            top += 0 if is_empty else high + 8
        self.opener.setVisible(self._may_open)
        self.opener.icon_name = "chevron-right" if self._folded else "chevron-left"
        self.opener.describe("Open the rail" if self._folded else "Fold the rail")
        self.opener.set_look(self._look)
        left = (self.extent() - side) // 2 if self._folded else self.extent() - side - 4
        self.opener.setGeometry(left, self.height() - side - 8, side, side)
        self.opener.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(self.rect(), self._look.color("panel"))
        line = self._look.color("line")
        painter.fillRect(self.width() - 1, 0, 1, self.height(), line)
        if self._folded and self._open:
            painter.fillRect(self.extent() - 1, 0, 1, self.height(), line)
