"""What the transport says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz.document.training import Curves, Run
from nnviz.engine import SGD, Adam, Recipe
from nnviz.scene.train import words
from tests.trainings import training

RUN = training()[0].runs[0]


def run(steps: int) -> Run:
    return replace(RUN, curves=Curves(np.zeros(steps, np.float32)))


def test_rewound_says_what_is_kept() -> None:
    assert words.rewound(run(4800), 3465) == (
        "Rewound to step 3,465. The network above is as it was then; the 1,335 later steps are kept."
    )
    assert words.rewound(run(5), 4) == (
        "Rewound to step 4. The network above is as it was then; the later step is kept."
    )
    assert words.rewound(run(5), 0).startswith("Rewound to the start.")
    assert words.rewound(run(5), 5) == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.2, "0 s left"),
        (12.4, "12 s left"),
        (59.6, "1 min 0 s left"),
        (200, "3 min 20 s left"),
        (600, "10 min 0 s left"),
        (1500, "about 25 min left"),
        (3 * 3600 + 300, "about 3 h 5 min left"),
    ],
)
def test_time_left(seconds: float | None, said: str) -> None:
    assert words.time_left(seconds) == said


def test_runs_are_called_by_what_makes_them() -> None:
    assert words.run_name(Recipe(optimizer=Adam(0.01))) == "Adam 0.01"
    assert words.run_name(Recipe(optimizer=SGD(0.5)), 3465) == "SGD 0.5, from step 3,465"
    assert words.run_name(Recipe(optimizer=SGD(0.5)), 0, ("SGD 0.5", "SGD 0.5 (2)")) == "SGD 0.5 (3)"


def test_why_it_stopped() -> None:
    assert words.stopped(1240, "the layers changed") == "Training stopped at step 1,240: the layers changed."


def test_a_batch_that_is_too_large_is_said() -> None:
    assert words.batch_taken(Recipe(batch_size=20), 20) == ""
    assert "all 20 examples" in words.batch_taken(Recipe(batch_size=21), 20)


def test_how_often_is_looked() -> None:
    assert words.checked_every(1) == "validation at every step"
    assert words.checked_every(50) == "validation every 50 steps"


def test_the_end_is_said() -> None:
    assert words.through(run(200), "") == "All 200 steps are taken. Play takes as many again."
    assert words.through(run(200), "It learned nothing.") == "All 200 steps are taken. It learned nothing."
