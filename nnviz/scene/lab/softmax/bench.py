"""What lies on the softmax bench: whose scores, what they are called, and which answer is right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.document.lab import MOST_SCORES, Lab
from nnviz.engine import Trace
from nnviz.scene.words import names
from nnviz.scene.words.outcome import named
from nnviz.scene.words.wholes import wholes

EXAMPLE = (2.0, 1.0, 0.1)
"""Scores for a network that has none of its own."""


@dataclass(frozen=True)
class Bench:
    """Scores and their names. ``numbers`` hang below the letters: z₉. ``origin`` is ``"network"``, ``"own"``
    or ``"example"``, and ``note`` says it to people. ``target`` is the place of the right answer, ``truth``
    the place of the sample's own, None where it isn't known; ``sample`` names what the network looks at,
    empty where these aren't its outputs. ``has_network``: there are scores of the network to go back to."""

    scores: tuple[float, ...]
    labels: tuple[str, ...]
    numbers: tuple[int, ...]
    origin: str
    note: str
    target: int
    truth: int | None = None
    sample: str = ""
    has_network: bool = False

    @property
    def count(self) -> int:
        """How many scores there are."""
        return len(self.scores)


def bench_of(document: Document, trace: Trace) -> Bench:
    """What the document and its pass lay on the bench."""
    lab = document.lab or Lab()
    own = _network_scores(document, trace)
    has_network = own is not None
    if lab.scores is None and own is not None:
        whole = _whole(document, own[0])
        return _named(document, lab, own[1], own[0], "network", whole, True)
    if lab.scores is not None:
        places = own[0] if own is not None and len(own[0]) == len(lab.scores) else None
        return _named(document, lab, lab.scores, places, "own", "your own scores", has_network)
    note = "an example: this network has no softmax"
    return _named(document, lab, EXAMPLE, None, "example", note, has_network)


def _network_scores(document: Document, trace: Trace) -> tuple[tuple[int, ...], tuple[float, ...]] | None:
    """(outputs, scores) of the last layer's softmax, at most as many as the bench takes: then the largest."""
    last = len(document.network.layers)
    shared = wholes(document.network, last)
    if shared is None or shared.count != 1:
        return None
    z = np.asarray(trace[last].z[0], np.float32).ravel()
    order = np.argsort(-z, kind="stable")[:MOST_SCORES]
    places = sorted(int(place) for place in order)
    return tuple(places), tuple(float(z[place]) for place in places)


def _whole(document: Document, places: tuple[int, ...]) -> str:
    count = int(np.prod(document.network.output_shape))
    if count > len(places):
        return f"the network's {len(places)} largest of {count:,}"
    return "the network's scores"


def _named(
    document: Document,
    lab: Lab,
    scores: tuple[float, ...],
    places: tuple[int, ...] | None,
    origin: str,
    note: str,
    has_network: bool,
) -> Bench:
    numbers = places if places is not None else tuple(range(len(scores)))
    labels = tuple(names.output(document, n) if places is not None else str(n) for n in numbers)
    truth = _truth(document, numbers) if places is not None else None
    is_chosen = lab.target is not None and lab.target < len(scores)
    target = lab.target if is_chosen else truth
    sample = _sample(document) if places is not None else ""
    return Bench(scores, labels, numbers, origin, note, target or 0, truth, sample, has_network)


def _truth(document: Document, numbers: tuple[int, ...]) -> int | None:
    """The place of the sample's own class among these outputs."""
    data, sample = document.data, document.input.sample
    if document.input.origin != "sample" or data is None or sample is None or sample >= len(data):
        return None
    if not np.issubdtype(data.targets.dtype, np.integer) or data.targets.ndim != 1:
        return None
    answer = int(data.targets[sample])
    return numbers.index(answer) if answer in numbers else None


def _sample(document: Document) -> str:
    data, sample = document.data, document.input.sample
    if document.input.origin == "sample" and data is not None and sample is not None:
        is_unseen = sample >= len(data) - data.held_out
        return f"unseen sample {sample:,}" if is_unseen else f"sample {sample:,}"
    return {"drawing": "your drawing", "file": "your file"}.get(document.input.origin, "what you typed in")


def sample_words(bench: Bench) -> str:
    """What the network looks at and what it truly is: "unseen sample 1,473, truly a 9"."""
    if not bench.sample:
        return ""
    if bench.truth is None:
        return bench.sample
    return f"{bench.sample}, truly {named(bench.labels[bench.truth])}"
