"""The claims of the shipped lessons check something, and their keys are what the networks say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Document, Target, edits
from nnviz.errors import NNVizError
from nnviz.lessons import language, shelf
from nnviz.lessons.checking.claims import checked
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Condition, Lesson
from nnviz.lessons.questions import Choice, Click, Number, Question
from nnviz.lessons.questions.key import Key, key_of
from nnviz.lessons.staging import Staged, staged, staged_card
from nnviz.lessons.text import parse, read
from tests.lessons import by_hand

SEEDS = range(5)
BROKEN = 0.8
EDITS, EXAMPLES = 1000, 60
TRAINING_ANEW = ("learning", "not-learning")
"""Lessons whose networks are trained from new weights: none of a file's weights are left to shuffle."""
NETWORK = re.compile(r"^(sample|network): (\S+)$", re.MULTILINE)


@pytest.mark.parametrize("name", shelf.names())
def test_all_that_is_claimed_holds(name):
    found = checked(read(shelf.bundled(name)))
    assert not found.findings


@pytest.mark.parametrize("name", [name for name in shelf.names() if name != "further-reading"])
def test_each_card_claims_something_or_says_that_it_is_told(name):
    silent = [card.title for card in read(shelf.bundled(name)).cards if not (card.claims or card.told)]
    assert not silent


def test_shuffled_weights_break_most_claims(tmp_path):
    trained = [name for name in shelf.names() if name not in TRAINING_ANEW]
    texts = {name: shelf.bundled(name).read_text(encoding="utf-8") for name in trained}
    shares = [_broken(texts, seed, tmp_path / str(seed)) for seed in SEEDS]
    assert median(shares) >= BROKEN, shares


def _broken(texts: dict[str, str], seed: int, folder: Path) -> float:
    """The share of all claims that don't hold any more once the weights of each network are shuffled."""
    folder.mkdir()
    for source in sorted({found[2] for text in texts.values() for found in NETWORK.finditer(text)}):
        _save_shuffled(source, np.random.default_rng(seed), folder)
    claims = broken = 0
    for name, text in texts.items():
        lesson = parse(NETWORK.sub(lambda found: f"network: {_file(found[2])}", text), name, folder)
        for number, card in enumerate(lesson.cards):
            claims += len(card.claims)
            broken += sum(not holds for holds in _hold(lesson, number))
    return broken / claims


def _hold(lesson: Lesson, number: int) -> list[bool]:
    """Whether each claim of a card holds. What speaks of networks trained anew does: none was shuffled."""
    claims = lesson.cards[number].claims
    try:
        facts = next(staged_card(lesson, number)).facts
    except NNVizError:  # The example that is looked for isn't there any more, so nothing said of it is so.
        return [False] * len(claims)
    return ["learned with" in claim.text or _holds(claim, facts) for claim in claims]


def _holds(claim: Condition, facts: Facts) -> bool:
    try:
        return language.holds(claim.expression, facts)
    except NNVizError:
        return False


def _file(source: str) -> str:
    return f"{Path(source).stem}.nnviz"


def _save_shuffled(source: str, random: np.random.Generator, folder: Path) -> None:
    """Save a network whose numbers have all changed places: they go round in one circle."""
    beside = shelf.bundled(source).with_name(source)
    document = formats.open_any(beside if beside.is_file() else source)[0]
    weights = document.network.parameters()
    numbers = np.concatenate([array.ravel() for array in weights.values()])
    circle = random.permutation(len(numbers))
    numbers[circle] = numbers[np.roll(circle, 1)]
    cuts = np.cumsum([array.size for array in weights.values()])[:-1]
    mixed = zip(weights.items(), np.split(numbers, cuts), strict=True)
    dealt = {name: part.reshape(array.shape) for (name, array), part in mixed}
    formats.save(replace(document, network=document.network.with_parameters(dealt)), folder / _file(source))


# keys against another computation


@dataclass(frozen=True, eq=False)
class Asked:
    """A network that was edited, what it was, and what both compute by hand."""

    document: Document
    before: Document

    @cached_property
    def here(self) -> by_hand.Passed:
        return by_hand.passed(self.document.network, self.document.input.values[None])

    @cached_property
    def there(self) -> by_hand.Passed:
        return by_hand.passed(self.before.network, self.before.input.values[None])

    @cached_property
    def all(self) -> by_hand.Passed:
        return by_hand.passed(self.document.network, self.document.data.inputs)

    @cached_property
    def targets(self) -> np.ndarray:
        given = self.document.data.targets
        return given[:, 0].astype(int) if given.ndim == 2 else given

    def push(self, layer: int, into: int) -> np.ndarray:
        """What each unit of ``layer`` adds to unit ``into`` of the next one."""
        weight = np.asarray(self.document.network.layer_parameters(layer + 1)["weight"], np.float64)
        return self.here.a[layer][0] * weight[:, into]


Oracle = Callable[[Asked, "re.Match[str]", Key], bool]
ORACLES: dict[str, Oracle] = {}


