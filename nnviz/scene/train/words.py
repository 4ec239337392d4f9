"""What the transport of the Train page says of a run, and how runs are called."""

from __future__ import annotations

from nnviz.document.training import Run, Trouble
from nnviz.engine import Recipe
from nnviz.engine.numbers import amount
from nnviz.scene.train.recipes import rule_of
from nnviz.scene.words.numbers import compact, whole

ABOUT = 600
"""Seconds left: longer times are a guess, and say so."""


def run_name(recipe: Recipe, step: int = 0, taken: tuple[str, ...] = ()) -> str:
    """The name of a run that goes its own way from ``step`` on: "Adam 0.01, from step 3,465"; numbered where
    a run is called so already."""
    name = f"{rule_of(recipe.optimizer)} {whole(recipe.optimizer.rate)}"
    if step:
        name += f", from step {step:,}"
    number, found = 2, name
    while found in taken:
        found, number = f"{name} ({number})", number + 1
    return found


def began(run: Run, is_new: bool, is_trained: bool) -> str:
    """What is said where a run begins that isn't the one before, gone on with; nothing of the first run of a
    network that nobody has trained. ``is_new``: it begins with new weights."""
    if run.branch_of is not None and run.steps:
        return f"A branch of {run.branch_of[0]} from step {run.steps:,}; that run stays as it was."
    if run.branch_of is not None:
        return "A new run from the same initial weights."
    if is_new:
        return "A new run from new weights: the trained ones may know these examples. Undo brings them back."
    return "A new run, from the weights as they are now." if is_trained else ""


def failed(run: Run, error: Exception) -> str:
    """What is said where a run can't go on for a reason that isn't its numbers."""
    return f"Training stopped at step {run.kept[-1].step:,}: {error}"


def through(run: Run, nothing: str) -> str:
    """What is said after the last step; ``nothing`` says that nothing was learned, where that is so."""
    done = f"All {run.steps:,} steps are taken."
    return f"{done} {nothing}" if nothing else f"{done} Play takes as many again."


def rewound(run: Run, step: int) -> str:
    """What is said at a step before the last one."""
    later = run.steps - step
    if later <= 0:
        return ""
    what = "the start" if step == 0 else f"step {step:,}"
    kept = "the later step is kept" if later == 1 else f"the {later:,} later steps are kept"
    return f"Rewound to {what}. The network above is as it was then; {kept}."


def time_left(seconds: float | None) -> str:
    """The time to the end of a run, in whole seconds: "12 s left", "3 min 20 s left", "about 25 min left"."""
    if seconds is None:
        return ""
    if seconds > ABOUT:
        minutes = round(seconds / 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours} h {minutes} min" if hours else f"{minutes} min"
        return f"about {text} left"
    minutes, rest = divmod(max(round(seconds), 0), 60)
    return f"{minutes} min {rest} s left" if minutes else f"{rest} s left"


def stopped(step: int, why: str) -> str:
    """Why a run stands still: "Training stopped at step 1,240: the layers changed."."""
    return f"Training stopped at step {step:,}: {why}."


def ran_away(trouble: Trouble, layer: str, good: int) -> str:
    """What is said where numbers stopped being finite; ``layer`` is the layer's name, ``good`` the step at
    which the network stands now."""
    return (
        f"Numbers ran away at step {trouble.step:,}: {trouble.what} {layer} stopped being finite. "
        f"The network stands at step {good:,}; try a smaller rate."
    )


def batch_taken(recipe: Recipe, samples: int) -> str:
    """What is said where a batch is larger than the examples."""
    if recipe.batch_size <= samples:
        return ""
    return f"A batch of {recipe.batch_size:,} is more than there are: a step takes all {samples:,} examples."


def starts(found: int, tried: int, threshold: float) -> str:
    """How many starts from other seeds came to a loss of at most ``threshold``."""
    verb = "solves" if found == 1 else "solve"
    what = f"{found or 'None'} of {amount(tried, 'start')} {verb} it"
    return f"{what}: a loss of {compact(threshold)} or less in the middle of the last epoch."


def checked_every(steps: int) -> str:
    """How often the validation examples are looked at."""
    return f"validation every {amount(steps, 'step')}" if steps > 1 else "validation at every step"
