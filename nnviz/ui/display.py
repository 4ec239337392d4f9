"""Whether a window can be opened. Qt ends the whole process where it can't, so this is asked beforehand."""

from __future__ import annotations

import ctypes
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

SECONDS = 2.0
"""How long a Wayland display may take to answer."""


def can_open(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window can be opened: Qt runs already, or a display answers."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return (widgets is not None and widgets.QApplication.instance() is not None) or has_display(
        platform, environment
    )


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a display answers. On Linux that is an X or a Wayland display, or a Qt platform chosen by
    name that needs neither."""
    if not platform.startswith("linux"):
        return True
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen and not chosen.startswith(("xcb", "wayland")):
        return True
    return _wayland_answers(environment) or _x_answers(environment)


def _x_answers(environment: Mapping[str, str]) -> bool:
    """Whether the X display lets us in: asked through the library that Qt itself asks, which knows
    every way of writing a display's name, and its permissions."""
    name = environment.get("DISPLAY", "")
    if not name:
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(name.encode(), None)
    failed: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return failed == 0


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether somebody listens on the Wayland display's socket; a relative name lies in the session's
    runtime folder (wl_display_connect)."""
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    path = Path(environment.get("XDG_RUNTIME_DIR", "/")) / name
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(SECONDS)
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True
