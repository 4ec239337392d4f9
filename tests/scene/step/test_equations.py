"""Every equation of a step holds as it is printed, or says that it doesn't."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import numpy as np
import pytest

from nnviz import formats
from nnviz.engine import SGD, AdaGrad, Adam, AdamW, Recipe, RMSprop, explain_step
from nnviz.engine.learning import losses
from nnviz.scene.step import printed
from nnviz.scene.step.chain import chain
from nnviz.scene.step.nudges import nudges
from nnviz.scene.step.printed import Line
from nnviz.scene.step.subject import Subject, Weight
from nnviz.scene.step.update import update
from nnviz.scene.words.mathematics import plain
from nnviz.scene.words.numbers import read
from tests.scene.step.subjects import SAMPLES, subject_of

OPTIMIZERS = (
    SGD(0.1),
    SGD(0.1, momentum=0.9),
    SGD(0.1, momentum=0.9, nesterov=True),
    RMSprop(0.01),
    AdaGrad(0.1),
    Adam(0.01),
    AdamW(0.01, weight_decay=0.1),
)


def weights_of(subject: Subject) -> list[Weight]:
    """Some numbers of every parameter."""
    random = np.random.default_rng(1)
    return [
        Weight(number, name, tuple(int(random.integers(n)) for n in parameter.before.shape))
        for number, layer in enumerate(subject.step.layers)
        for name, parameter in layer.parameters.items()
        if parameter.gradient is not None
        for _ in range(4)
    ]


def value_of(text: str) -> float:
    """What a reader works out from a line of numbers, by Python's own grammar of a whitelisted text."""
    text = text.replace("−", "-").replace("×", "*").replace("√", "root").replace("^", "**")
    text = re.sub(r"\broot(\d[\d.e-]*)", r"root(\1)", text)
    text = re.sub(r"sign\(", "sign(", text)
    assert re.fullmatch(r"[\d\s.e+\-*/()rotsign]*", text), text
    tree = compile(text, "", "eval")
    names = {"root": math.sqrt, "sign": np.sign, "__builtins__": {}}
    return float(eval(tree, names))  # of this file's own whitelist


def holds(line: Line) -> None:
    if not line.numbers:
        return
    result = read(line.result)
    assert result is not None
    found = Decimal(f"{value_of(plain(line.numbers)):.12g}")
    half = Decimal(5).scaleb(int(result.as_tuple().exponent) - 1)
    is_equal = abs(found - result) <= half * Decimal("1.0000001")
    assert is_equal == (line.relation == "="), line.text


@pytest.mark.parametrize("digits", [3, 6])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_printed_equation_holds_or_says_that_it_does_not(name: str, digits: int) -> None:
    subject = subject_of(name, digits)
    for weight in weights_of(subject):
        for link in chain(subject, weight):
            holds(link.line)
        for nudge in nudges(subject, weight):
            for line in nudge.lines:
                holds(line)
        found = update(subject, weight)
        assert found.last is not None
        holds(found.last)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
def test_the_optimisers_terms_hold_too(optimizer) -> None:
    document, _ = formats.open_any("xor")
    batch = document.data.inputs, document.data.targets
    recipe = Recipe(
        optimizer=optimizer, loss=losses.get("binary_cross_entropy"), l1=0.01, l2=0.02, clip=0.001
    )
    subject = Subject(document, explain_step(document.network, batch, recipe))
    for weight in weights_of(subject):
        found = update(subject, weight)
        for _, line in found.terms:
            holds(line)
        assert found.last is not None
        holds(found.last)
        assert found.new == pytest.approx(float(subject.after(weight)))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_chain_ends_at_the_gradient(name: str) -> None:
    subject = subject_of(name)
    for weight in weights_of(subject):
        links = chain(subject, weight)
        assert [link.badge for link in links] == list(range(1, len(links) + 1))
        shown = read(links[-1].line.result)
        assert shown is not None
        assert float(shown) == pytest.approx(subject.gradient(weight), abs=6e-4, rel=0.06)


def test_the_worked_example_reads_as_it_was_published() -> None:
    subject = subject_of("worked-example", 6)
    links = chain(subject, Weight(2, "weight", (0, 0)))
    assert [link.line.result for link in links] == ["0.741365", "0.138499", "0.082167"]
    assert update(subject, Weight(1, "weight", (0, 0))).last is not None
    last = printed.line("w", subject.step.terms(2, "weight", (0, 0))[-1], 6)
    assert plain(last.letters) == "w − η\u2009g"


def test_negative_numbers_stand_in_brackets_after_a_sign() -> None:
    subject = subject_of("worked-example")
    links = chain(subject, Weight(1, "weight", (0, 0)))
    sums = next(link.line for link in links if "+" in plain(link.line.numbers))
    assert "(−0.038)" in plain(sums.numbers)
