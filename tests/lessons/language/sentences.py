"""Random sentences, made of the very table that the parser reads, and documents to ask them of."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

import nnviz
from nnviz.document import Document, Target
from nnviz.document.lab import LabView
from nnviz.lessons import language
from nnviz.lessons.language.grammar.patterns import CHOICES, by_start
from nnviz.lessons.language.meaning.mathematics import MATHEMATICS
from nnviz.lessons.language.meaning.reducing import WAYS
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import CHANGES, WORDS, Entry
from tests.documents import non_finite, small

SAMPLES = ("neuron", "xor", "digits", "mnist-cnn", "iris", "sine")
FEW = 40
"""Examples of the large samples: what is right or wrong about a sentence doesn't hang on their number."""


@cache
def documents() -> tuple[Document, ...]:
    """The samples, and two documents with what a file may hold: held neurons, numbers that aren't finite."""
    found = []
    for name in SAMPLES:
        document = nnviz.load(name)
        data = document.data
        assert data is not None
        few = replace(data, inputs=data.inputs[:FEW], targets=data.targets[:FEW], held_out=0)
        found.append(replace(document, data=few))
    return (*found, nnviz.load("edges"), small(), non_finite(small()))


class Stand(NamedTuple):
    """Which document is open, which one it was before, what is selected, and where time stands. It prints in
    a line."""

    now: int
    before: int
    selection: Target | None
    seconds: float

    def facts(self) -> language.Facts:
        """The same as a sentence has it."""
        document = documents()[self.now]
        view = replace(
            document.view, selection=self.selection, seconds=self.seconds, lab=LabView(part="bend")
        )
        return language.Facts(document, view, documents()[self.before])


def stands() -> st.SearchStrategy[Stand]:
    """A document, looked at from anywhere, that may have been another one before."""
    numbers = st.integers(0, len(documents()) - 1)
    targets = st.sampled_from([None, Target(1, 0), Target(0, 1), Target(1, (0, 3, 3)), Target(9, 9)])
    places = st.sampled_from([0.0, 1.0, 3.5, 1e6])
    alike = st.builds(lambda n, t, p: Stand(n, n, t, p), numbers, targets, places)
    return st.one_of(alike, st.builds(Stand, numbers, numbers, targets, places))


_numbers = st.one_of(
    st.integers(0, 12).map(str),
    st.sampled_from(["0", "1", "0.5", "-2", "−3.25", "1e30", "90%", "pi", "1e-12"]),
)
_layers, _places = st.integers(0, 3), st.integers(0, 9)
_units = st.one_of(
    st.builds("{}:{}".format, _layers, st.integers(0, 16)),
    st.builds("{}:{},{},{}".format, _layers, _places, _places, _places),
    st.sampled_from(["it", "selection", "neuron 1:0"]),
)
_SLOTS = {
    "U": _units,
    "V": _units,
    "L": st.integers(0, 4).map(str),
    "M": st.builds("{}:{}".format, st.integers(0, 3), st.integers(0, 8)),
    "N": st.integers(0, 3).map(str),
    "P": st.one_of(st.integers(0, 5).map(str), st.just("0,1,1")),
    "C": st.sampled_from(["3", "7", "setosa", "“go out”", "nobody", "1"]),
    "F": st.sampled_from(
        ["relu", "sigmoid", "leaky_relu", "ReLU", "softmax", "own", "step", "“max(0.1*z, z)”"]
    ),
    **{name: st.sampled_from(words) for name, words in CHOICES.items()},
}


def _said(entry: Entry, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    slots = {**_SLOTS, "X": values}
    parts = entry.form.split()
    pieces = [slots[part] if part in slots else st.sampled_from(part.split("|")) for part in parts]
    return st.tuples(*pieces).map(" ".join)


def _of_kind(kind: Kind, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    entries = [entry for entry in WORDS.values() if entry.kind is kind and not entry.slow]
    return st.one_of([_said(entry, values) for entry in entries])


def _some(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Several numbers."""
    return st.one_of(
        _of_kind(Kind.NUMBERS, values),
        st.builds("abs({})".format, _of_kind(Kind.NUMBERS, values)),
        st.builds("({} * {})".format, _of_kind(Kind.NUMBERS, values), _of_kind(Kind.NUMBERS, values)),
    )


def _grown(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    domains = [entry for entry in WORDS.values() if entry.units is not None]
    units = st.one_of([_said(entry, values) for entry in domains])
    functions = st.sampled_from([*MATHEMATICS, "relu", "leaky_relu", "sigmoid", "softmax", "own"])
    ways = st.sampled_from([*WAYS])
    return st.one_of(
        _of_kind(Kind.NUMBER, values),
        _of_kind(Kind.NUMBERS, values),
        st.builds("({} {} {})".format, values, st.sampled_from("+-*/^"), values),
        st.builds("{} {} {}".format, values, st.sampled_from("+-*/^"), values),
        st.builds("{}({}, {})".format, functions, values, values),
        st.builds("{}({})".format, functions, values),
        st.builds("{} of {}".format, ways, _some(values)),
        st.builds("{} {} over examples".format, ways, _of_kind(Kind.NUMBER, values)),
        st.builds("{} {} over {}".format, ways, _of_kind(Kind.NUMBER, values), units),
        st.builds("count of examples where {}".format, _comparisons(values)),
        st.builds("count of {} where {}".format, units, _comparisons(values)),
        st.builds("{} {}".format, st.sampled_from(["before", "collapsed"]), values),
        st.builds("{} {}".format, values, suffixes(values)),
    )


def suffixes(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may follow a value or a condition."""
    changes = st.one_of([_said(entry, values) for entry in CHANGES.values()])
    return st.one_of(
        st.integers(0, 5).map("for example {}".format),
        changes.map("with {}".format),
        st.sampled_from(["for all examples", "for some example", "for example 999999"]),
    )


def _comparisons(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = ["=", "!=", "<", "<=", ">", "is at least", "is", "is not", "differs from", "≥"]
    classes, some = _of_kind(Kind.CLASS, values), _some(values)
    return st.one_of(
        st.builds("{} {} {}".format, values, st.sampled_from(signs), values),
        st.builds("{} is {} within {}".format, values, values, values),
        st.builds("{} differs from before".format, st.one_of(values, some, classes)),
        st.builds("{} is {}".format, classes, _SLOTS["C"]),
        st.builds("{} {} {}".format, some, st.sampled_from(["=", "differ from"]), some),
        _of_kind(Kind.TRUTH, values),
    )


def values() -> st.SearchStrategy[str]:
    """Sentences that have a value, most of them."""
    return st.recursive(_numbers, _grown, max_leaves=4)


def conditions() -> st.SearchStrategy[str]:
    """Sentences that hold or don't, most of them."""

    def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.builds("{} {} {}".format, inner, st.sampled_from(["and", "or"]), inner),
            st.builds("not {}".format, inner),
            st.builds("({})".format, inner),
            st.builds("{} {}".format, inner, suffixes(values())),
        )

    return st.recursive(_comparisons(values()), grown, max_leaves=3)


def word_soup() -> st.SearchStrategy[str]:
    """Words of the language in no order."""
    joining = "where over examples for all with of it is within 1 0.5 1:3 1:0,2,2 ( ) , = >"
    known = [*by_start(), *WAYS, *MATHEMATICS, *joining.split(), *"<-+*/^%“”", "->"]
    return st.lists(st.sampled_from(known), max_size=30).map(" ".join)
