"""How a network that isn't a chain stands in ranks: who is beside whom, and where shortcuts pass.

A layer's rank is the longest way to it from an input, so that every edge runs to the right and every layer
with weights stands one rank after its source. What reaches further back passes the ranks between in a lane
of its own, one for each source. Layers and lanes of a rank are ordered by the mean place of their neighbours
(barycentre method: Sugiyama, Tagawa and Toda, 1981), so that few lines cross.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nnviz.engine import Network

_SWEEPS = 8


@dataclass(frozen=True)
class Place:
    """What stands in one band of a rank: layer ``layer`` itself, or the lane of what it hands further on."""

    layer: int
    is_lane: bool = False


Ranks = tuple[tuple[Place, ...], ...]
"""The places of each rank from top to bottom; rank 0 holds the inputs."""


def is_chain(network: Network) -> bool:
    """Whether every layer is fed by the one before it alone."""
    return all(network.sources(n) == (n - 1,) for n in range(1, len(network.shapes)))


def ranks_of(network: Network) -> tuple[int, ...]:
    """The rank of each layer by number: the most steps that lead to it from an input.

    Where images only feed vectors, and never the other way, all images stand left of all vectors: a rank is
    then of one kind, and no edge has to pass a map.
    """
    ranks = _steps_to(network, lambda _: 0)
    images = [n for n, shape in enumerate(network.shapes) if len(shape) == 3]
    if not images or any(_is_image_of_vectors(network, n) for n in images):
        return ranks
    first = 1 + max(ranks[n] for n in images)
    return _steps_to(network, lambda n: 0 if len(network.shapes[n]) == 3 else first)


def _steps_to(network: Network, least: Callable[[int], int]) -> tuple[int, ...]:
    ranks: list[int] = []
    for layer in range(len(network.shapes)):
        ranks.append(max([least(layer), *(ranks[source] + 1 for source in network.sources(layer))]))
    return tuple(ranks)


def _is_image_of_vectors(network: Network, layer: int) -> bool:
    return any(len(network.shapes[source]) != 3 for source in network.sources(layer))


def arrange(network: Network) -> Ranks:
    """Every layer and lane in its rank, ordered so that few lines cross."""
    rank = ranks_of(network)
    rows: list[list[Place]] = [[] for _ in range(max(rank) + 1)]
    for layer in range(len(network.shapes)):
        rows[rank[layer]].append(Place(layer))
    for source, last in enumerate(_last_ranks(network, rank)):
        for between in range(rank[source] + 1, last):
            rows[between].append(Place(source, is_lane=True))
    steps = _steps(network, rank)
    best = rows = [sorted(row, key=lambda place: place.layer) for row in rows]
    for sweep in range(_SWEEPS):
        rows = _swept(rows, steps, down=sweep % 2 == 0)
        if crossings(rows, steps) < crossings(best, steps):
            best = rows
    return tuple(map(tuple, best))


def _last_ranks(network: Network, rank: Sequence[int]) -> list[int]:
    """For each layer the rank of the furthest layer that it feeds."""
    last = list(rank)
    for layer in range(1, len(network.shapes)):
        for source in network.sources(layer):
            last[source] = max(last[source], rank[layer])
    return last


Steps = list[list[tuple[Place, Place]]]


def _steps(network: Network, rank: Sequence[int]) -> Steps:
    """For each gap between two ranks, which places are joined across it."""
    steps: Steps = [[] for _ in range(max(rank))]
    for layer in range(1, len(network.shapes)):
        for source in dict.fromkeys(network.sources(layer)):
            here = Place(source)
            for between in range(rank[source] + 1, rank[layer]):
                steps[between - 1].append((here, Place(source, is_lane=True)))
                here = Place(source, is_lane=True)
            steps[rank[layer] - 1].append((here, Place(layer)))
    return [list(dict.fromkeys(gap)) for gap in steps]


def _swept(rows: list[list[Place]], steps: Steps, down: bool) -> list[list[Place]]:
    """Each rank ordered by the mean place of its neighbours, from the first rank on or from the last back."""
    rows = [list(row) for row in rows]
    gaps = range(len(steps)) if down else reversed(range(len(steps)))
    for gap in gaps:
        fixed, moved = (gap, gap + 1) if down else (gap + 1, gap)
        at = {place: (i + 0.5) / len(rows[fixed]) for i, place in enumerate(rows[fixed])}
        means = {}
        for i, place in enumerate(rows[moved]):
            pairs = steps[gap] if down else [(b, a) for a, b in steps[gap]]
            found = [at[a] for a, b in pairs if b == place]
            means[place] = sum(found) / len(found) if found else (i + 0.5) / len(rows[moved])
        rows[moved].sort(key=means.__getitem__)
    return rows


def crossings(rows: Sequence[Sequence[Place]], steps: Steps) -> int:
    """How many pairs of joined places cross."""
    count = 0
    for gap, pairs in enumerate(steps):
        left, right = ({place: i for i, place in enumerate(row)} for row in rows[gap : gap + 2])
        ends = sorted((left[a], right[b]) for a, b in pairs)
        count += sum(a[0] < b[0] and a[1] > b[1] for i, a in enumerate(ends) for b in ends[i + 1 :])
    return count
