"""Whether a lesson's networks have what it names: neurons, moments, examples, words of the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from nnviz.document import Document, Target
from nnviz.engine.arrays import count
from nnviz.errors import LessonError, NNVizError, OptionError
from nnviz.lessons import language
from nnviz.lessons.language.expression import Expression
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Assign, Hold, InputWish, Lesson, Play, Setup, When
from nnviz.lessons.placing import opened, seconds_of
from nnviz.lessons.shelf import SUFFIX
from nnviz.lessons.stepping import block_end
from nnviz.lessons.text import reading
from nnviz.lessons.text.reader import Named
from nnviz.scene.lab import steps
from nnviz.scene.lab.bend.plane import dimensions
from nnviz.scene.time.playback import timeline

_NEAR = ("neuron", "microscope", "slope")
"""The levels at which one neuron is looked at."""


def faults(lesson: Lesson) -> tuple[LessonError, ...]:
    """All that a lesson names and its networks haven't, in the order of its text."""
    found = reading(lesson.text, lesson.name, lesson.folder)
    if found.lesson is None or found.problems:
        return found.problems
    look = _Look(found.lesson)
    wrong = [problem for named in found.named if (problem := look.at(named)) is not None]
    return tuple(sorted(wrong, key=lambda problem: (problem.line, problem.column)))


@dataclass(frozen=True, eq=False)
class _Shown:
    """What a step shows, as far as it is needed to see whether a name means something there. The document's
    view selects ``select``; where that is None, the last neuron, which stands in for whichever will be."""

    document: Document
    select: Target | None = None
    page: str = "run"
    part: str = "functions"


class _Look:
    """Looks names up in the networks of a lesson, each opened once."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._opened: dict[object, Document | NNVizError] = {}
        self._shown: dict[tuple[int, int], _Shown | None] = {}

    def at(self, named: Named) -> LessonError | None:
        """What is wrong with a name, if something is."""
        try:
            shown = self._show(named.card, named.step)
            if shown is None:
                self._raise_unopened(named)
            else:
                _check(named, shown)
        except NNVizError as problem:
            mark = named.mark
            return LessonError(f"{self._lesson.name}{SUFFIX}", mark.line, mark.column, str(problem))
        return None

    def _show(self, card: int, step: int) -> _Shown | None:
        if (card, step) not in self._shown:
            setup = self._lesson.cards[card].steps[step].setup
            before = self._show(card, step - 1) if step else None
            is_new = before is None or setup.sample is not None or setup.file is not None
            document = self._document(setup) if before is None or is_new else before.document
            self._shown[card, step] = None if document is None else _after(before, setup, document, is_new)
        return self._shown[card, step]

    def _document(self, setup: Setup) -> Document | None:
        key = setup.sample, setup.file
        if key not in self._opened:
            try:
                self._opened[key] = opened(self._lesson, setup)
            except NNVizError as problem:
                self._opened[key] = problem
        found = self._opened[key]
        return None if isinstance(found, NNVizError) else found

    def _raise_unopened(self, named: Named) -> None:
        """Only the key that names the network is told that it can't be opened."""
        if named.key in ("network", "sample"):
            setup = self._lesson.cards[named.card].steps[named.step].setup
            problem = self._opened.get((setup.sample, setup.file))
            if isinstance(problem, NNVizError):
                raise problem


def _after(before: _Shown | None, setup: Setup, document: Document, is_new: bool) -> _Shown:
    old = _Shown(document) if before is None or is_new else before
    select = setup.select or old.select
    chosen = select or _last_unit(document)
    if document.view.selection != chosen:
        # What follows from a document is kept with it, so it stays the same one wherever it can.
        document = replace(document, view=replace(document.view, selection=chosen))
    return _Shown(document, select, setup.page or old.page, setup.part or old.part)


def _check(named: Named, shown: _Shown) -> None:
    value = named.value
    for kind, check in _CHECKS:
        if isinstance(value, kind):
            check(value, shown, named)
            return
    by_key = _BY_KEY.get(named.key)
    if by_key is not None:
        by_key(value, shown)


def _expression(expression: Expression, shown: _Shown, named: Named) -> None:
    document = shown.document
    if language.is_slow(expression):
        # What has to be measured first is asked once, by who asks whether the claims hold.
        return
    if named.layer is not None:
        facts = Facts(document, document.view, document)
        ask = language.clickable if expression.is_condition else language.largest
        ask(expression, facts, named.layer)
        return
    language.check(expression, document)


