"""The error of a training run whose numbers stopped being finite."""

from typing import TYPE_CHECKING

from nnviz.errors import DivergenceError

if TYPE_CHECKING:
    from nnviz.engine.learning.training import Snapshot


class TrainingDivergedError(DivergenceError):
    """Training met a number that isn't finite, in step number ``step``, counted from 1.

    ``layer`` and ``unit`` say where: the unit's index without the batch, of a convolution's kernel its
    channel alone. ``what`` is "the output of", "the parameters of" or "the
    gradient of". ``snapshot`` is the last one that was finite throughout, where snapshots are taken.
    """

    def __init__(self, step: int, layer: int, unit: tuple[int, ...], what: str, kind: str) -> None:
        super().__init__(
            f"Training ran away at step {step}: {what} layer {layer} ({kind}) stopped being finite. "
            "Try a smaller learning rate."
        )
        self.step = step
        self.layer = layer
        self.unit = unit
        self.what = what
        self._snapshot: Snapshot | None = None

    @property
    def snapshot(self) -> "Snapshot":
        """The last snapshot that was finite throughout."""
        assert self._snapshot is not None, "nobody took snapshots"
        return self._snapshot

    def after(self, snapshot: "Snapshot") -> "TrainingDivergedError":
        """This error, with the last snapshot before it."""
        self._snapshot = snapshot
        return self
