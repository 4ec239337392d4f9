"""Documents to ask, and short ways to ask them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import nnviz
from nnviz.document import Document, Target
from nnviz.lessons import language

Ask = Callable[..., float | str | bool]


@pytest.fixture(scope="session")
def digits() -> Document:
    return nnviz.load("digits")


@pytest.fixture(scope="session")
def xor() -> Document:
    return nnviz.load("xor")


@pytest.fixture(scope="session")
def neuron() -> Document:
    return nnviz.load("neuron")


@pytest.fixture(scope="session")
def mnist_cnn() -> Document:
    return nnviz.load("mnist-cnn")


@pytest.fixture
def ask() -> Ask:
    """``ask(sentence, document)``: its value; ``before``, ``it``, and parts of the view as they are named."""

    def asked(
        text: str,
        document: Document,
        before: Document | None = None,
        it: Target | None = None,
        **view: object,
    ) -> float | str | bool:
        looked = replace(document.view, **view)  # type: ignore[arg-type]
        facts = language.Facts(document, looked, before or document)
        return language.value(language.parse(text), facts, it)

    return asked
