"""A network that doesn't fit says so where it would run, with the way to mend it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.document import structure
from nnviz.document.plan import plan


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (800, 520)])
def test_the_page_says_that_the_network_does_not_fit_and_mends_it(show, size):
    shown = show("mnist-cnn", size)
    bar = shown.window.run.unfit
    assert not bar.isVisible()
    shown.session.apply(structure.remove_layer, 5)
    shown.frame()
    assert bar.isVisible()
    sentence, rest = bar.words()
    assert sentence == plan(shown.session.document).mismatch.sentence
    assert "does not fit a list of" in sentence
    assert rest == "What runs below is the network before this change."
    assert bar.accessibleName().startswith(bar.words()[0])
    run = shown.window.run
    for below in (run.rail, run.levels, run.inspector):
        assert below.y() >= bar.geometry().bottom()
    assert bar.fix.geometry().right() < bar.build.x()
    assert bar.rect().contains(bar.build.geometry())
    assert bar.fix.text() == "Insert Flatten"
    QTest.mouseClick(bar.fix, Qt.MouseButton.LeftButton)
    shown.frame()
    assert not bar.isVisible()
    assert run.rail.y() == 0
    assert shown.session.undo_label == "Insert Flatten"


def test_it_leads_to_the_list(show):
    shown = show("mnist-cnn")
    shown.session.apply(structure.remove_layer, 5)
    shown.frame()
    QTest.mouseClick(shown.window.run.unfit.build, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.view.page == "build"


def test_undo_takes_it_away(show):
    shown = show("mnist-cnn")
    shown.session.apply(structure.remove_layer, 5)
    shown.frame()
    shown.session.undo()
    shown.frame()
    assert not shown.window.run.unfit.isVisible()
