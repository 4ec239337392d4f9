"""Why one neuron's value is what it is: what speaks for it, what against, in rows and in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document, Target
from nnviz.document.units import flat_of, target_of
from nnviz.engine import Explanation, Trace
from nnviz.scene.layout.ranking import strongest
from nnviz.scene.why import paths
from nnviz.scene.why.paths import Link
from nnviz.scene.why.shares import EXACT, InputShares, NoShares, shares
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount, counted_word
from nnviz.scene.words.equation import LEAST, adding_digits, as_term, equation, sign_of
from nnviz.scene.words.numbers import number, percent, signed
from nnviz.scene.words.outcome import gives_probabilities, gives_shares, named
from nnviz.scene.words.wholes import wholes

MOST_FOR, MOST_AGAINST, MOST_PATHS = 6, 2, 4


@dataclass(frozen=True)
class Reason:
    """One line: ``kind`` is "input", "others", "bias", "z" or "silent". ``start`` is the running sum before
    ``product``; ``x``, ``w`` and ``source`` belong to an input, ``count`` to a group."""

    kind: str
    label: str
    product: float
    start: float
    x: float = 0.0
    w: float = 0.0
    source: Target | None = None
    count: int = 1


@dataclass(frozen=True, eq=False)
class Why:
    """All reasons for the z of ``target``: ``rows`` add up to ``z``, the silent inputs last and beside it.

    ``decimals`` is the number of digits at which the printed rows add up too; ``adds_up`` is False where
    none of 2 to 4 does, and "≈" must say so. ``short`` is the sentence for a narrow place.
    """

    target: Target
    title: str
    sentence: str
    short: str
    rows: tuple[Reason, ...]
    z: float
    decimals: int
    adds_up: bool
    chains: tuple[tuple[Link, ...], ...]
    shares: InputShares | NoShares


def why(document: Document, trace: Trace, target: Target) -> Why:
    """The reasons for a unit that weighs its inputs."""
    explanation = trace.explain(target.layer, target.unit)
    rows = _rows(document, explanation)
    z = explanation.natural_z
    decimals, adds_up = adding_digits(
        [row.product for row in rows if row.kind in ("input", "others", "bias")], z, LEAST
    )
    said = sentence(document, trace, target)
    return Why(
        target=target,
        title=title(document, target),
        sentence=said,
        short=said.replace("; next is ", ", then ").replace(" with ", ": "),
        rows=rows,
        z=z,
        decimals=decimals,
        adds_up=adds_up,
        chains=paths.chains(paths.back(trace, target), MOST_PATHS),
        shares=shares(document, trace, target),
    )


def title(document: Document, target: Target) -> str:
    """ "Why 7?", or "Why neuron 12 of Dense 256?"."""
    is_output = target.layer == len(document.network.layers)
    if is_output and isinstance(target.unit, int) and document.output_names:
        name = names.output(document, target.unit)
        is_chosen = document.task == "classes" or gives_shares(document)
        return f"Why {name}?" if is_chosen else f"Why this value of {name}?"
    return f"Why {names.unit_in_sentence(document, target)}?"


def sentence(document: Document, trace: Trace, target: Target) -> str:
    """What the neuron's value means beside the others: "Most likely a 7; next is 9 with 7.5%"."""
    flat = flat_of(target.unit, document.network.shapes[target.layer])
    if target.layer != len(document.network.layers):
        value = float(trace[target.layer].a[0].ravel()[flat])
        return f"It passes on {number(value, 2)}"
    shared = wholes(document.network, target.layer)
    if shared is not None and shared.count > 1:
        value = float(trace.output[0].ravel()[flat])
        return f"Its share of {shared.size} at this pixel is {percent(value)}"
    values = trace.output[0].ravel()
    if not gives_probabilities(document) or len(values) < 2 or not np.isfinite(values).all():
        return f"Its value is {number(float(values[flat]), 3)}"
    order = np.argsort(-values, kind="stable")
    first, second = int(order[0]), int(order[1])
    if values[first] == values[second] == values[flat]:
        return (
            f"One of {counted_word(int((values == values[first]).sum()))} with {percent(float(values[flat]))}"
        )
    if flat == first:
        rest = f"next is {names.output(document, second)} with {percent(float(values[second]))}"
        return f"Most likely {named(names.output(document, first))}; {rest}"
    ahead = f"{names.output(document, first)} is ahead with {percent(float(values[first]))}"
    return f"It has {percent(float(values[flat]))}; {ahead}"


