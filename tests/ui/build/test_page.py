"""The build page as a person uses it: choose, add, drag, move, remove, change, mend, undo."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import Target, structure
from nnviz.document.new import from_network
from nnviz.engine import Conv2D, Dense, Flatten, Network
from nnviz.engine.layers.table import LAYERS
from nnviz.ui.build import weights_picture, words, workings
from nnviz.ui.build.inflow import inflow
from nnviz.ui.run.rail.layers import LayerRow
from nnviz.ui.theme import THEMES
from nnviz.ui.window.top_bar import score_texts

CNN = ["Conv2D", "MaxPool2D", "Conv2D", "MaxPool2D", "Flatten", "Dense"]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_tabs_turn_to_the_page_and_back(build):
    built = build()
    assert built.page.isVisible()
    assert not built.window.run.canvas.isVisible()
    assert built.window.top.tabs["build"].isChecked()
    built.press(built.window.top.tabs["run"])
    assert built.window.run.canvas.isVisible()
    assert not built.page.isVisible()
    built.press(built.window.top.tabs["kernels"])
    assert built.window.pages.current.isVisible()
    assert not built.window.run.canvas.isVisible()


def test_space_does_not_play_what_is_not_shown(build):
    built = build()
    built.session.seek(0.0)
    built.key(Qt.Key.Key_Space)
    assert not built.session.is_playing
    assert not built.window.actions_.by_name["play"].isEnabled()
    built.session.set_page("run")
    built.frame()
    assert built.window.actions_.by_name["play"].isEnabled()


def test_a_click_on_the_palette_adds_after_the_chosen_row(build):
    built = build()
    built.click_row(1)
    built.press(built.page.palette_.rows["BatchNorm"])
    assert built.kinds == ["Conv2D", "BatchNorm", *CNN[1:]]
    assert built.page.editor.chosen == 2
    assert built.session.undo_label == "Add BatchNorm"
    built.press(built.page.changes.undo)
    assert built.kinds == CNN
    assert built.session.document.draft is None


def test_the_title_and_the_score_say_that_it_was_changed(build):
    built = build()
    assert "edited" not in built.window.top.title.text()
    score = built.session.document.score
    built.session.apply(structure.remove_layer, 2)
    built.frame()
    assert built.window.top.title.text().endswith(", edited")
    assert score_texts(built.session.document)[0] == f"{score.value:.1%} correct before this change"


def test_keys_choose_move_remove_and_duplicate(build):
    built = build()
    built.list.setFocus()
    assert built.page.editor.chosen == 1  # the layer of the neuron that was looked at
    for _ in range(2):
        built.key(Qt.Key.Key_Down)
    assert built.page.editor.chosen == 3
    built.key(Qt.Key.Key_Up, ALT)
    assert built.kinds == ["Conv2D", "Conv2D", "MaxPool2D", "MaxPool2D", "Flatten", "Dense"]
    assert built.page.editor.chosen == 2
    built.key(Qt.Key.Key_D, CTRL)
    assert built.kinds.count("Conv2D") == 3
    assert built.page.editor.chosen == 3
    built.key(Qt.Key.Key_Delete)
    assert built.kinds.count("Conv2D") == 2
    built.key(Qt.Key.Key_Home)
    assert built.page.editor.chosen == 0
    built.key(Qt.Key.Key_Delete)
    assert len(built.kinds) == 6


def test_enter_goes_to_the_options(build):
    built = build()
    built.click_row(3)
    built.key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is built.row("Filters").less


def test_a_mismatch_is_said_and_one_button_mends_it(build):
    built = build()
    built.session.apply(structure.remove_layer, 5)
    built.frame()
    assert built.list.fix.isVisible()
    assert built.list.fix.text() == "Insert Flatten"
    found = built.page.editor.plan.mismatch
    assert (found.source, found.number) == (4, 5)
    assert built.list.rect().contains(built.list.fix.geometry())
    assert built.list.fix.geometry().right() <= built.list.row_rect(4).right()
    panel = built.list.places.panel * built.list.look.s
    assert built.list.row_rect(4).bottom() <= panel + 1
    assert built.list.row_rect(5).top() >= panel + 79 * built.list.look.s
    built.press(built.list.fix)
    assert built.kinds == CNN
    assert not built.list.fix.isVisible()


def test_pictures_are_the_traces_up_to_the_mismatch_and_hollow_past_it(build):
    built = build()
    trace = built.session.trace
    editor = built.page.editor
    for number in range(1, 7):
        assert np.array_equal(inflow(editor, number).values, trace[number].a[0])
    built.session.apply(structure.remove_layer, 5)
    built.frame()
    assert np.array_equal(inflow(editor, 4).values, trace[4].a[0])
    assert inflow(editor, 5).values is None
    assert inflow(editor, 2).scale == inflow(editor, 1).scale


def test_a_changed_layer_shows_what_the_new_weights_give(build):
    built = build()
    built.session.apply(structure.set_options, 3, {"kernel": 5})
    built.session.apply(structure.remove_layer, 5)
    built.frame()
    x = built.session.document.input.values[None]
    expected = built.page.editor.plan.network.predict(x)[0]
    assert np.array_equal(inflow(built.page.editor, 4).values, expected)


def test_dragging_from_the_palette_opens_a_gap_and_says_what_will_come(build):
    built = build()
    row = built.page.palette_.rows["BatchNorm"]
    built.carry(row, QPoint(20, 10), built.middle(2) - QPoint(0, 30))
    assert row.is_out
    assert built.page.card.isVisible()
    assert built.list.places.gap == 2
    seen = built.list.preview
    assert (seen.sentence, seen.shape, seen.plus) == ("Drop: the shape stays.", "8 × 24 × 24", "+32")
    assert seen.total == "5,386 parameters, 5,418 with BatchNorm"
    assert built.kinds == CNN
    built.release(row)
    assert built.kinds == ["Conv2D", "BatchNorm", *CNN[1:]]
    assert not built.page.card.isVisible()
    assert built.list.places.gap == 0


def test_escape_puts_a_dragged_layer_back(build):
    built = build()
    row = built.page.palette_.rows["Dense"]
    built.carry(row, QPoint(20, 10), built.middle(3))
    assert built.list.places.gap
    built.key(Qt.Key.Key_Escape)
    assert built.list.places.gap == 0
    assert not built.page.card.isVisible()
    built.release(row)
    assert built.kinds == CNN
    assert built.session.undo_label is None
    built.carry(built.list, built.middle(2), built.middle(4))
    built.key(Qt.Key.Key_Escape)
    built.release(built.list)
    assert built.kinds == CNN


def test_a_row_is_dragged_to_another_place_with_its_weights(build):
    built = build("mnist")
    built.session.apply(structure.add_layer, "Dense", 2, {"units": 64})
    built.frame()
    weight = built.session.document.network.layer_parameters(1)["weight"]
    new = built.page.editor.line(2).row.id
    built.carry(built.list, built.middle(2), built.middle(2) + QPoint(0, 200))
    assert built.list.places.lifted == 2
    assert built.list.places.gap == 3
    built.release(built.list)
    assert built.page.editor.line(3).row.id == new
    assert built.session.document.network.layer_parameters(1)["weight"] is weight
    assert built.session.undo_label == "Move Dense 64"


def test_dropped_outside_the_list_nothing_happens(build):
    built = build()
    row = built.page.palette_.rows["Flatten"]
    built.carry(row, QPoint(20, 10), built.middle(2), QPoint(-150, 100))
    assert built.list.places.gap == 0
    built.release(row)
    assert built.kinds == CNN


def test_chips_and_steppers_change_the_layer(build):
    built = build()
    built.click_row(3)
    built.press(built.row("Kernel").chips[5])
    assert built.session.document.network.layer(3).kernel == (5, 5)
    assert built.row("Kernel").chips[5].isChecked()
    built.press(built.row("Padding").chips["same"])
    built.press(built.row("Filters").more)
    layer = built.session.document.network.layer(3)
    assert (layer.padding, layer.filters) == ("same", 17)
    number = built.row("Filters").number
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(number, "9")
    QTest.keyClick(number, Qt.Key.Key_Return)
    built.frame()
    assert built.session.document.network.layer(3).filters == 9


def test_what_is_impossible_is_marked_and_can_not_be_pressed(build):
    layers = [Conv2D(2, 3), Conv2D(2, 3), Flatten(), Dense(2)]
    built = build(from_network(Network.build((1, 8, 8), layers)))
    built.click_row(2)
    chip = built.row("Kernel").chips[7]
    assert not chip.isEnabled()
    assert chip.accessibleDescription() == "has a kernel of 7 × 7, larger than its padded input of 6 × 6."
    assert built.row("Kernel").reason.startswith("Kernel 7: it has a kernel of 7 × 7")
    built.press(chip)
    assert built.session.document.network.layer(2).kernel == (3, 3)


@pytest.mark.parametrize("typed", ["0", "-3", "1000000000", "2.5"])
def test_sizes_that_can_not_be_are_refused_with_the_reason(build, typed):
    built = build("iris")
    before = built.session.document
    built.click_row(1)
    number = built.row("Neurons").number
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(number, typed)
    QTest.keyClick(number, Qt.Key.Key_Return)
    built.frame()
    assert built.session.document is before
    assert built.page.options.problem
    # Said once, beside the field.
    assert built.page.changes.problem == ""
    built.press(built.row("Neurons").more)
    assert built.page.options.problem == ""


def test_every_kind_that_can_be_built_is_offered(build):
    built = build()
    offered = {kind for kind, layer in LAYERS.items() if layer.role is not None}
    assert set(built.page.palette_.rows) == offered
    # An input takes its size when a network is made; an operator comes with a model that has it.
    assert set(LAYERS) - offered == {"Input", "Operator"}


@pytest.mark.parametrize("group", ["palette", "samples", "chips", "weights"])
def test_a_group_is_one_stop_for_tab_and_arrows_move_in_it(build, group):
    built = build()
    built.click_row(3)
    page = built.page
    buttons = {
        "palette": list(page.palette_.rows.values()),
        "samples": page.palette_.samples,
        "chips": [chip for chip in built.row("Kernel").chips.values() if chip.isEnabled()],
        "weights": [chip for chip in page.changes.chips if chip.isVisible()],
    }[group]
    stops = [button for button in buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1
    assert stops[0] is next((button for button in buttons if button.isChecked()), buttons[0])
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    before = built.session.document
    for target in (*buttons[1:], buttons[-1]):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert QApplication.focusWidget() is target
    assert target.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not buttons[0].focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(target, Qt.Key.Key_Home)
    assert QApplication.focusWidget() is buttons[0]
    assert built.session.document is before


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (800, 520)])
def test_choices_wrap_instead_of_shrinking(build, size):
    built = build(size=size)
    built.click_row(3)
    built.session.apply(structure.set_options, 3, {"kernel": (3, 5)})
    built.frame()
    row = built.row("Kernel")
    for chip in row.chips.values():
        assert chip.width() >= chip.width_wanted(46)
        assert row.rect().contains(chip.geometry())
    rects = [chip.geometry() for chip in row.chips.values()]
    assert not any(a.intersects(b) for a, b in itertools.combinations(rects, 2))
    for above, below in itertools.pairwise(built.page.options.rows):
        assert above.geometry().bottom() < below.y()


@pytest.mark.parametrize(("made", "read"), [(1, 1), (4, 1), (32, 1), (16, 8), (7, 3), (32, 32)])
def test_kernels_wrap_into_lines_instead_of_shrinking(made, read):
    lines, pitch = weights_picture.in_lines(made, read, 350.0, 200.0, 60.0)
    across = -(-made // lines)
    assert across * pitch <= 350.001
    assert lines * read * pitch + (lines - 1) * weights_picture.BETWEEN <= 200.001
    assert pitch >= min(350 / made, 200 / read, 60.0)
    if (made, read) == (32, 1):
        assert lines > 1
        assert pitch > 2 * 350 / 32


def test_the_only_layer_stays(build):
    built = build(from_network(Network.build((3,), [Dense(2)])))
    built.click_row(1)
    built.key(Qt.Key.Key_Delete)
    assert built.kinds == ["Dense"]
    assert "at least one layer" in built.page.changes.problem


def test_reset_and_undo_are_one_step_each(build):
    built = build()
    before = built.session.document
    built.press(built.page.changes.reset)
    assert not any(chip.is_kept for chip in built.page.changes.chips)
    fresh = Network.build(before.network.input_shape, before.network.layers, before.network.seed)
    assert built.session.document.network.equals(fresh)
    built.press(built.page.changes.undo)
    assert built.session.document is before
    built.press(built.page.changes.redo)
    assert built.session.document.network.equals(fresh)


def test_the_change_bar_names_kept_and_new(build):
    built = build()
    built.session.apply(structure.set_options, 3, {"kernel": 5})
    built.frame()
    states = [(chip.title, chip.state) for chip in built.page.changes.chips]
    assert states == [("Conv2D 8", "208 kept"), ("Conv2D 16", "3,216 new"), ("Dense 10", "2,570 new")]
    built.press(built.page.changes.chips[1])
    assert built.page.editor.chosen == 3


def test_the_button_below_offers_every_kind_and_puts_it_before_the_outputs(build, qtbot):
    built = build("iris")
    assert built.list.add.text() == "+ Add before the output"
    built.press(built.list.add)
    menu = QApplication.activePopupWidget()
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert set(actions) == set(built.page.palette_.rows)
    actions["Dropout"].trigger()
    menu.close()
    built.frame()
    assert built.kinds[-2:] == ["Dropout", "Dense"]


def test_a_click_on_the_palette_never_adds_behind_the_output_layer(build):
    built = build("iris")
    built.click_row(len(built.kinds))
    built.press(built.page.palette_.rows["Dense"])
    assert built.kinds[-2:] == ["Dense", "Dense"]
    assert built.page.editor.chosen == len(built.kinds) - 1
    assert built.session.document.network.output_shape == (3,)


def test_outputs_that_no_longer_match_the_class_names_say_so_and_one_button_mends_it(build):
    built = build("iris")
    last = len(built.kinds)
    built.session.apply(structure.set_options, last, {"units": 5})
    built.frame()
    said = built.page.editor.plan.problem
    assert said.sentence == "5 outputs, but 3 class names."
    assert built.list.fix.isVisible()
    assert built.list.fix.text() == "Give it 3 neurons"
    top = built.list.places.panel * built.list.look.s
    assert built.list.row_rect(last).bottom() <= top + 1
    assert built.list.fix.geometry().bottom() < built.list.add.y()
    built.press(built.list.fix)
    assert built.session.document.network.output_shape == (3,)
    assert not built.list.fix.isVisible()


def test_a_list_without_its_output_layer_is_given_one(build):
    built = build()
    built.session.apply(structure.remove_layer, 6)
    built.frame()
    assert built.list.add.text() == "+ Add at the end"
    assert built.list.fix.text() == "Add Dense 10"
    built.press(built.list.fix)
    assert built.kinds == CNN
    assert built.session.document.network.layers[-1].activation.name == "softmax"


def test_what_an_unfitted_row_gives_is_a_question_mark_everywhere(build):
    built = build()
    built.session.apply(structure.move_layer, 5, 1)
    built.frame()
    plan = built.page.editor.plan
    unfitted = [line for line in plan.lines if not line.is_real]
    assert [line.number for line in unfitted] == [2, 3, 4, 5, 6]
    for line in unfitted:
        assert words.shape_given(line) == "?"
        assert words.shape_words(line, plan)[0] in ("?", plan.mismatch.taken)
        assert workings.shape_working(line).lines == ("known when it fits what runs into it",)
        assert inflow(built.page.editor, line.number).values is None


def test_samples_change_what_is_shown(build):
    built = build()
    built.press(built.page.palette_.samples[1])
    assert built.session.document.input.sample == built.page.palette_.samples[1].number
    assert np.array_equal(inflow(built.page.editor, 1).values, built.session.trace[1].a[0])


@pytest.mark.parametrize(
    ("name", "size"),
    [
        *((name, (1600, 1000)) for name in ("xor", "sine", "iris", "edges", "mnist")),
        *(("mnist-cnn", size) for size in ((1600, 1000), (1280, 720), (800, 520))),
    ],
)
def test_every_sample_is_drawn_at_every_size(build, name, size):
    built = build(name, size)
    for number in range(len(built.kinds) + 1):
        built.page.editor.choose(number)
        built.frame()
        picture = built.page.grab().toImage()
        assert picture.size() == built.page.size()
        assert picture.pixelColor(2, 2) == THEMES[built.session.view.theme].color("panel")


@pytest.mark.parametrize("name", ["mnist-cnn", "iris"])
def test_the_run_page_draws_whatever_was_built(build, name):
    built = build(name)
    for kind in built.page.palette_.rows:
        for at in (1, len(built.kinds) + 1):
            built.page.editor.add(kind, at)
            built.session.set_page("run")
            built.session.seek(1e9)
            built.frame()
            assert not built.window.run.canvas.grab().isNull()
            built.session.undo()
            built.session.set_page("build")
            built.frame()


def test_a_selected_neuron_that_is_gone_is_no_longer_selected(build):
    built = build("mnist")
    built.session.select(Target(1, 60))
    built.session.apply(structure.set_options, 1, {"units": 32})
    built.frame()
    assert built.session.view.selection is None


def test_many_layers_are_listed_and_scrolled(build):
    built = build(from_network(Network.build((4,), [Dense(4) for _ in range(300)])))
    built.list.setFocus()
    built.key(Qt.Key.Key_End)
    assert built.page.editor.chosen == 300
    bar = built.page.area.verticalScrollBar()
    assert bar.value() > 0.9 * bar.maximum()
    built.key(Qt.Key.Key_Up, ALT)
    assert built.page.editor.chosen == 299


def test_screen_readers_hear_the_chosen_row(build):
    built = build()
    built.click_row(3)
    assert built.list.accessibleName() == "Layers. 3: Conv2D 16, 3 × 3, ReLU, 16 × 10 × 10, weights kept"


def test_a_file_that_was_saved_with_a_mismatch_opens_with_its_button_in_place(show, theme):
    document, _ = formats.open_any("mnist-cnn")
    document = structure.remove_layer(document, 5)
    shown = show(replace(document, view=replace(document.view, page="build")), theme=theme)
    layers = shown.window.pages.current.list
    assert layers.fix.isVisible()
    assert layers.row_rect(4).left() < layers.fix.geometry().left()
    assert layers.fix.geometry().right() < layers.row_rect(4).right()


def test_the_rail_of_the_run_page_names_the_layers_as_they_are_now(build):
    built = build("mnist")
    built.session.apply(structure.set_options, 1, {"units": 32})
    built.session.set_page("run")
    built.frame()
    rows = built.window.run.rail.findChildren(LayerRow)
    assert "Dense 32" in [row.kind_words for row in rows if row.isVisible()]


def test_tab_goes_from_the_palette_through_the_list_to_the_options_and_the_bar(build):
    built = build()
    built.click_row(3)
    order = [
        built.page.palette_.rows["Concat"],
        built.list,
        built.row("Filters").less,
        built.page.changes.reset,
    ]
    order[0].setFocus()
    seen = []
    for _ in range(60):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    places = [seen.index(control) for control in order]
    assert places == sorted(places)
