"""Training in a session: play, pause, rewind, branch. One thread of its own while a run goes on."""

from nnviz.session.training.control import TrainingControl
from nnviz.session.training.state import RunState

__all__ = ["RunState", "TrainingControl"]