def as_text(document: Document, reasons: Why) -> str:
    """The whole explanation as plain lines, to be copied."""
    digits = reasons.decimals
    inputs = [row for row in reasons.rows if row.kind == "input"]
    others = [row for row in reasons.rows if row.kind == "others"]
    silent = [row for row in reasons.rows if row.kind == "silent"]
    count = len(inputs) + sum(row.count for row in (*others, *silent))
    same = sign_of(reasons.adds_up)
    lines = [
        f"{names.network(document)}: {reasons.title}",
        f"{reasons.sentence}.",
        f"Its z is the sum of {amount(count, 'product')} and a bias:",
    ]
    for row in inputs:
        held = ", held" if row.source in document.overrides else ""
        lines.append(f"  {row.label}{held}: {equation(row.x, row.w, row.product, digits)}")
    for row in reasons.rows:
        if row.kind in ("others", "bias"):
            lines.append(f"  {row.label}: {signed(row.product, digits)}")
    terms = [signed(row.product, digits) for row in reasons.rows if row.kind in ("input", "others", "bias")]
    total = " ".join(as_term(term) for term in terms).removeprefix("+ ")
    lines.append(f"  all added: {total} {same} {number(reasons.z, digits)}")
    lines += [f"{row.label}: nothing to add." for row in silent]
    if reasons.chains:
        lines.append("Strongest paths back, with w · x at each step:")
        lines += [f"  {chain_text(document, chain, digits)}" for chain in reasons.chains]
    return "\n".join([*lines, *_share_lines(reasons)]) + "\n"


def chain_text(document: Document, chain: tuple[Link, ...], decimals: int = 2) -> str:
    """One path in words: "neuron 79 of Dense 256 +0.42 ← pixel 11,17 +0.09"."""
    return " ← ".join(
        f"{names.unit_in_sentence(document, link.source)} {signed(link.product, decimals)}" for link in chain
    )


def _share_lines(reasons: Why) -> list[str]:
    found = reasons.shares
    if isinstance(found, NoShares):
        return [found.sentence]
    parts = (found.gain, found.loss, found.biases)
    digits, adds_up = adding_digits(parts, found.z, LEAST)
    gain, loss, biases = (signed(part, digits) for part in parts)
    same = sign_of(adds_up)
    sum_ = f"{gain} {as_term(loss)} {as_term(biases)} {same} {number(found.z, digits)}"
    return [
        "Each input's share of z is x · ∂z/∂x:",
        f"  inputs for {gain}, inputs against {loss}, all biases {biases}: {sum_}",
        EXACT,
    ]


def _rows(document: Document, explanation: Explanation) -> tuple[Reason, ...]:
    products = explanation.products.ravel().astype(np.float64)
    x, w = explanation.inputs.ravel(), explanation.weights.ravel()
    sizes = np.nan_to_num(products, nan=np.inf)
    quiet = (x == 0) & (products == 0)
    # What is quiet is 0, and so neither for nor against.
    gains = strongest(sizes, MOST_FOR).tolist()
    losses = strongest(-sizes, MOST_AGAINST).tolist()
    rows: list[Reason] = []
    running = 0.0
    for i in (*gains, *losses):
        origin = explanation.origins[i]
        source = None if origin is None else target_of(origin)
        label = "padding" if source is None else names.unit(document, source.layer, source.unit)
        rows.append(Reason("input", label, float(products[i]), running, float(x[i]), float(w[i]), source))
        running += float(products[i])
    rest = ~quiet
    rest[[*gains, *losses]] = False
    if rest.any():
        count = int(rest.sum())
        with np.errstate(invalid="ignore"):
            product = float(products[rest].sum())
        rows.append(Reason("others", amount(count, "other"), product, running, count=count))
        running += product
    rows.append(Reason("bias", "bias", explanation.bias, running))
    rows.append(Reason("z", "z, all added", explanation.natural_z, 0.0))
    if quiet.any():
        count = int(quiet.sum())
        one = "neuron" if document.network.sources(explanation.layer)[0] else names.input_noun(document)
        words = amount(count, f"silent {one}")
        rows.append(Reason("silent", words, 0.0, 0.0, count=count))
    return tuple(rows)
