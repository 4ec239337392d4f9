"""The strongest contributions through one unit: back to the input, or forward to the output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Target
from nnviz.document.units import flat_of, target_of, unit_at
from nnviz.engine import Trace
from nnviz.scene.layout.ranking import product_sizes, strongest

FAN = (6, 4)
"""Links into the chosen unit, and into (or out of) each one after it."""
MOST_AT_ONCE = 24
"""Units of one layer that paths run through: in a deep network they would spread without end."""


@dataclass(frozen=True)
class Link:
    """One contribution: ``product`` = w·x of ``source``'s value into ``target``."""

    source: Target
    target: Target
    weight: float
    product: float


@dataclass(frozen=True)
class Paths:
    """Links through ``start``, the nearest layer's first, within a layer strongest first."""

    start: Target
    is_forward: bool
    links: tuple[Link, ...]


def back(trace: Trace, start: Target, steps: int | None = None) -> Paths:
    """The 6 largest \\|w·x\\| into ``start``, the 4 into each of their sources, and so on to the input.

    ``steps`` are the links of a path at most.
    """
    return _spread(trace, start, is_forward=False, steps=steps)


def forward(trace: Trace, start: Target, steps: int | None = None) -> Paths:
    """The 6 largest \\|w·x\\| out of ``start``, the 4 out of each of their targets, and so on to the output.

    A path ends where values run on through windows: one of them then goes to very many places.
    """
    return _spread(trace, start, is_forward=True, steps=steps)


def chains(paths: Paths, count: int) -> tuple[tuple[Link, ...], ...]:
    """The strongest link into the start, and from there always the strongest one on, ``count`` times.

    Each chain begins with another link of the start's.
    """
    after: dict[Target, Link] = {}
    for link in paths.links:
        key = link.source if paths.is_forward else link.target
        after.setdefault(key, link)
    first = [link for link in paths.links if paths.start in (link.source, link.target)][:count]
    found = []
    for link in first:
        chain = [link]
        while (end := _end(chain[-1], paths.is_forward)) in after:
            chain.append(after[end])
        found.append(tuple(chain))
    return tuple(found)


def _spread(trace: Trace, start: Target, *, is_forward: bool, steps: int | None) -> Paths:
    step = _out_of if is_forward else _into
    found: list[Link] = []
    front, seen, fan = [start], {start}, FAN[0]
    while front and steps != 0:
        steps = None if steps is None else steps - 1
        links = [link for unit in front for link in step(trace, unit, fan)]
        links.sort(key=lambda link: -_size(link))
        found += links
        reached = dict.fromkeys(_end(link, is_forward) for link in links)
        front, fan = [unit for unit in reached if unit not in seen][:MOST_AT_ONCE], FAN[1]
        seen |= set(front)
    return Paths(start, is_forward, tuple(found))


def _end(link: Link, is_forward: bool) -> Target:
    return link.target if is_forward else link.source


def _size(link: Link) -> float:
    return abs(link.product) if np.isfinite(link.product) else np.inf


def _into(trace: Trace, target: Target, count: int) -> list[Link]:
    """The strongest links into a unit, strongest first; none into an input."""
    network = trace.network
    if target.layer == 0:
        return []
    sources = network.sources(target.layer)
    weight = network.layer_parameters(target.layer).get("weight")
    if network.layer(target.layer).fully_connected and weight is not None and isinstance(target.unit, int):
        x, w = trace[target.layer].input[0], weight[:, target.unit]
        shape = network.shapes[sources[0]]
        return [
            Link(Target(sources[0], unit_at(i, shape)), target, float(w[i]), _product(w[i], x[i]))
            for i in strongest(product_sizes(w, x), count).tolist()
        ]
    explained = trace.explain(target.layer, target.unit)
    products, weights = explained.products.ravel(), explained.weights.ravel()
    inside = np.flatnonzero(explained.inside).tolist()
    sizes = product_sizes(products[inside], np.ones(len(inside)))
    found = []
    for i in strongest(sizes, count).tolist():
        origin = explained.origins[inside[i]]
        assert origin is not None
        at = inside[i]
        weight_here = float(weights[at]) if at < len(weights) else 1.0
        found.append(Link(target_of(origin), target, weight_here, float(products[at])))
    return found


def _out_of(trace: Trace, source: Target, count: int) -> list[Link]:
    """The strongest links out of a unit, strongest first; none out of an output."""
    network = trace.network
    flat = flat_of(source.unit, network.shapes[source.layer])
    x = float(trace[source.layer].a[0].ravel()[flat])
    found: list[Link] = []
    for number in range(source.layer + 1, len(network.shapes)):
        if source.layer not in network.sources(number):
            continue
        layer, shape = network.layer(number), network.shapes[number]
        if layer.fully_connected:
            w = network.layer_parameters(number)["weight"][flat]
            found += [
                Link(source, Target(number, unit_at(i, shape)), float(w[i]), _product(w[i], x))
                for i in strongest(product_sizes(w, x), count).tolist()
            ]
        elif layer.copies and x != 0:
            found.append(Link(source, Target(number, unit_at(flat, shape)), 1.0, x))
    return sorted(found, key=lambda link: -_size(link))[:count]


def _product(w: float, x: float) -> float:
    with np.errstate(all="ignore"):
        return float(np.float64(w) * np.float64(x))
