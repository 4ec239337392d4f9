"""The question how large a new network's input is."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nnviz.document.new import CLASSES, IMAGE, VALUES
from nnviz.ui.plain import PlainLabel, set_window_title

KINDS = ("Values", "An image")


class NewNetwork(QDialog):
    """``size`` is what was chosen last: (values, channels, height, width, classes), and whether an image."""

    def __init__(self, parent: QWidget | None, size: tuple[int, ...], is_image: bool) -> None:
        super().__init__(parent)
        set_window_title(self, "New network")
        self.kind = QComboBox()
        self.kind.addItems(KINDS)
        self.kind.setAccessibleName("Input")
        bounds = (*VALUES, *IMAGE, ("output classes", CLASSES))
        self.fields = [_field(name, most, now) for (name, most), now in zip(bounds, size, strict=True)]
        self._form = QFormLayout()
        self._form.addRow(PlainLabel("Input"), self.kind)
        for (name, most), field in zip(bounds, self.fields, strict=True):
            self._form.addRow(PlainLabel(f"{name.capitalize()}, 1 to {most:,}"), field)
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        create = buttons.addButton("Create", QDialogButtonBox.ButtonRole.AcceptRole)
        create.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(PlainLabel("It starts with one layer and random weights. Build goes on from there."))
        column.addLayout(self._form)
        column.addWidget(buttons)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.kind.setCurrentIndex(int(is_image))
        self._show_fields()

    @property
    def is_image(self) -> bool:
        """Whether the input is one."""
        return self.kind.currentIndex() == 1

    @property
    def size_chosen(self) -> tuple[int, ...]:
        """Values, channels, height, width, classes."""
        return tuple(field.value() for field in self.fields)

    @property
    def shape(self) -> tuple[int, ...]:
        """The input's shape."""
        return self.size_chosen[1:4] if self.is_image else self.size_chosen[:1]

    def _show_fields(self) -> None:
        for place, field in enumerate(self.fields[:-1]):
            self._form.setRowVisible(field, (place > 0) == self.is_image)
        self.adjustSize()


def _field(name: str, most: int, now: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(1, most)
    field.setValue(now)
    field.setAccessibleName(name.capitalize())
    return field
