"""Every text of the Train page's plane and of its part Data can be read, whatever set is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnviz.data import toys
from nnviz.data.sources import Preparation, Toy
from nnviz.scene.train.points import LETTERS
from tests.census.findings import findings
from tests.census.pages import THEMES, Shown
from tests.census.recorder import Recorder

SETS = (Toy("spirals"), Toy("gaussians", 120, 0.5, 6), Toy("hill", 80, 0.05))
SIZES = ((1600, 1000), (1280, 720))
VISITS = (
    {"part": "data"},
    {"part": "curves"},
    {"part": "curves", "brush": "paint", "brush_class": 1},
    {"part": "curves", "enlarged": (1, 2)},
)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("toy", SETS, ids=lambda toy: toy.kind)
def test_every_text_of_the_plane_can_be_read(qapp, monkeypatch, toy, size):
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    said: list[str] = []
    with Recorder().listening() as recorder:
        shown = Shown.of("xor", size)
        try:
            shown.session.set_page("train")
            shown.session.training.use(toys.points(toy), toy, Preparation())
            shown.session.training.step()
            for theme in THEMES:
                shown.session.set_theme(theme)
                for changes in VISITS:
                    before = replace(shown.session.view.train, brush="look", enlarged=None)
                    shown.session.set_train_view(replace(before, **changes))
                    shown.settle()
                    part = shown.window.pages.current.part
                    read = recorder.texts(part)
                    assert len(read) > 10
                    # The letters of points lie over one another as the points do.
                    words = [text for text in read if text.string not in LETTERS]
                    said += [f"{theme} {changes}: {one}" for one in findings(words, part.grab().toImage())]
        finally:
            shown.close()
    assert not said, "\n".join(sorted(said))
