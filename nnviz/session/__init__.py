"""The session: the one mutable object, with one ``changed`` signal.

Qt is not known here. Whoever shows something listens, and decides from the kind of change what to draw again.
"""

from nnviz.session.changes import VALUES, Change, Signal
from nnviz.session.player import SPEEDS
from nnviz.session.preferences import Preferences
from nnviz.session.session import Session
from nnviz.session.state import State

__all__ = ["SPEEDS", "VALUES", "Change", "Preferences", "Session", "Signal", "State"]
