"""Training policy: what is held out and scaled, which loss and pace, the document that results.

The arithmetic of training is the engine's; here stands what a person would otherwise have to decide.
"""

from nnviz.training.plan import BATCH, RATE, Options, TrainingPlan, plan
from nnviz.training.result import document_of
from nnviz.training.runs import best_of, snapshots

__all__ = ["BATCH", "RATE", "Options", "TrainingPlan", "best_of", "document_of", "plan", "snapshots"]
