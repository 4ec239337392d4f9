"""What meets in an Add or a Concat, and what a value becomes there."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.document import Target, Unit
from nnviz.scene.values import merging as joined
from tests.graphs import graphs, image_graphs, residual_cnn, two_maps
from tests.scene.networks import scene

DOCUMENTS = {**graphs(), **image_graphs()}


def units(shape: tuple[int, ...]) -> list[Unit]:
    cells = list(np.ndindex(*shape))[:60]
    return [cell if len(cell) == 3 else int(cell[0]) for cell in cells]


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_origins_are_those_of_the_engine(name: str) -> None:
    """A layer without weights says in its explanation where its values come from."""
    shown = scene(DOCUMENTS[name])
    network = shown.document.network
    for layer in range(1, len(network.shapes)):
        if network.layer(layer).kind not in ("Add", "Concat", "Flatten"):
            continue
        for unit in units(network.shapes[layer]):
            why = shown.trace.explain(layer, unit)
            expected = [
                Target(at[0], int(at[1][0]) if len(at[1]) == 1 else tuple(map(int, at[1])))
                for at in why.origins
                if at is not None
            ]
            found = joined.origins(network, Target(layer, unit))
            assert list(found) == expected
            for source in found:
                assert Target(layer, unit) in joined.users(network, source)


@pytest.mark.parametrize(("made", "parts"), [(residual_cnn, 2), (two_maps, 1)])
def test_a_selected_cell_shows_its_parts_and_their_sum(made, parts: int) -> None:
    target = Target(3, (2, 4, 5))
    shown = scene(made(), target)
    merge = shown.end().merge
    assert merge is not None
    assert len(merge.parts) == parts
    assert sum(part.value for part in merge.parts) == pytest.approx(merge.result.value, abs=1e-6)
    assert merge.result.value == pytest.approx(float(shown.trace[3].a[0, 2, 4, 5]), abs=1e-6)
    for part, source in zip(merge.parts, merge.sources, strict=True):
        assert part.value == pytest.approx(float(shown.trace[source.layer].a[(0, *source.unit)]), abs=1e-6)


def test_no_number_of_a_meeting_comes_before_its_layer() -> None:
    shown = scene(residual_cnn(), Target(3, (0, 1, 1)))
    start = shown.at_seconds(0.0).merge
    assert start is not None
    assert not start.is_reached


def test_dense_layers_have_no_origins_of_this_kind() -> None:
    network = residual_cnn().network
    assert joined.origins(network, Target(7, 0)) == ()
    assert joined.origins(network, Target(0, (0, 0, 0))) == ()