def oracle(pattern: str) -> Callable[[Oracle], Oracle]:
    """The function judges keys of questions whose sentence is of that form."""

    def added(judge: Oracle) -> Oracle:
        ORACLES[pattern] = judge
        return judge

    return added


def _is(key: Key, value: float) -> bool:
    return key.value == pytest.approx(value, rel=2e-4, abs=2e-5)


def _is_count(key: Key, sure: np.ndarray, perhaps: np.ndarray) -> bool:
    return int(np.sum(sure)) <= key.value <= int(np.sum(perhaps))


def _right(output: np.ndarray, asked: Asked) -> tuple[np.ndarray, np.ndarray]:
    """Where the answer is surely right, and where it may be: other answers lie as near."""
    rows, targets = np.arange(len(output)), asked.targets
    if output.shape[1] == 1:
        signed = np.where(targets == 1, output[:, 0] - 0.5, 0.5 - output[:, 0])
        return by_hand.surely_and_perhaps(signed)
    others = output.copy()
    others[rows, targets] = -np.inf
    return by_hand.surely_and_perhaps(output[rows, targets] - others.max(axis=1))


def _are(key: Key, layer: int, surely: np.ndarray, perhaps: np.ndarray) -> bool:
    clicked = {target.unit for target in key.targets}
    assert all(target.layer == layer for target in key.targets)
    return set(np.flatnonzero(surely)) <= clicked <= set(np.flatnonzero(perhaps)) and (
        bool(clicked) == (not key.trouble)
    )


@oracle(r"(z|a) of (\d+):([\d,]+)")
def _value(asked: Asked, said: re.Match[str], key: Key) -> bool:
    values = getattr(asked.here, said[1])[int(said[2])][0]
    return _is(key, float(values[tuple(int(part) for part in said[3].split(","))]))


@oracle("prediction")
def _prediction(asked: Asked, said: re.Match[str], key: Key) -> bool:
    output = asked.here.output
    return key.options == (int(by_hand.said(asked.document, output)[0]),)


@oracle(r"push of (\d+):(\d+) into \d+:(\d+)")
def _push(asked: Asked, said: re.Match[str], key: Key) -> bool:
    return _is(key, float(asked.push(int(said[1]), int(said[3]))[int(said[2])]))


@oracle(r"(\d+)> (0 - )?push of it into \d+:(\d+)")
def _largest_push(asked: Asked, said: re.Match[str], key: Key) -> bool:
    pushes = asked.push(int(said[1]), int(said[3])) * (-1 if said[2] else 1)
    nearly = pushes >= pushes.max() - 1e-5 * max(1.0, abs(pushes.max()))
    return _are(key, int(said[1]), nearly if nearly.sum() == 1 else np.zeros_like(nearly), nearly)


@oracle(r"(\d+)> it is (off for all examples|dead)")
def _dead(asked: Asked, said: re.Match[str], key: Key) -> bool:
    largest = asked.all.z[int(said[1])].max(axis=0)
    return _are(key, int(said[1]), *by_hand.surely_and_perhaps(-largest))


@oracle(r"(\d+)> it is off")
def _off(asked: Asked, said: re.Match[str], key: Key) -> bool:
    return _are(key, int(said[1]), *by_hand.surely_and_perhaps(-asked.here.z[int(said[1])][0]))


@oracle("weights")
def _weights(asked: Asked, said: re.Match[str], key: Key) -> bool:
    arrays = asked.document.network.parameters()
    return key.value == sum(array.size for name, array in arrays.items() if name.endswith("weight"))


@oracle(r"parameters of layer (\d+)")
def _parameters(asked: Asked, said: re.Match[str], key: Key) -> bool:
    return key.value == sum(
        array.size for array in asked.document.network.layer_parameters(int(said[1])).values()
    )


@oracle(r"units of layer (\d+)")
def _units(asked: Asked, said: re.Match[str], key: Key) -> bool:
    return key.value == asked.here.a[int(said[1])].size


@oracle(r"count of examples where output > 0\.5")
def _fired(asked: Asked, said: re.Match[str], key: Key) -> bool:
    return _is_count(key, *by_hand.surely_and_perhaps(asked.all.output[:, 0] - 0.5))


@oracle(r"count of examples where (\d+):(\d+) is on")
def _on(asked: Asked, said: re.Match[str], key: Key) -> bool:
    return _is_count(key, *by_hand.surely_and_perhaps(asked.all.z[int(said[1])][:, int(said[2])]))


@oracle(r"count of examples where largest share < ([\d.]+)")
def _unsure(asked: Asked, said: re.Match[str], key: Key) -> bool:
    return _is_count(key, *by_hand.surely_and_perhaps(float(said[1]) - asked.all.output.max(axis=1)))


