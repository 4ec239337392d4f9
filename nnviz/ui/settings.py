"""What the program remembers about a person: theme, geometry, recent files, reduced motion, the map.

The one owner of all that: nobody else opens the store, or asks environment and desktop for it. The window
changes it, each thing in one place, and tells its session; views learn of it from the session alone.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QGuiApplication

from nnviz.session import Preferences, Session

NEW = (4, 1, 8, 8, 3)
"""The sizes of a new network before anybody chose: values, channels, height, width, classes."""
RECENT = 8
"""How many recent files are remembered."""


def _store() -> QSettings:
    path = Path(platformdirs.user_config_dir("nnviz", appauthor=False)) / "nnviz.ini"
    return QSettings(str(path), QSettings.Format.IniFormat)


def tell(session: Session) -> None:
    """Have a session shown as the person has it: in the chosen theme, where the document names none."""
    if not session.view.theme:
        session.set_theme(theme())
    session.set_preferences(Preferences(reduced_motion(), map_shown()))


def theme() -> str:
    """The chosen theme; by default the desktop's, and dark where the desktop doesn't say."""
    chosen = str(_store().value("theme", ""))
    if chosen in ("dark", "light"):
        return chosen
    hints = QGuiApplication.styleHints()
    return "light" if hints.colorScheme() == Qt.ColorScheme.Light else "dark"


def set_theme(name: str) -> None:
    """Remember the theme."""
    _store().setValue("theme", name)


def geometry() -> QByteArray | None:
    """Where the window was, as Qt wrote it, or None."""
    value = _store().value("geometry")
    return value if isinstance(value, QByteArray) else None


def set_geometry(value: QByteArray) -> None:
    """Remember where the window is."""
    _store().setValue("geometry", value)


def recent() -> tuple[Path, ...]:
    """The files last opened or saved, newest first; those that are gone are left out."""
    return _files("recent")


def add_recent(path: Path) -> None:
    """Put a file first among the recent ones."""
    _add_file("recent", path)


def recent_lessons() -> tuple[Path, ...]:
    """The lessons' files last opened, newest first; those that are gone are left out."""
    return _files("recent_lessons")


def add_recent_lesson(path: Path) -> None:
    """Put a lesson's file first among the recent ones."""
    _add_file("recent_lessons", path)


def _files(name: str) -> tuple[Path, ...]:
    value = _store().value(name)
    # A list of one comes back from an ini file as a string.
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(path for path in map(Path, names) if path.is_file())


def _add_file(name: str, path: Path) -> None:
    path = path.resolve()
    names = [str(path), *(str(other) for other in _files(name) if other != path)]
    _store().setValue(name, names[:RECENT])


def new_size() -> tuple[tuple[int, ...], bool]:
    """The sizes of the last new network (values, channels, height, width, classes), and whether its input was
    an image."""
    parts = str(_store().value("new_network", "")).split()
    if len(parts) == len(NEW) + 1 and all(part.isdecimal() for part in parts):
        return tuple(map(int, parts[:-1])), parts[-1] == "1"
    return NEW, False


def set_new_size(size: tuple[int, ...], is_image: bool) -> None:
    """Remember the sizes of a new network."""
    _store().setValue("new_network", " ".join(map(str, (*size, int(is_image)))))


def reduced_motion() -> bool:
    """Whether to leave out movement: NNVIZ_REDUCED_MOTION, else the person's choice, else the desktop's."""
    asked = os.environ.get("NNVIZ_REDUCED_MOTION", "")
    if asked:
        return asked != "0"
    chosen = _store().value("reduced_motion")
    if chosen is not None:
        return str(chosen) == "true"
    return _desktop_is_still()


def set_reduced_motion(reduced: bool) -> None:
    """Remember whether to leave out movement."""
    _store().setValue("reduced_motion", "true" if reduced else "false")


def first_steps_seen() -> bool:
    """Whether the callouts on the first network were done or skipped."""
    return str(_store().value("first_steps", "false")) == "true"


def set_first_steps_seen(seen: bool) -> None:
    """Remember whether they were."""
    _store().setValue("first_steps", "true" if seen else "false")


def present_display() -> str:
    """The display that a class looks at, as it is remembered; empty where none was ever chosen."""
    return str(_store().value("present_display", ""))


def set_present_display(name: str) -> None:
    """Remember the display that a class looks at."""
    _store().setValue("present_display", name)


def map_shown() -> bool:
    """Whether the map of the network may stand in the canvas's corner."""
    return str(_store().value("map", "true")) == "true"


def set_map_shown(shown: bool) -> None:
    """Remember whether the map is wanted."""
    _store().setValue("map", "true" if shown else "false")


def _desktop_is_still() -> bool:
    """Whether GTK's own settings file says that nothing should move; other desktops don't tell programs."""
    for version in ("gtk-4.0", "gtk-3.0"):
        file = Path(platformdirs.user_config_dir()) / version / "settings.ini"
        if file.is_file():
            return str(
                QSettings(str(file), QSettings.Format.IniFormat).value("Settings/gtk-enable-animations")
            ) in (
                "0",
                "false",
            )
    return False
