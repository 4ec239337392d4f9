"""While a number is dragged the scales stay and what leaves them is cut; let go, everything comes to fit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz import formats
from nnviz.document import Document, Target, edits
from nnviz.document.tracing import trace
from nnviz.scene.detail.microscope import Microscope, microscope
from nnviz.scene.detail.page import page, span
from nnviz.scene.detail.refitting import refitting
from nnviz.scene.time.refit import SECONDS, Refit
from nnviz.session import Preferences, Session

THREE = Target(2, 3)
SIZE = (920.0, 620.0)


def pages() -> tuple[Microscope, Microscope, Microscope]:
    """The page of "3" before a drag, while its second weight is dragged up far, and let go."""
    document, _ = formats.open_any("digits")
    before = microscope(document, trace(document), THREE)
    weight = before.lines[1].weight
    assert weight is not None
    changed = edits.set_weight(document, 2, weight, 20.0)
    during = microscope(changed, trace(changed), THREE, before=before)
    return before, during, microscope(changed, trace(changed), THREE)


def test_what_leaves_the_scale_is_cut_and_never_shortened_in_silence() -> None:
    before, during, after = pages()
    for unit in (before, after):
        places = page(SIZE, len(unit.lines))
        for line in unit.lines:
            assert places.span(line.start, line.end, unit.low, unit.high).is_whole
    places = page(SIZE, len(during.lines))
    for line in during.lines:
        shown = places.span(line.start, line.end, during.low, during.high)
        low, high = sorted((line.start, line.end))
        assert bool(shown.beyond) == (low > during.high or high < during.low)
        if not shown.beyond:
            assert shown.is_cut_right == (high > during.high)
    assert during.chart is not None
    assert during.chart.leaves == (1, 0)
    assert after.chart is not None
    assert after.chart.leaves == (0, 0)


@given(st.floats(-500, 900), st.floats(-500, 900))
def test_a_bar_stays_on_its_axis(start: float, end: float) -> None:
    shown = span(start, end, 100.0, 400.0)
    assert 100.0 <= shown.x0 <= shown.x1 <= 402.0
    if min(start, end) >= 100.0 and max(start, end) <= 400.0:
        assert shown.is_whole
        assert (shown.x0, shown.x1) == pytest.approx((min(start, end), max(max(start, end), shown.x0 + 2.0)))


def test_the_move_begins_at_the_held_page_and_ends_at_the_fitting_one() -> None:
    _, during, after = pages()
    start = refitting(during, after, 0.0)
    assert (start.low, start.high) == (during.low, during.high)
    assert start.chart is not None
    assert during.chart is not None
    assert start.chart.view == during.chart.view
    by_weight = {line.weight: place for place, line in zip(during.places, during.lines, strict=True)}
    own = [(line.weight, place) for place, line in zip(start.places, start.lines, strict=True) if line.weight]
    assert all(by_weight.get(weight, place) == place for weight, place in own)
    assert refitting(during, after, 1.0) is after
    half = refitting(during, after, 0.5)
    assert during.high < half.high < after.high
    assert half.lines[0].product == after.lines[0].product, "numbers are exact at once"


def test_the_move_is_a_function_of_time_alone() -> None:
    assert Refit(0.0).share == 0.0
    assert Refit().after(0.1).after(0.1) == replace(Refit(), passed=0.2)
    assert Refit(SECONDS).share == 1.0
    assert Refit(SECONDS).is_over


def session() -> Session:
    document, _ = formats.open_any("digits")
    return Session(document)


def dragged(held: Session) -> Document:
    held.hold()
    held.apply(edits.set_weight, 2, (0, 3), 5.0)
    held.release()
    return held.document


def test_letting_go_begins_the_move_and_time_ends_it() -> None:
    held = session()
    dragged(held)
    assert held.is_refitting
    held.advance(0.5 * SECONDS)
    assert held.refit.share == pytest.approx(0.5)
    held.advance(SECONDS)
    assert not held.is_refitting


def test_reduced_motion_fits_at_once() -> None:
    held = session()
    held.set_preferences(Preferences(reduced_motion=True))
    dragged(held)
    assert not held.is_refitting


def test_another_edit_or_another_hand_ends_the_move() -> None:
    held = session()
    dragged(held)
    held.undo()
    assert not held.is_refitting
    dragged(held)
    held.hold()
    assert not held.is_refitting
