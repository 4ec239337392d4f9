"""What the transport of the Train page says: where a run stands, how far it went, how long it takes yet."""

from __future__ import annotations

from nnviz.document.training import Run
from nnviz.engine.numbers import amount
from nnviz.scene.train.heads import lowest_words
from nnviz.scene.words.counting import noun
from nnviz.scene.words.numbers import percent

PACES: tuple[float | None, ...] = (None, 100.0, 10.0, 1.0)
"""Steps a second that can be chosen; None: as many as there can be."""


def pace(steps_per_second: float | None) -> str:
    """A pace as its chip says it: "full speed", "100 steps/s"."""
    if steps_per_second is None:
        return "full speed"
    return f"{steps_per_second:g} {noun(1 if steps_per_second == 1 else 2, 'step')}/s"


def parted(text: str) -> tuple[str, str]:
    """The first sentence of ``text``, and what follows it."""
    first, _, rest = text.partition(". ")
    return (f"{first}.", rest) if rest else (text, "")


def told(run: Run | None, step: int, total: int, is_running: bool, speed: float = 0.0) -> tuple[str, str]:
    """Where a run stands at ``step`` of ``total``: a lead and a sentence. ``speed`` are steps a second."""
    if run is None or not run.steps:
        if is_running:
            return "Training begins.", ""
        return "Not trained yet.", "Press play, or Space. The network can be taken back to earlier steps."
    where = f"Step {step:,} of {max(total, run.steps):,}."
    if is_running:
        return where, f"{amount(round(speed), 'step')} a second." if speed >= 1 else ""
    if step < run.steps:
        later = run.steps - step
        kept = "the later step is kept" if later == 1 else f"the {later:,} later steps are kept"
        return f"Rewound to step {step:,}.", f"The network above is as it was then; {kept}."
    best = run.curves.best
    if best is not None and best < step:
        return where, f"The {lowest_words(run.curves)} was at step {best:,}."
    return where, ""


def epoch(step: int, steps_per_epoch: int, epochs: int) -> tuple[str, str]:
    """Which epoch is under way, in the bar: "epoch 231 of 400", and shorter."""
    number = min(max(-(-step // max(steps_per_epoch, 1)), 1), max(epochs, 1))
    return f"epoch {number:,} of {epochs:,}", f"{number:,}"


def trained(steps: int) -> tuple[str, str]:
    """How far a run went, right of the cursor: "trained to 4,800", and shorter."""
    return f"trained to {steps:,}", f"to {steps:,}"


def to_go(steps: int) -> tuple[str, str]:
    """What is left: "1,200 to go", and shorter."""
    return f"{steps:,} to go", f"{steps:,}"


def done(run: Run | None, total: int) -> str:
    """How much of it is done: "80% done"."""
    steps = 0 if run is None else run.steps
    return f"{percent(min(steps / total, 1.0), 0)} done" if total else ""


def kept(run: Run | None) -> str:
    """How many steps can be gone back to: "321 steps kept"."""
    return "" if run is None else f"{amount(len(run.kept), 'step')} kept"
