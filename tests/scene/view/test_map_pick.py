"""What is under the pointer on image layers, and where the arrow keys lead."""

from __future__ import annotations

import pytest

from nnviz.document import Target
from nnviz.scene.layout.tiles import Box
from nnviz.scene.values.model import Hit
from nnviz.scene.values.strip_places import StripPlaces, places
from nnviz.scene.view import map_pick
from nnviz.scene.view.map_neighbours import neighbour
from tests.scene.image_networks import image_networks
from tests.scene.networks import Scene, scene

DOCUMENTS = image_networks()


def middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def at_end(name: str, selection: Target) -> tuple[Scene, StripPlaces]:
    shown = scene(DOCUMENTS[name], selection)
    images, strip = shown.layout.images, shown.end().strip
    assert images is not None
    assert images.strip is not None
    assert strip is not None
    return shown, places(strip, images.strip, shown.layout.scale)


def on_strip(shown: Scene, point: tuple[float, float]) -> Hit | None:
    return map_pick.on_strip(shown.layout, shown.document.network, shown.end().strip, point)


def test_numbers_of_the_strip() -> None:
    shown, placed = at_end("digits", Target(1, (2, 3, 4)))
    window, kernel, products = placed.grids
    unit = Target(1, (2, 3, 4))
    assert on_strip(shown, middle(window.box(1, 2))) == Hit("pixel", Target(0, (0, 4, 6)))
    assert on_strip(shown, middle(kernel.box(2, 0))) == Hit("kernel", unit, index=(2, 0, 2, 0))
    assert on_strip(shown, middle(products.box(0, 0))) is None
    assert on_strip(shown, middle(placed.terms[1])) == Hit("bias", unit)
    assert on_strip(shown, middle(placed.terms[2])) is None


def test_channels_of_the_strip_and_padding() -> None:
    unit = Target(1, (4, 0, 0))
    shown, placed = at_end("padding, dilation, colours", unit)
    assert on_strip(shown, middle(placed.sums[2])) == Hit("channel", unit, index=(2,))
    assert on_strip(shown, middle(placed.grids[0].box(0, 0))) is None
    assert on_strip(shown, middle(placed.grids[0].box(1, 1))) == Hit("pixel", Target(0, (0, 0, 0)))
    assert on_strip(shown, middle(placed.grids[1].box(0, 1))) == Hit("kernel", unit, index=(4, 0, 0, 1))


def test_cells_of_maps_and_kernels() -> None:
    shown = scene(DOCUMENTS["two convolutions"], Target(3, (9, 4, 4)))
    images = shown.layout.images
    assert images is not None

    def under(box: Box) -> Hit | None:
        return map_pick.on_tiles(
            shown.layout, shown.document.network, Target(3, (9, 4, 4)), shown.end().strip, middle(box)
        )

    assert under(images.tiles[1].cell_box((7, 20, 3))) == Hit("cell", Target(1, (7, 20, 3)))
    first, second = images.kernels
    assert under(first.tiles.cell_box((5, 4, 0))) == Hit("kernel", Target(1, (5, 0, 0)), index=(5, 0, 4, 0))
    assert under(second.tiles.cell_box((6, 1, 2))) == Hit("kernel", Target(3, (9, 4, 4)), index=(9, 6, 1, 2))
    assert under((0.0, 0.0, 1.0, 1.0)) is None


def test_the_strip_covers_what_is_below_it() -> None:
    shown = scene(DOCUMENTS["digits"])
    images = shown.layout.images
    assert images is not None
    assert images.strip is not None
    assert map_pick.is_on_strip(shown.layout, middle(images.strip))
    assert not map_pick.is_on_strip(shown.layout, (460.0, 200.0))


@pytest.mark.parametrize(
    ("start", "layers", "units", "end"),
    [
        (Target(1, (0, 3, 4)), 0, 1, Target(1, (0, 3, 5))),
        (Target(1, (0, 5, 5)), 0, 1, Target(1, (1, 0, 0))),
        (Target(1, (0, 0, 0)), 0, -1, Target(1, (0, 0, 0))),
        (Target(1, (3, 5, 5)), 0, 1, Target(1, (3, 5, 5))),
        (Target(1, (2, 3, 5)), 1, 0, Target(2, (2, 1, 2))),
        (Target(2, (2, 1, 2)), -1, 0, Target(1, (2, 3, 5))),
        (Target(1, (2, 3, 5)), -1, 0, Target(0, (0, 4, 7))),
        (Target(0, (0, 4, 7)), -1, 0, Target(0, (0, 4, 7))),
        (Target(4, 9), 1, 0, Target(4, 9)),
        (Target(4, 9), 0, -1, Target(4, 8)),
    ],
)
def test_arrow_keys(start: Target, layers: int, units: int, end: Target) -> None:
    assert neighbour(scene(DOCUMENTS["digits"]).layout, start, layers, units) == end


def test_every_layer_is_reached_by_the_arrow_keys() -> None:
    layout = scene(DOCUMENTS["two convolutions"]).layout
    here = Target(6, 7)
    seen = [here.layer]
    for _ in range(6):
        here = neighbour(layout, here, -1, 0)
        seen.append(here.layer)
    assert seen == [6, 5, 4, 3, 2, 1, 0]
