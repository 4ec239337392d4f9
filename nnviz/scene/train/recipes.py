"""A recipe as the rail shows it: what can be chosen, and in which words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from nnviz.document.training import Run, Training
from nnviz.engine import Network, Recipe
from nnviz.engine.learning import losses, optimizers, schedules
from nnviz.engine.learning.losses import Loss
from nnviz.engine.learning.optimizers import SGD, Adam, Optimizer
from nnviz.engine.learning.schedules import Schedule
from nnviz.engine.numbers import amount
from nnviz.scene.words.numbers import whole

SLOWEST, FASTEST = 1e-4, 1.0
"""The ends of the slider of rates; others can be typed."""
RATES = (
    *(float(f"{times}e{power}") for power in range(-4, 0) for times in (1, 2, 3, 5, 7)),
    FASTEST,
)
"""Where the slider stands still."""
CLIPS = (None, 0.1, 0.5, 1.0, 5.0)
MOMENTUM = 0.9
DROPOUT = 0.2


@dataclass(frozen=True)
class Rule:
    """An update rule that can be chosen, under the name that people know it by."""

    title: str
    optimizer: Optimizer


FIRST = (Rule("SGD", SGD()), Rule("Momentum", SGD(momentum=MOMENTUM)), Rule("Adam", Adam()))
"""Rules that stand side by side."""
OTHERS = tuple(
    Rule(optimizers.get(name).title, optimizers.get(name))
    for name in optimizers.names()
    if name not in ("sgd", "adam")
)
"""Rules in a menu."""


def rule_of(optimizer: Optimizer) -> str:
    """The title of the rule that an optimiser follows."""
    if isinstance(optimizer, SGD):
        return "Momentum" if optimizer.momentum else "SGD"
    return optimizer.title


def with_rule(recipe: Recipe, rule: Rule) -> Recipe:
    """The recipe by another rule; the rate stays, for it was chosen."""
    return replace(recipe, optimizer=replace(rule.optimizer, rate=recipe.optimizer.rate))


def with_rate(recipe: Recipe, rate: float) -> Recipe:
    """The recipe at another rate."""
    return replace(recipe, optimizer=replace(recipe.optimizer, rate=rate))


def rate_text(rate: float) -> str:
    """A rate as it is typed: "0.01"."""
    return whole(rate)


def rate_step(rate: float) -> float:
    """How much an arrow key adds to a rate: one in its first digit."""
    return float(f"1e{math.floor(math.log10(rate))}") if rate > 0 and math.isfinite(rate) else 0.001


def decimals(value: float) -> int:
    """Digits after the point that a number of a recipe has: 2 of 0.01."""
    return len(rate_text(value).partition(".")[2].partition("e")[0])


def all_losses() -> tuple[Loss, ...]:
    """Every loss, in the order of the table."""
    return tuple(losses.get(name) for name in losses.names())


def loss_text(loss: Loss) -> str:
    """A loss on a line: "cross-entropy"."""
    return loss.title[0].lower() + loss.title[1:]


def all_schedules(steps: int) -> tuple[Schedule, ...]:
    """Every schedule, with options that suit so many steps."""
    options: Mapping[str, dict[str, int]] = {
        "step_decay": {"every": max(steps // 4, 1)},
        "warm_up": {"steps": max(steps // 10, 1)},
    }
    return tuple(schedules.get(name, **options.get(name, {})) for name in schedules.names())


def schedule_text(schedule: Schedule) -> str:
    """A schedule on a line: "constant", "in steps: × 0.5 every 1,500"."""
    options = {field.name: getattr(schedule, field.name) for field in fields(schedule)}
    if "every" in options:
        return f"{schedule.title}, × {whole(options['rate'])} every {options['every']:,}"
    if "steps" in options:
        return f"{schedule.title} over {options['steps']:,}"
    return schedule.title


def clip_text(clip: float | None) -> str:
    """The longest gradient that is allowed: "none", "1"."""
    return "none" if clip is None else f"at {whole(clip)}"


def penalty_text(recipe: Recipe, dropout: float) -> str:
    """What keeps weights small, on one line: "none", "L2 0.001, dropout 20%"."""
    parts = [f"{name} {whole(value)}" for name, value in (("L1", recipe.l1), ("L2", recipe.l2)) if value]
    if dropout:
        parts.append(f"dropout {whole(dropout)}")
    return ", ".join(parts) or "none"


def frozen_text(recipe: Recipe) -> str:
    """What stays as it is: "nothing", "2 layers, all biases"."""
    parts = [amount(len(recipe.frozen_layers), "layer")] if recipe.frozen_layers else []
    parts += ["all biases"] if recipe.frozen_biases else []
    return ", ".join(parts) or "nothing"


def with_frozen(recipe: Recipe, layer: int) -> Recipe:
    """The recipe with a layer frozen, or thawed where it was."""
    frozen = set(recipe.frozen_layers) ^ {layer}
    return replace(recipe, frozen_layers=tuple(sorted(frozen)))


def lowest(run: Run) -> float:
    """The lowest validation loss of a run, or training loss where nothing was held out; NaN: not known."""
    best = run.curves.best
    if best is None:
        return math.nan
    place = int(run.curves.checks.searchsorted(best))
    judged = float(run.curves.validation_loss[place])
    return judged if math.isfinite(judged) else float(run.curves.training_loss[place])


def parts(training: Training) -> tuple[int, int]:
    """How many examples are learned from, and how many are held out to judge by."""
    data = training.data
    return (0, 0) if data is None else (len(data) - data.held_out, data.held_out)


def freezable(network: Network, core: int) -> dict[int, int]:
    """The layers that have something to learn: their numbers in the network that learns, which begins after
    ``core`` layers of ``network``, and in ``network``."""
    names: dict[int, set[str]] = {}
    for key in network.parameters():
        number, _, name = key.partition(".")
        names.setdefault(int(number), set()).add(name)
    return {
        number - core: number
        for number, own in sorted(names.items())
        if own - network.layer(number).untrained
    }
