"""The inspector's numbers are the network's, computed again here; each can be taken in hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.document import CurrentInput, Document, Target, edits, structure
from nnviz.engine import Dense, Network
from nnviz.session import Change
from nnviz.ui.run.inspector.section import HEADING
from nnviz.ui.widgets.typed_number import number_in
from tests.ui.run.inspector.flowers import HIDDEN, OUTPUT, flowers


def by_hand(document):
    """x, z and a of both layers in double precision, without the engine."""
    p = {key: array.astype(float) for key, array in document.network.parameters().items()}
    x = document.input.values.astype(float)
    z1 = x @ p["1.weight"] + p["1.bias"]
    h = np.tanh(z1)
    z2 = h @ p["2.weight"] + p["2.bias"]
    e = np.exp(z2)
    return x, z1, h, z2, e / e.sum()


def test_rows_sum_and_answer_are_the_units_arithmetic(inspect):
    document = flowers()
    shown = inspect(document, OUTPUT)
    _, _, h, z, y = by_hand(document)
    w = document.network.parameters()["2.weight"][:, 1]
    rows = shown.panel.products.rows
    assert [row.product for row in rows] == pytest.approx(sorted(h * w, reverse=True), abs=1e-6)
    for row in rows:
        assert row.x == pytest.approx(h[row.position], abs=1e-6)
        assert row.w == pytest.approx(w[row.position], abs=1e-6)
    text = shown.panel.total.text
    assert float(text.z.replace("−", "-")) == pytest.approx(z[1], abs=0.6 * 10.0**-text.decimals)
    assert shown.panel.activate.answer.text().startswith(f"y = {y[1]:.3f}")
    assert shown.panel.activate.below.text() == "other two z held still"
    shares = dict(shown.panel.activate.shares.bars)
    assert [shares[i] for i in range(3)] == pytest.approx(y, abs=1e-6)


def test_the_head_names_the_neuron_and_writes_its_equation(inspect):
    document = flowers()
    shown = inspect(document, HIDDEN)
    _, z, h, _, _ = by_hand(document)
    head = shown.panel.head
    assert head.title == "Hidden neuron 2"
    assert head.equation.startswith("y = f(")
    last = float(head.equation.split()[-1].replace("−", "-"))
    assert last == pytest.approx(h[2], abs=0.006)
    middle = float(head.equation.split("f(")[2].split(")")[0].replace("−", "-"))
    assert middle == pytest.approx(z[2], abs=0.006)


def test_dragging_a_weight_up_raises_it_and_everything_follows_in_one_undo_step(inspect):
    document = flowers()
    shown = inspect(document, OUTPUT)
    products = shown.panel.products
    order = [row.position for row in products.rows]
    last = products.handle(("w", order[-1]))
    start = last.rect.center()
    before = last.value
    shown.press(products, start)
    for up in (10, 40, 150):
        shown.move(products, start - QPointF(0, up))
        shown.frame()
        assert [row.position for row in products.rows] == order, "rows stay in place while one is in hand"
    held = shown.session.document.network.parameters()["2.weight"][order[-1], 1]
    assert held > before
    _, _, h, _, y = by_hand(shown.session.document)
    row = products.rows[-1]
    assert row.product == pytest.approx(h[order[-1]] * float(held), abs=1e-6)
    assert shown.panel.activate.answer.text().startswith(f"y = {y[1]:.3f}")
    shown.release(products, start - QPointF(0, 150))
    shown.frame()
    assert [r.product for r in products.rows] == sorted([r.product for r in products.rows], reverse=True)
    assert shown.undo_steps() == 1
    assert shown.session.document is document


def test_two_drags_are_two_undo_steps(inspect):
    shown = inspect(flowers(), OUTPUT)
    for _ in range(2):
        at = shown.panel.products.handles[0].rect.center()
        shown.drag(shown.panel.products, at, at - QPointF(0, 30), at - QPointF(0, 60))
    assert shown.undo_steps() == 2


def test_pressing_without_moving_changes_nothing(inspect):
    shown = inspect(flowers(), OUTPUT)
    at = shown.panel.products.handles[0].rect.center()
    shown.drag(shown.panel.products, at, at)
    assert shown.session.undo_label is None


def test_the_bias_can_be_dragged(inspect):
    document = flowers()
    shown = inspect(document, HIDDEN)
    at = shown.panel.total.handle(("b", 0)).rect.center()
    shown.drag(shown.panel.total, at, at + QPointF(0, 25), at + QPointF(0, 50))
    now = shown.session.document.network.parameters()["1.bias"]
    assert now[2] < document.network.parameters()["1.bias"][2]
    assert np.array_equal(np.delete(now, 2), np.delete(document.network.parameters()["1.bias"], 2))
    assert shown.undo_steps() == 1


def test_x_can_be_dragged_only_where_it_is_the_networks_input(inspect):
    shown = inspect(flowers(), HIDDEN)
    handle = shown.panel.products.handle(("x", 3))
    at = handle.rect.center()
    shown.drag(shown.panel.products, at, at - QPointF(0, 40))
    assert shown.session.document.input.values[3] > 2.0
    assert shown.undo_steps() == 1
    shown.session.select(OUTPUT)
    shown.frame()
    assert {handle.key[0] for handle in shown.panel.products.handles} == {"w"}


def type_over(shown, key, text, end=Qt.Key.Key_Return):
    products = shown.panel.products
    at = products.handle(key).rect.center().toPoint()
    QTest.mouseDClick(products, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    field = products.findChild(type(products._field))
    field.clear()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, end)
    shown.frame()
    return field


def test_a_double_click_types_a_value(inspect):
    shown = inspect(flowers(), OUTPUT)
    position = shown.panel.products.rows[0].position
    type_over(shown, ("w", position), "-1,25")
    assert shown.session.document.network.parameters()["2.weight"][position, 1] == pytest.approx(-1.25)
    assert shown.undo_steps() == 1


def test_escape_leaves_the_value(inspect):
    shown = inspect(flowers(), OUTPUT)
    type_over(shown, ("w", shown.panel.products.rows[0].position), "7", Qt.Key.Key_Escape)
    assert shown.session.undo_label is None


def test_what_is_no_number_is_marked_and_changes_nothing(inspect):
    shown = inspect(flowers(), OUTPUT)
    field = type_over(shown, ("w", shown.panel.products.rows[0].position), "seven")
    assert field.toolTip() == "Type a number such as 0.25 or −3."
    assert shown.session.undo_label is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.5", 0.5), (" −3 ", -3.0), ("+2", 2.0), ("1,5", 1.5), ("nan", None), ("inf", None), ("", None)],
)
def test_numbers_as_people_write_them(text, value):
    assert number_in(text) == value


def test_keys_walk_the_numbers_and_enter_types(inspect):
    shown = inspect(flowers(), OUTPUT)
    products = shown.panel.products
    products.setFocus(Qt.FocusReason.TabFocusReason)
    first = products.handles[0]
    QTest.keyClick(products, Qt.Key.Key_Down)
    assert products.handle(products._current).rect.top() > first.rect.top()
    QTest.keyClick(products, Qt.Key.Key_Return)
    QTest.keyClicks(products._field, "0.5")
    QTest.keyClick(products._field, Qt.Key.Key_Return)
    second = products.handle(products._current)
    shown.frame()
    weight = shown.session.document.network.parameters()["2.weight"][second.key[1], 1]
    assert weight == pytest.approx(0.5)


def test_many_inputs_open_on_a_click(inspect):
    document = flowers()
    from nnviz.engine import Dense, Network

    network = Network.build((40,), [Dense(2, "relu")], seed=1)
    document = replace(
        document,
        network=network,
        input=CurrentInput(np.linspace(0.1, 1, 40, dtype=np.float32)),
        input_names=(),
    )
    shown = inspect(document, Target(1, 0))
    products = shown.panel.products
    assert [row.kind for row in products.rows] == ["input"] * 10 + ["others"]
    QTest.mouseClick(
        products,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        products._row_rect(10).center().toPoint(),
    )
    shown.frame()
    assert [row.kind for row in products.rows] == ["input"] * 40
    QTest.keyClick(products, Qt.Key.Key_Space)
    assert [row.kind for row in products.rows] == ["input"] * 10 + ["others"]


def test_what_is_not_finite_is_shown_and_marked(inspect):
    document = edits.set_weight(flowers(), 1, (1, 2), math.nan)
    shown = inspect(document, HIDDEN)
    assert shown.panel.total.text.z == "NaN"
    assert shown.panel.head.equation.endswith("NaN !")
    assert shown.panel.activate.answer.text().startswith("y = NaN !")
    shown.session.apply(edits.set_weight, 1, (1, 2), math.inf)
    shown.frame()
    assert shown.panel.total.text.z == "∞"


def test_an_input_value_shows_where_it_goes_and_moves(inspect):
    document = flowers()
    shown = inspect(document, Target(0, 3))
    weights = document.network.parameters()["1.weight"][3].astype(float)
    rows = shown.panel.outgoing.rows
    assert [row.product for row in rows] == pytest.approx(
        sorted(2.0 * weights, key=lambda v: -abs(v)), abs=1e-6
    )
    slider = shown.panel.source.slider
    shown.drag(slider, QPointF(slider.width() / 2, 12), QPointF(slider.width() * 0.3, 12))
    assert shown.session.document.input.values[3] < 2.0
    assert shown.undo_steps() == 1
    at = shown.panel.outgoing.handles[0].rect.center()
    shown.drag(shown.panel.outgoing, at, at - QPointF(0, 20))
    assert shown.session.undo_label == "Change a weight"


def test_nothing_selected_shows_the_network_and_its_answer(inspect):
    document = flowers()
    shown = inspect(document)
    y = by_hand(document)[-1]
    best = int(y.argmax())
    assert shown.panel.summary.answers[0].name == document.output_names[best]
    assert shown.panel.summary.answers[0].text == f"{100 * y[best]:.1f}%"
    lines = [line[:2] for line in shown.panel.summary.layers]
    assert lines == [("Input", "4 values"), ("Hidden", "Dense 5, tanh"), ("Output", "Dense 3, softmax")]
    assert shown.panel.head.isHidden()


def test_a_selection_that_the_next_document_does_not_have_is_none(inspect):
    from nnviz.engine import Dense, Network

    shown = inspect(flowers(), Target(2, 2))
    document = replace(flowers(), network=Network.build((4,), [Dense(1)]))
    shown.session.show(document)
    shown.session.select(Target(2, 2))
    shown.frame()
    assert not shown.panel.summary.isHidden()


@pytest.mark.parametrize("size", [(300, 588), (392, 816), (588, 1224)])
@pytest.mark.parametrize("select", [None, Target(0, 1), HIDDEN, OUTPUT])
def test_everything_fits_the_width(inspect, size, select):
    shown = inspect(flowers(), select, size=size)
    panel = shown.panel
    for part in (
        panel.summary,
        panel.head,
        panel.source,
        panel.outgoing,
        panel.products,
        panel.total,
        panel.activate,
    ):
        if part.isVisible():
            assert part.width() <= panel.width()
    for section in (panel.products, panel.total, panel.outgoing, panel.source):
        for handle in section.handles if section.isVisible() else []:
            assert section.rect().contains(handle.rect.toAlignedRect())


def test_a_moment_that_changes_nothing_here_asks_for_no_picture(inspect):
    shown = inspect(flowers(), OUTPUT, seconds=0.0)
    before = shown.panel._subject
    shown.session.seek(0.2)
    shown.panel.refresh(Change.MOMENT)
    assert shown.panel._subject is before


def on_screen(shown):
    """What stands on the screen now, without asking for a new picture."""
    return shown.panel.screen().grabWindow(shown.panel.winId()).toImage()


def drawn_anew(shown):
    shown.panel.update()
    for part in shown.panel.findChildren(QWidget):
        part.update()
    QApplication.processEvents()
    return on_screen(shown)


def test_a_neuron_that_loses_its_bias_is_not_said_to_have_one(inspect):
    """On the build page the very neuron that is inspected loses its bias: "Sum and bias" may not stay."""
    shown = inspect(flowers(), OUTPUT)
    before = on_screen(shown)
    shown.session.apply(structure.set_options, 2, {"bias": False})
    shown.frame()
    assert on_screen(shown) != before
    assert on_screen(shown) == drawn_anew(shown)
    shown.session.undo()
    shown.frame()
    assert on_screen(shown) == before


def test_a_typed_number_leaves_nothing_of_the_last_one_on_the_screen(inspect):
    """Rows change places and the scale is another."""
    shown = inspect(flowers(), OUTPUT)
    before = on_screen(shown)
    order = [row.position for row in shown.panel.products.rows]
    shown.session.apply(edits.set_weight, 2, (order[-1], 1), -9.0)
    shown.frame()
    assert [row.position for row in shown.panel.products.rows] != order
    assert on_screen(shown) == drawn_anew(shown)
    shown.session.undo()
    shown.frame()
    assert on_screen(shown) == before


def test_while_a_weight_is_in_hand_the_screen_shows_its_numbers(inspect):
    shown = inspect(flowers(), OUTPUT)
    products = shown.panel.products
    start = products.handles[-1].rect.center()
    shown.press(products, start)
    for up in (20, 60, 20):
        shown.move(products, start - QPointF(0, up))
        shown.frame()
        assert on_screen(shown) == drawn_anew(shown)
    shown.release(products, start)


def test_what_adds_nothing_has_no_bar(inspect):
    """w = 0, b = 0 and z = 0 print as 0: no sliver beside them says otherwise."""
    weights = {"weight": np.array([[0.0], [1.0], [-1.0]], np.float32), "bias": np.zeros(1, np.float32)}
    network = Network.build((3,), [Dense(1)]).with_parameters({f"1.{k}": v for k, v in weights.items()})
    document = Document(network, "Zero", CurrentInput(np.array([3.0, 2.0, 2.0], np.float32)))
    shown = inspect(document, Target(1, 0))
    products, total, image = shown.panel.products, shown.panel.total, on_screen(shown)
    assert [row.product for row in products.rows] == [2.0, 0.0, -2.0]
    theme = shown.panel.head.look.theme
    ground, axis = theme.color("panel").rgb(), theme.color("line").rgb()
    # The sum stands at the axis' right end; the line that goes on from there is a pixel wide, a bar is two.
    right = round(products.scale.left + products.scale.width)
    middle = round(products.row_place(1).center().y())
    assert image.pixel(products.mapTo(shown.panel, QPoint(right + 1, middle))) == ground
    left, top = total.scale.left - 2, total.look.px(HEADING) + 2
    area = QRect(QPoint(round(left), top), QPoint(right, total.height() - 2))
    bars = image.copy(area.translated(total.mapTo(shown.panel, QPoint(0, 0))))
    shades = {bars.pixel(x, y) for x in range(bars.width()) for y in range(bars.height())}
    assert shades == {ground, axis}
