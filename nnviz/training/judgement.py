"""Whether a network learned anything: whether it does better than an answer that never changes."""

from __future__ import annotations

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Score
from nnviz.engine import Snapshot
from nnviz.training.plan import TrainingPlan


def to_beat(data: Dataset) -> tuple[str, float]:
    """(The largest class among the training examples, its share of the examples that are judged by: the
    held-out ones, or all where none is); ("", 0) where values are learned, which R² compares with their
    mean."""
    if data.targets.dtype.kind not in "iu":
        return "", 0.0
    counts = np.bincount(data.training.targets)
    largest = int(counts.argmax())
    judged = data.unseen.targets if data.held_out else data.targets
    name = data.class_names[largest] if data.class_names else str(largest)
    return name, float(np.mean(judged == largest))


def learned_nothing(plan: TrainingPlan, kept: Snapshot, score: Score | None) -> str:
    """A sentence where the network does no better than always giving one answer; empty where it does."""
    if score is not None:
        return nothing_learned(plan.data, score.metric, score.value)
    metric = "accuracy" if "accuracy" in kept.metrics else "r2"
    return nothing_learned(plan.data, metric, kept.metrics[metric]) if metric in kept.metrics else ""


def nothing_learned(data: Dataset, metric: str, value: float) -> str:
    """The same of a score: ``metric`` is ``"accuracy"`` or ``"r2"``."""
    name, share = to_beat(data)
    if name and metric == "accuracy" and value <= share:
        return f"It learned nothing: always saying “{name}” is right in {share:.1%}."
    judged = data.unseen if data.held_out else data
    if not name and metric == "r2" and not value > 0 and np.ptp(judged.targets) > 0:
        return "It learned nothing: always saying the mean would be nearer (R² is not above 0)."
    return ""
