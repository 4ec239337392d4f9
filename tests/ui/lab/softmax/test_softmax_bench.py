"""The softmax bench in a window: dragged, typed, stepped through, taken back."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import edits
from nnviz.document.lab import Lab, LabView
from nnviz.engine.functions.softmax import Softmax
from nnviz.scene.lab import steps
from tests.census.findings import findings
from tests.census.recorder import Recorder
from tests.census.texts import FORMULA

SIZES = ((1600, 1000), (1280, 720), (1100, 700))


def document(name="digits", lab=None, **view):
    found = formats.open_any(name)[0]
    if lab is not None:
        found = edits.set_lab(found, lab)
    return replace(found, view=replace(found.view, page="lab", lab=LabView(part="softmax", **view)))


class Bench:
    """The part in its window, and what a hand does there."""

    def __init__(self, shown):
        self.window, self.session, self.shown = shown.window, shown.session, shown
        self.part = shown.window.pages.page("lab").part
        self.board = self.part.board

    @property
    def lab(self):
        return self.session.document.lab or Lab()

    @property
    def scores(self):
        return self.board.board.shown.bench.scores

    def middle(self, place):
        layout = self.board.layout_now
        return layout.x(place) + layout.column / 2, layout.scores[1] + layout.scores[3] / 2

    def pull(self, place, *ups):
        x, y = self.middle(place)
        self.shown.drag(self.board, (x, y), *((x, y - up) for up in ups))

    def click_head(self, place):
        x, _ = self.middle(place)
        self.shown.drag(self.board, (x, 30))

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.board, key, modifier)
        self.shown.frame()

    def type(self, words):
        """Type a score, and press Enter."""
        QTest.keyClicks(self.board, words[0])
        QTest.keyClicks(self.board.field, words[1:])
        QTest.keyClick(self.board.field, Qt.Key.Key_Return)
        self.shown.frame()


@pytest.fixture
def bench(show):
    def opened(*arguments, size=(1600, 1000), theme="dark", **more):
        return Bench(show(document(*arguments, **more), size=size, theme=theme))

    return opened


def test_the_bench_begins_with_the_networks_scores(bench):
    made = bench()
    z = made.session.trace[2].z[0]
    assert made.scores == tuple(map(float, z))
    assert made.lab.scores is None
    assert made.part.heading() == "Ten scores become ten shares"
    assert not made.part.back.isVisible()


def test_a_drag_is_one_step_and_makes_the_scores_ones_own(bench):
    made = bench()
    before, scale = made.scores, made.board.board.scale.unit
    made.pull(3, 10, 25, 40)
    assert made.scores[3] == pytest.approx(before[3] + 40 / scale, abs=1e-3)
    assert made.scores[:3] == pytest.approx(before[:3])
    assert made.session.view.lab.score == 3
    assert made.part.back.isVisible()
    made.session.undo()
    made.shown.frame()
    assert made.lab.scores is None
    assert made.scores == before


def test_the_scale_stays_while_a_bar_is_held_and_fits_afterwards(bench):
    made = bench(lab=Lab(scores=(5.0, 1.0, 0.0)))
    before = made.board.board.scale
    session, (x, y) = made.session, made.middle(0)
    QTest.mousePress(made.board, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    made.board._set(0, 90.0, "one drag")
    made.shown.frame()
    assert session.is_held
    assert made.board.board.scale == before
    QTest.mouseRelease(made.board, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    made.shown.frame()
    assert not session.is_held
    assert made.board.board.scale.unit < before.unit


def test_the_way_back_leads_to_the_network(bench):
    made = bench(lab=Lab(scores=tuple(map(float, range(10))), target=4))
    made.part.back.click()
    made.shown.frame()
    assert made.lab.scores is None
    assert made.lab.target is None
    made.session.undo()
    assert made.lab.target == 4


def test_a_thousand_is_typed_and_stepped_through(bench):
    made = bench("xor")
    made.board.setFocus()
    for number, words in enumerate(("1000", "1001", "1002")):
        made.type(words)
        assert made.scores[number] == float(words)
        made.key(Qt.Key.Key_Right)
    assert made.scores == (1000.0, 1001.0, 1002.0)
    right = Softmax().forward(np.array([[1000, 1001, 1002]], np.float32))[0]
    assert np.array_equal(made.board.board.shown.working.shares, right)
    for _ in range(6):
        made.session.step(-1)
    made.shown.frame()
    assert made.board.board.shown.step == 1
    for step in range(1, 7):
        made.session.step(1)
        made.shown.frame()
        assert made.board.board.shown.reached(step) == 3
        assert made.session.view.lab.softmax_seconds == pytest.approx(step * steps.SECONDS)
    made.part.switch.click()
    made.shown.frame()
    assert np.isnan(made.board.board.shown.working.shares).all()
    assert made.board.board.rows.powers == ("∞", "∞", "∞")
    for _ in range(4):
        made.session.undo()
    assert made.lab == Lab()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("1e308", "too large"),
        ("-1e308", "too large"),
        ("1e999", "no number"),
        ("2x", "no number"),
        ("-", "no"),
    ],
)
def test_what_is_no_score_is_refused_in_place(bench, words, said):
    made = bench("xor")
    made.board.setFocus()
    before = made.scores
    made.type(words)
    assert made.scores == before
    assert made.board.saying.isVisible()
    assert said in made.board.saying.words
    assert "−1,000,000 to 1,000,000" in made.board.saying.words
    made.board.field.setText("nan")
    QTest.keyClick(made.board.field, Qt.Key.Key_Return)
    assert made.board.saying.isVisible()
    QTest.keyClick(made.board.field, Qt.Key.Key_Escape)
    assert not made.board.saying.isVisible()
    assert made.scores == before


def test_scores_of_the_network_that_are_no_numbers_are_said_not_changed(bench):
    made = bench()
    weight = made.session.document.network.parameters()["2.weight"].copy()
    weight[0, 0] = np.nan
    broken = made.session.document.network.with_parameters({"2.weight": weight})
    made.session.show(replace(made.session.document, network=broken, view=made.session.view))
    made.shown.frame()
    assert "NaN" in made.board.board.rows.scores
    made.pull(5, 10, 20)
    assert made.lab.scores is None
    assert made.board.saying.isVisible()
    assert not made.session.is_held


def test_keys_choose_and_change(bench):
    made = bench("xor")
    made.board.setFocus()
    made.key(Qt.Key.Key_End)
    assert made.session.view.lab.score == 2
    made.key(Qt.Key.Key_Left)
    made.key(Qt.Key.Key_Up)
    assert made.scores[1] == pytest.approx(1.1)
    made.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert made.scores[1] == pytest.approx(0.1)
    made.key(Qt.Key.Key_T)
    assert made.lab.target == 1
    made.key(Qt.Key.Key_Delete)
    assert made.scores == (2.0, 0.1)
    for _ in range(4):
        made.session.undo()
    assert made.lab == Lab()


def test_the_right_answer_stays_the_one_it_was(bench):
    made = bench("xor", Lab(scores=(1.0, 2.0, 3.0, 4.0), target=2))
    made.board.setFocus()
    made.key(Qt.Key.Key_Home)
    made.key(Qt.Key.Key_Delete)
    assert (made.scores, made.lab.target) == ((2.0, 3.0, 4.0), 1)
    made.part.stepper.more.click()
    made.shown.frame()
    assert made.lab.target == 1
    made.part.stepper.less.click()
    made.shown.frame()
    assert made.lab.target == 1


def test_a_click_on_a_name_says_which_answer_is_right(bench):
    made = bench()
    made.click_head(8)
    assert made.lab.target == 8
    assert made.board.board.shown.working.target == 8
    # The sample's own truth is nothing that a person chose.
    truth = made.board.board.shown.bench.truth
    if truth is not None:
        made.click_head(truth)
        assert made.lab.target is None


def test_the_stepper_goes_from_one_to_twenty(bench):
    made = bench("xor")
    for _ in range(25):
        made.part.stepper.more.click()
        made.shown.frame()
    made.shown.frame()
    assert len(made.scores) == 20
    assert not made.part.stepper.more.isEnabled()
    for _ in range(25):
        made.part.stepper.less.click()
        made.shown.frame()
    made.shown.frame()
    assert made.scores == (2.0,)
    assert not made.part.stepper.less.isEnabled()
    assert made.part.heading() == "One score becomes one share"


def test_the_temperature_is_dragged_and_typed(bench):
    made = bench("iris")
    slider, field = made.part.temperature.slider, made.part.temperature.field
    made.shown.drag(slider, (slider.width() / 2, 18), (slider.width() - 2, 18))
    assert made.lab.temperature == 20
    made.session.undo()
    made.shown.frame()
    assert made.lab.temperature == 1
    for typed, taken in (("0.5", 0.5), ("0", 0.05), ("1000", 20.0)):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        made.shown.frame()
        assert made.lab.temperature == taken
    assert made.board.board.shown.labels.below == "z/T − max"


def test_the_keys_of_time_work_on_the_bench(bench):
    made = bench("xor")
    QTest.keyClick(made.board, Qt.Key.Key_PageUp)
    made.shown.frame()
    assert made.board.board.shown.step == 5
    QTest.keyClick(made.board, Qt.Key.Key_PageDown)
    made.shown.frame()
    assert made.board.board.shown.step == 6
    QTest.keyClick(made.board, Qt.Key.Key_Space)
    assert made.session.is_playing


def test_play_shows_that_it_plays(bench):
    made = bench("xor")
    made.session.play()
    made.shown.frame()
    assert made.part.bar.play.isChecked()
    made.session.pause()
    made.shown.frame()
    assert not made.part.bar.play.isChecked()


def test_those_who_hear_it_hear_the_score_in_hand(bench):
    made = bench(lab=Lab(scores=(1.5, -0.25)))
    assert "score 1.500, share 0.852" in made.board.accessibleName()
    assert "Raising z₀ by 0.1" in made.part.slopes.accessibleName()
    assert "0.852" in made.part.hand.accessibleName()


LABS = {
    "network": None,
    "one": Lab(scores=(3.0,)),
    "two, warm": Lab(scores=(1.5, -0.25), temperature=2.0),
    "overflow": Lab(scores=(1000.0, 1001.0, 1002.0), shifted=False),
    "large": Lab(scores=(-1e6, 1e6, 123456.789, 0.0)),
    "ten": Lab(scores=tuple(round(-9.5 + i * 2.1, 3) for i in range(10)), target=9),
    "twenty": Lab(scores=tuple(round(-9.5 + i * 0.987, 3) for i in range(20))),
    "twenty, warm": Lab(scores=tuple(float(i) for i in range(20)), temperature=0.05),
}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("lab", LABS)
def test_every_text_can_be_read(show, theme, lab, size):
    with Recorder().listening() as recorder:
        made = Bench(show(document("digits", lab=LABS[lab]), size=size, theme=theme))
        QApplication.processEvents()
        texts = recorder.texts(made.window)
        found = [str(one) for one in findings(texts, made.window.grab().toImage())]
        own = [text for text in texts if made.part.isAncestorOf(text.owner)]
    assert len(own) > 20
    assert found == []
    assert min(round(text.pixels, 1) for text in own if text.string != FORMULA) >= 16
