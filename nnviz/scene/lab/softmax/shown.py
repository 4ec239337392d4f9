"""All that the softmax bench shows at one moment, as one value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.document.lab import Lab, LabView
from nnviz.engine import Trace
from nnviz.scene.lab import steps
from nnviz.scene.lab.softmax.bench import Bench, bench_of
from nnviz.scene.lab.softmax.words import Labels, labels_of
from nnviz.scene.lab.softmax.working import Working, work_out


@dataclass(frozen=True, eq=False)
class Shown:
    """The bench, its arithmetic, the place in hand, and how far time has come: ``step`` from 1, ``progress``
    of it 0 to 1."""

    bench: Bench
    working: Working
    labels: Labels
    place: int
    step: int
    progress: float

    def reached(self, step: int) -> int:
        """How many columns of a step's row are there: they come one after the other."""
        if step == 1 or step < self.step:
            return self.bench.count
        return int(self.progress * self.bench.count + 1e-9) if step == self.step else 0


def shown_of(document: Document, trace: Trace, view: LabView) -> Shown:
    """What a document and a view show."""
    lab = document.lab or Lab()
    bench = bench_of(document, trace)
    scores = np.array(bench.scores, np.float32)
    working = work_out(scores, lab.temperature, lab.shifted, bench.target)
    step, progress = steps.current(view)
    place = min(max(view.score, 0), bench.count - 1)
    return Shown(bench, working, labels_of(working), place, step, progress)
