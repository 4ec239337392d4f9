"""A plan carried out, snapshot by snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nnviz.engine import Snapshot, train
from nnviz.engine.learning.training import best
from nnviz.training.plan import TrainingPlan


def snapshots(plan: TrainingPlan) -> Iterator[Snapshot]:
    """What became of the network at the start and after each epoch; its networks take and give raw numbers.

    Losses are those of the scaled targets that it learned.
    """
    parts, recipe = plan.parts, plan.recipe
    judged = (parts.judged_inputs, parts.judged_targets) if parts.judges else None
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
        yield replace(snapshot, network=plan.result(snapshot.network))


def best_of(kept: Snapshot, others: Sequence[Snapshot]) -> Snapshot:
    """The snapshot with the lowest validation loss; ``kept`` where they are equal."""
    return best((kept, *others))
