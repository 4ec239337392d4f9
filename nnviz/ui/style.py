"""Sizes and style sheets: the one place where the spec's pixels become the window's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QFont, QPaintDevice, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.session import Session
from nnviz.ui.theme import FLOOR, THEMES, TYPE, Theme, families, font

REFERENCE = (1600, 1000)
"""Width and height at which the visual specification's pixels are true."""
TARGET = 36
"""Smallest side of anything to press, in the spec's pixels and on screen."""
OWN = "nnviz"
"""The property of an application that is ours; one without it belongs to the program that shows a window."""
LEAST_SCALE = 0.72
"""The scale of a window of 1280 x 720. In a smaller one nothing shrinks further; some of it makes way."""


@dataclass(frozen=True)
class Lens:
    """How a window shows all that lies in it, to people who sit far away: so many ``times`` larger, no text
    below ``floor`` of its own pixels, in these ``themes``. A window has it as its attribute ``lens``."""

    times: float = 1.0
    floor: float = FLOOR
    themes: Mapping[str, Theme] = field(default_factory=lambda: THEMES)
    is_close: bool = False
    """Whether it comes so close that pixels which are kept would take too much memory."""


_NEAR = Lens()
"""Windows without a lens are looked at from near."""


def lens_of(widget: QWidget) -> Lens:
    """How the window that ``widget`` lies in is looked at."""
    return getattr(widget.window(), "lens", _NEAR)


def is_far(widget: QWidget) -> bool:
    """Whether the window that ``widget`` lies in is shown to people who sit far away."""
    return lens_of(widget).times > 1


def ratio_of(device: QPaintDevice) -> float:
    """Device pixels for a logical one, in the end: what lies under a lens is magnified."""
    own: float = device.devicePixelRatio()
    return own * lens_of(device).times if isinstance(device, QWidget) else own


def scale_of(widget: QWidget) -> float:
    """The spec's s for the window that ``widget`` lies in: min(w/1600, h/1000), not below the least."""
    window = widget.window()
    return max(min(window.width() / REFERENCE[0], window.height() / REFERENCE[1]), LEAST_SCALE)


@dataclass(frozen=True)
class Look:
    """A theme at a scale: what a control needs to draw itself."""

    theme: Theme
    s: float
    is_direct: bool = False
    """Whether each line and word is drawn as itself, for a file of shapes, and nothing from kept pixels."""
    floor: float = FLOOR
    """No text is smaller, in logical pixels."""

    def px(self, pixels: float) -> int:
        """The spec's pixels in this window, whole."""
        return round(pixels * self.s)

    def target(self, pixels: float = TARGET) -> int:
        """The same for the side of something to press, which never shrinks below 36 pixels."""
        return max(self.px(pixels), TARGET)

    def text(self, pixels: float) -> float:
        """A text size of the spec in this window, never below the floor."""
        return max(self.floor, pixels * self.s)

    def font(self, pixels: float, weight: int = 400) -> QFont:
        """The bundled font at the spec's ``pixels``."""
        return font(self.text(pixels), weight, self.is_direct)

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """A colour token of the theme."""
        return self.theme.color(token, alpha)


def look_of(session: Session, widget: QWidget) -> Look:
    """The session's theme at the scale of the window that ``widget`` lies in."""
    lens = lens_of(widget)
    return Look(lens.themes[session.view.theme or "dark"], scale_of(widget), floor=lens.floor)


def dress(window: QWidget, theme: Theme) -> None:
    """Give Qt's own parts the theme's colours and font: everywhere, or in another program's application in
    our window alone."""
    app = QApplication.instance()
    if app is not None and app.property(OWN):
        QApplication.setPalette(palette(theme))
    else:
        window.setPalette(palette(theme))
        window.setFont(font(TYPE["body"]))


def palette(theme: Theme) -> QPalette:
    """Qt's own roles in this theme, for dialogs and text fields."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: "panel",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "bg",
        QPalette.ColorRole.AlternateBase: "raised",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.PlaceholderText: "ink3",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.Highlight: "now",
        QPalette.ColorRole.HighlightedText: "nowink",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.Link: "now",
    }
    for role, token in roles.items():
        result.setColor(role, theme.color(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.color("ink3"))
    return result


def stylesheet(look: Look) -> str:
    """Menus, tooltips, dialogs, text fields and scroll bars. Everything else is painted."""
    theme = look.theme
    body = round(look.text(15))
    family = f'font-family: "{families()[0]}"'
    return f"""
QMenu {{ background: {theme.panel}; color: {theme.ink}; border: 1px solid {theme.line};
  padding: 6px; {family}; font-size: {body}px; }}
QMenu::item {{ padding: {look.px(7)}px {look.px(28)}px {look.px(7)}px {look.px(10)}px; border-radius: 6px; }}
QMenu::item:selected {{ background: {theme.raised}; }}
QMenu::item:disabled {{ color: {theme.ink3}; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: 6px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QToolTip {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line};
  padding: 5px; {family}; font-size: {round(look.text(14))}px; }}
QDialog {{ background: {theme.panel}; border: 1px solid {theme.line}; {family}; font-size: {body}px; }}
QDialog QLabel {{ color: {theme.ink}; {family}; font-size: {body}px; }}
QMessageBox QLabel {{ padding: 6px 12px 6px 4px; }}
QDialog QPushButton {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.line};
  border-radius: 8px; padding: 8px 16px; min-height: 20px; {family}; font-size: {body}px; }}
QDialog QPushButton:hover {{ border-color: {theme.ink3}; }}
QDialog QPushButton:default {{ background: {theme.now}; color: {theme.nowink}; border-color: {theme.now}; }}
QDialog QPushButton:focus {{ border: 3px solid {theme.now}; padding: 6px 14px; }}
QDialog QPushButton:default:focus {{ border-color: {theme.ink}; }}
NumberField {{ background: {theme.bg}; color: {theme.ink}; border: 1px solid {theme.line};
  border-radius: 6px; padding: 0 4px; selection-background-color: {theme.now};
  selection-color: {theme.nowink}; }}
NumberField:focus {{ border: 1px solid {theme.now}; }}
AnswerField {{ background: transparent; color: {theme.ink}; border: none; padding: 0;
  placeholder-text-color: {theme.ink3}; selection-background-color: {theme.now};
  selection-color: {theme.nowink}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 4px; min-height: 24px; }}
QScrollBar::handle:vertical:hover {{ background: {theme.ink3}; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {theme.line}; border-radius: 4px; min-width: 24px; }}
QScrollBar::handle:horizontal:hover {{ background: {theme.ink3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