@oracle(r"count of examples where \(?largest share > ([\d.]+) and prediction is wrong\)?")
def _surely_wrong(asked: Asked, said: re.Match[str], key: Key) -> bool:
    sure, perhaps = by_hand.surely_and_perhaps(asked.all.output.max(axis=1) - float(said[1]))
    right, maybe = _right(asked.all.output, asked)
    return _is_count(key, sure & ~maybe, perhaps & ~right)


@oracle(
    r"\(count of examples where prediction is right and target is (\d+)\) with a of (\d+):(\d+) = ([\d.]+)"
)
def _without(asked: Asked, said: re.Match[str], key: Key) -> bool:
    held = {(int(said[2]), int(said[3])): float(said[4])}
    output = by_hand.passed(asked.document.network, asked.document.data.inputs, held).output
    mine = asked.targets == int(said[1])
    right, maybe = _right(output, asked)
    return _is_count(key, right & mine, maybe & mine)


@oracle("collapsed count of right")
def _collapsed(asked: Asked, said: re.Match[str], key: Key) -> bool:
    output = by_hand.passed(asked.document.network, asked.document.data.inputs, straight=True).output
    return _is_count(key, *_right(output, asked))


@oracle(r"count of right with inputs moved (\d+) right")
def _moved(asked: Asked, said: re.Match[str], key: Key) -> bool:
    moved, by = np.zeros_like(asked.document.data.inputs), int(said[1])
    moved[..., by:] = asked.document.data.inputs[..., :-by]
    return _is_count(key, *_right(by_hand.passed(asked.document.network, moved).output, asked))


@oracle(r"\(before z of 2:(\d+) - before z of 2:(\d+)\) / a of 1:(\d+)")
def _gap(asked: Asked, said: re.Match[str], key: Key) -> bool:
    z, value = asked.there.z[2][0], asked.here.a[1][0, int(said[3])]
    if value == 0:
        return bool(key.trouble)
    return _is(key, float(z[int(said[1])] - z[int(said[2])]) / float(value))


def _sentence(question: Question) -> str:
    """What a question asks of the network; a neuron to be clicked with its layer before it."""
    if isinstance(question, Click):
        said = question.when or question.largest
        assert said is not None
        return f"{question.layer}> {said.text}"
    asked = question.key if isinstance(question, Number | Choice) else None
    return "" if asked is None else " ".join(asked.text.split())


def _judge(question: Question) -> tuple[Oracle, re.Match[str]] | None:
    for pattern, judge in ORACLES.items():
        if found := re.fullmatch(pattern, _sentence(question)):
            return judge, found
    return None


@cache
def _steps() -> tuple[Staged, ...]:
    lessons = [read(shelf.bundled(name)) for name in shelf.names()]
    return tuple(step for lesson in lessons for step in staged(lesson))


def _judged() -> Iterator[tuple[Staged, Question, Oracle, re.Match[str]]]:
    for step in _steps():
        for question in step.text.questions:
            if found := _judge(question):
                yield step, question, *found


def _edited(document: Document, random: np.random.Generator) -> Document:
    """The document with one number of one of its arrays changed, by some of the array's own spread."""
    arrays = document.network.parameters()
    name = str(random.choice(sorted(arrays)))
    array, (layer, parameter) = arrays[name], name.split(".")
    index = tuple(int(random.integers(size)) for size in array.shape)
    value = float(array[index] + random.normal(0, 4 * max(float(array.std()), 0.5)))
    return edits.set_parameter(document, int(layer), parameter, index, value)


def _short(document: Document) -> Document:
    """The document with its first examples alone: a thousand networks run over them."""
    data = document.data
    if data is None:
        return document
    first = replace(data, inputs=data.inputs[:EXAMPLES], targets=data.targets[:EXAMPLES], held_out=0)
    return replace(document, data=first)


def test_keys_follow_a_thousand_edits_of_weights():
    asked, random, moved = list(_judged()), np.random.default_rng(0), 0
    assert len(asked) >= 12
    assert {type(question) for _, question, *_ in asked} == {Number, Choice, Click}
    for place in range(EDITS):
        step, question, judge, found = asked[place % len(asked)]
        before = _short(step.facts.document)
        document = _edited(before, random)
        key = key_of(question, Facts(document, step.facts.view, before))
        said = f"{step.lesson.name}: {_sentence(question)}: {key}"
        assert judge(Asked(document, before), found, key), said
        moved += key != key_of(question, Facts(before, step.facts.view, before))
    assert moved > EDITS / 20


def test_the_other_computation_tells_a_wrong_key():
    for step, question, judge, found in _judged():
        short = _short(step.facts.document)
        key = key_of(question, Facts(short, step.facts.view, short))
        asked = Asked(short, short)
        first = Target(question.layer, 0) if isinstance(question, Click) else None
        wrong = replace(
            key,
            value=key.value + 1,
            options=tuple(option + 1 for option in key.options),
            targets=() if first in key.targets else (*key.targets, first),  # type: ignore[arg-type]
        )
        assert judge(asked, found, key)
        if not isinstance(question, Click) or first not in key.targets:
            assert not judge(asked, found, wrong), _sentence(question)
