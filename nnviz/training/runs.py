"""A plan carried out, snapshot by snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nnviz.engine import Snapshot, train
from nnviz.engine.learning.training import best
from nnviz.training.plan import TrainingPlan

JUDGED = "validation_"
"""What the names of metrics begin with that are measured on examples left aside."""


def snapshots(plan: TrainingPlan) -> Iterator[Snapshot]:
    """What became of the network at the start and after each epoch; its networks take and give raw numbers.

    Losses are those of the scaled targets that it learned. Where no example is left aside to choose the epoch
    by, loss and metrics are measured after the epoch on all examples that it learned from.
    """
    parts, recipe = plan.parts, plan.recipe
    judged = (parts.judged_inputs, parts.judged_targets) if parts.judges else (parts.inputs, parts.targets)
    for snapshot in train(
        plan.network,
        (parts.inputs, parts.targets),
        judged,
        epochs=recipe.epochs,
        batch_size=recipe.batch_size,
        optimizer=recipe.optimizer,
        loss=recipe.loss,
        seed=recipe.seed,
        schedule=recipe.schedule,
        l1=recipe.l1,
        l2=recipe.l2,
        clip=recipe.clip,
        every=recipe.every,
    ):
        seen = snapshot if parts.judges else _of_all(snapshot)
        yield replace(seen, network=plan.result(seen.network))


def _of_all(snapshot: Snapshot) -> Snapshot:
    """A snapshot that was judged on what it learned from, saying so."""
    found = {
        name.removeprefix(JUDGED): value
        for name, value in snapshot.metrics.items()
        if name.startswith(JUDGED)
    }
    return replace(snapshot, loss=found["loss"], metrics=found)


def best_of(kept: Snapshot, others: Sequence[Snapshot]) -> Snapshot:
    """The snapshot with the lowest validation loss; ``kept`` where they are equal."""
    return best((kept, *others))