def _last_unit(document: Document) -> Target:
    shape = document.network.shapes[-1]
    return Target(len(document.network.layers), (0, 0, 0) if len(shape) == 3 else 0)


def _target(target: Target, shown: _Shown, named: Named) -> None:
    shown.document.network.unit_index(target.layer, target.unit)
    if named.key == "neuron" and not shown.document.network.layer(target.layer).activation:
        raise OptionError(f"Layer {target.layer} has no activation function, so its neurons can't die.")


def _hold(hold: Hold, shown: _Shown, named: Named) -> None:
    network = shown.document.network
    network.unit_index(hold.target.layer, hold.target.unit)
    if hold.target.layer in network.input_layers:
        raise OptionError("Only the z or the a of a neuron in layer 1 or later can be held.")


def _assign(assign: Assign, shown: _Shown, named: Named) -> None:
    language.parameter(assign.place, shown.document)


def _when(when: When, shown: _Shown, named: Named) -> None:
    if when.step is None:
        seconds_of(when, timeline(shown.document.network))
        return
    if shown.page == "step":
        block_end(shown.document, when.step)
        return
    most = steps.COUNTS.get(shown.part) if shown.page == "lab" else None
    if most is None:
        parts = " and ".join(steps.COUNTS)
        raise OptionError(
            f"Only the lab's parts {parts} and page step have steps; elsewhere a moment is a place in "
            "the pass."
        )
    if when.step > most:
        raise OptionError(f"This part of the lab has {most} steps, not {when.step}.")


def _play(play: Play, shown: _Shown, named: Named) -> None:
    line = timeline(shown.document.network)
    if seconds_of(play.end, line) <= seconds_of(play.start, line):
        raise OptionError("This stretch of the pass ends before it has begun.")


def _input(wish: InputWish, shown: _Shown, named: Named) -> None:
    document = shown.document
    shape = document.network.input_shape
    if (wish.drawn or wish.blank) and document.image_shape is None and len(shape) != 3:
        raise OptionError("Nothing can be drawn here: the network doesn't take pictures.")
    if wish.values and len(wish.values) != count(shape):
        raise OptionError(f"This network takes {count(shape):,} values, not {len(wish.values):,}.")
    examples = 0 if document.data is None else len(document.data)
    if wish.sample is not None and wish.sample >= examples:
        held = f"they are numbered 0 to {examples - 1:,}" if examples else "it holds none"
        raise OptionError(f"There is no example {wish.sample:,}: {held}.")
    if wish.search is not None and not _is_found(wish.search, document):
        raise OptionError(f"There is no example on which {wish.search.text}.")


def _is_found(search: Expression, document: Document) -> bool:
    """Whether there is such an example; also where the search can't be asked, which is told of it itself."""
    try:
        return language.first_example(search, document) is not None
    except NNVizError:
        return True


_Check = Callable[[Any, _Shown, Named], None]
_CHECKS: tuple[tuple[type, _Check], ...] = (
    (Expression, _expression),
    (Target, _target),
    (Hold, _hold),
    (Assign, _assign),
    (When, _when),
    (Play, _play),
    (InputWish, _input),
)


def _layer(layer: int, shown: _Shown) -> None:
    last = len(shown.document.network.layers)
    if layer > last:
        raise OptionError(f"There is no layer {layer}: 0 is the input, {last} the last.")


def _level(level: str, shown: _Shown) -> None:
    if level in _NEAR and shown.select is None:
        raise OptionError(f"At the level {level} one neuron is looked at; say which: select: 1:0.")


def _part(part: str, shown: _Shown) -> None:
    if shown.page != "lab":
        raise OptionError(f"The part {part} is one of the lab; write page: lab, too.")


def _probe(probe: tuple[float, float], shown: _Shown) -> None:
    if dimensions(shown.document) != len(probe):
        raise OptionError("Only a network with two inputs has a plane with points.")


_BY_KEY: Mapping[str, Callable[[Any, _Shown], None]] = MappingProxyType(
    {
        "layer": _layer,
        "level": _level,
        "part": _part,
        "probe": _probe,
    }
)
