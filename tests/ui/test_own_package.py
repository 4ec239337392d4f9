"""What CONTRIBUTING says of a new layer, function, file format and page, done by a package of one's own.

The package is written for the test and knows nnviz by its public doors alone; nothing else is touched.
"""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import Target, edits, structure
from nnviz.document.new import from_network
from nnviz.engine import Conv2D, Dense, Flatten, Network, train
from nnviz.engine.functions import activations
from nnviz.engine.functions.activations import FUNCTIONS
from nnviz.engine.layers import table
from nnviz.engine.layers.table import LAYERS
from nnviz.errors import OptionError, UnknownNameError
from nnviz.formats import FORMATS
from nnviz.scene.detail.microscope import microscope
from nnviz.scene.values.merging import origins
from nnviz.scene.why.shares import shares
from nnviz.scene.words.mathematics import plain
from nnviz.ui.build.palette import groups
from nnviz.ui.widgets.function_menu import FunctionMenu
from nnviz.ui.window.file_names import readable, savable
from nnviz.ui.window.pages import PAGES

LAYER = '''
"""Two kinds of layers: a gain for each number, and the sum of each window."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nnviz.engine import Layer
from nnviz.engine.explanation import Parts
from nnviz.engine.layers.base import Option
from nnviz.engine.layers.table import LAYERS
from nnviz.engine.layers.windows import Windows, batch_first, batch_last


@LAYERS.add
@dataclass(frozen=True, init=False)
class Gain(Layer):
    """z = g x, each number with a gain of its own; a = z."""

    kind = "Gain"
    summary = "each number times its gain"
    does = "Multiplies each value by a gain of its own."
    piecewise_linear = True
    alignment = "same"
    keeps_channels = True
    role = "learns"
    starting_options = MappingProxyType({"start": 3})
    changeable = (Option("start", "Start", (1, 2, 3)),)

    start: int

    def __init__(self, start, *, name=None, inputs=None):
        self._set(name, inputs, start=start)

    def output_shape(self, input_shapes):
        return input_shapes[0]

    def parameter_shapes(self, input_shapes):
        return {"gain": input_shapes[0]}

    def initial_parameters(self, input_shapes, random):
        return {"gain": np.full(input_shapes[0], float(self.start))}

    def forward(self, inputs, parameters):
        z = inputs[0] * parameters["gain"]
        return z, z

    def backward(self, gradient, inputs, parameters, memory=None, downward=True):
        return [gradient * parameters["gain"]], {"gain": (gradient * inputs[0]).sum(axis=0)}

    def explain(self, inputs, z, unit, parameters):
        x, w = inputs[0][unit].reshape(1), parameters["gain"][unit].reshape(1)
        return Parts(x, w, x * w, origins=((0, unit),))


@LAYERS.add
@dataclass(frozen=True, init=False)
class SumPool2D(Layer):
    """z[n, c, i, j] is the sum of a window of channel c; a = z."""

    kind = "SumPool2D"
    summary = "the sum of each window"
    does = "Adds up the values of each window."
    phases = ("pool",)
    slides = True
    piecewise_linear = True
    keeps_channels = True
    input_rank = 3
    role = "reshapes"

    size: int

    def __init__(self, size=2, *, name=None, inputs=None):
        self._set(name, inputs, size=size)

    def windows(self, shape):
        size = (self.size, self.size)
        return Windows.fit(shape, size, size, "valid", (1, 1))

    def output_shape(self, input_shapes):
        return (input_shapes[0][0], *self.windows(input_shapes[0]).count)

    def forward(self, inputs, parameters):
        windows = self.windows(inputs[0].shape[1:])
        z = batch_first(sum(windows.taps(batch_last(inputs[0]))))
        return z, z

    def backward(self, gradient, inputs, parameters, memory=None, downward=True):
        windows = self.windows(inputs[0].shape[1:])
        found = np.zeros_like(batch_last(inputs[0]))
        for place in windows.taps(found):
            place += batch_last(gradient)
        return [batch_first(found)], {}

    def explain(self, inputs, z, unit, parameters):
        channel, row, column = unit
        windows = self.windows(inputs[0].shape)
        patch = windows.patch(inputs[0][channel : channel + 1], row, column)
        return Parts(patch, np.ones_like(patch), patch, origins=windows.origins((channel,), row, column))
'''

FUNCTION = '''
"""A bell: large where z is near 0."""

from dataclasses import dataclass

import numpy as np

from nnviz.engine.functions.activations import FUNCTIONS
from nnviz.engine.functions.base import ActivationFunction


@FUNCTIONS.add
@dataclass(frozen=True)
class Bell(ActivationFunction):
    width: float = 1.0

    name = "bell"
    title = "Bell"
    formula = r"f(z) = e^{-(z / w)^2}"
    derivative_formula = r"f'(z) = -2 z f(z) / w^2"
    range = "(0, 1]"
    character = "Answers to one place alone."
    use = "Radial basis functions."
    source = "Broomhead & Lowe 1988, Multivariable functional interpolation and adaptive networks"
    parameter_ranges = {"width": (0.5, 4.0)}

    def forward(self, z):
        return np.exp(-((z / self.width) ** 2))

    def derivative(self, z):
        return -2 * z / self.width**2 * self.forward(z)
'''

FORMAT = '''
"""Networks of dense layers without activation functions as lines of text."""

import sys

import numpy as np

from nnviz.document.new import from_network
from nnviz.engine import Dense, Network
from nnviz.errors import FileError
from nnviz.formats import FORMATS, atomic

SUFFIX = ".lines"


def matches(path):
    return path.suffix.lower() == SUFFIX


def open(path):
    try:
        first, *rest = path.read_text().splitlines()
        sizes, numbers = [int(word) for word in first.split()], [float(line) for line in rest]
        network = Network.build(sizes[:1], [Dense(size) for size in sizes[1:]])
        parameters = {}
        for key, array in network.parameters().items():
            own, numbers = numbers[: array.size], numbers[array.size :]
            parameters[key] = np.reshape(own, array.shape)
        return from_network(network.with_parameters(parameters), title=path.stem)
    except ValueError:
        raise FileError(f"{path.name} is damaged; open another copy.") from None


def save(document, path, thumbnail=None, last_look=None):
    network = document.network
    sizes = " ".join(str(shape[0]) for shape in network.shapes)
    numbers = [repr(float(w)) for array in network.parameters().values() for w in array.ravel()]
    return atomic.write(path, "\\n".join([sizes, *numbers]).encode(), last_look)


FORMATS.add(sys.modules[__name__])
'''

PAGE = '''
"""A page that says how many parameters the network has."""

from PySide6.QtWidgets import QLabel

from nnviz.session import Change
from nnviz.ui.guard import Guarded
from nnviz.ui.window.pages import PAGES, Page


class CountPage(Guarded, QLabel):
    def __init__(self, session, parent):
        super().__init__(parent)
        self._session = session

    def refresh(self, change):
        self.setText(str(self._session.document.network.parameter_count))


PAGES.add(Page("count", "Count", lambda host, parent: CountPage(host.session, parent), Change.NETWORK))
'''

TABLES = (LAYERS, FUNCTIONS, FORMATS, PAGES)


@pytest.fixture
def own(tmp_path, monkeypatch) -> Iterator[ModuleType]:
    """The package, imported; afterwards it is gone, and every table is as it was."""
    folder = tmp_path / "own_parts"
    folder.mkdir()
    (folder / "__init__.py").write_text("from own_parts import formats, functions, layers, pages\n")
    for name, text in (("layers", LAYER), ("functions", FUNCTION), ("formats", FORMAT), ("pages", PAGE)):
        (folder / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    before = [dict(known) for known in TABLES]
    yield importlib.import_module("own_parts")
    for known, names in zip(TABLES, before, strict=True):
        for name in known.keys() - names.keys():
            known.remove(name)
    for name in [name for name in sys.modules if name.split(".")[0] == "own_parts"]:
        del sys.modules[name]
    assert [dict(known) for known in TABLES] == before


def test_without_the_package_nobody_knows_its_names(tmp_path) -> None:
    with pytest.raises(UnknownNameError):
        table.from_options("Gain", {"start": 2})
    with pytest.raises(UnknownNameError):
        activations.get("bell")
    assert not formats.can_save(tmp_path / "a.lines")


def test_a_name_belongs_to_one(own) -> None:
    with pytest.raises(OptionError, match='a layer "Gain" already'):
        LAYERS.add(own.layers.Gain)


# a layer


@pytest.fixture
def gains(own):
    """Four numbers, a dense layer, gains, and two classes."""
    layers = [Dense(5, "relu"), own.layers.Gain(3), Dense(2, "softmax")]
    return from_network(Network.build((4,), layers, seed=1))


@pytest.fixture
def sums(own):
    """A picture, kernels, the sums of windows, and three numbers."""
    layers = [Conv2D(2, 3, padding="same"), own.layers.SumPool2D(), Flatten(), Dense(3)]
    return from_network(Network.build((1, 8, 8), layers, seed=2))


def test_a_network_with_it_runs_and_every_unit_is_explained(gains) -> None:
    x = np.random.default_rng(0).normal(size=(1, 4)).astype(np.float32)
    weight = gains.network.parameters()
    hidden = 3 * np.maximum(x @ weight["1.weight"], 0)
    scores = hidden @ weight["3.weight"]
    np.testing.assert_allclose(gains.network.predict(x), np.exp(scores) / np.exp(scores).sum(), rtol=1e-5)
    trace = gains.network.trace(x)
    for unit in range(5):
        found = trace.explain(2, unit)
        assert found.products.sum() + found.bias == pytest.approx(hidden[0, unit])


def test_it_learns(gains) -> None:
    random = np.random.default_rng(1)
    x = random.normal(size=(64, 4)).astype(np.float32)
    y = (x[:, 0] > 0).astype(int)
    first, *_, last = train(gains.network, (x, y), epochs=60, batch_size=8, loss="cross_entropy")
    assert last.loss < 0.5 * first.loss
    assert (last.network.parameters()["2.gain"] != 3).any()


@pytest.mark.parametrize("which", ["gains", "sums"])
def test_it_is_saved_and_opened_again(which, request, tmp_path) -> None:
    document = request.getfixturevalue(which)
    formats.save(document, tmp_path / "mine.nnviz")
    opened, _ = formats.open_any(tmp_path / "mine.nnviz")
    assert opened.network.equals(document.network)


def test_it_is_drawn_and_narrated(gains, show, theme) -> None:
    shown = show(gains, theme=theme)
    shown.session.pause()
    phases = [phase for phase in shown.session.timeline.phases if phase.layer == 2]
    assert [phase.name for phase in phases] == ["pass"]
    shown.session.seek(phases[0].end - 1e-3)
    shown.frame()
    picture = shown.window.run.canvas.picture
    column = picture.layout.column(2)
    assert (len(column.units), column.title) == (5, "Gain")
    assert picture.frame.lead == "Layer 2, pass on."
    assert picture.frame.sentence == "Multiplies each value by a gain of its own."
    np.testing.assert_array_equal(picture.frame.nodes[2].value, shown.session.trace[2].a[0])
    assert origins(gains.network, Target(2, 3)) == (Target(1, 3),)


def test_its_page_and_its_shares_are_exact(gains) -> None:
    document = edits.set_input_value(edits.set_input_value(gains, (0,), 2.0), (3,), -1.0)
    trace = document.network.trace(document.input.values[None])
    page = microscope(document, trace, Target(2, 0))
    assert page.sentence == "Multiplies each value by a gain of its own."
    assert [(line.w, line.source) for line in page.lines] == [("3.000", Target(1, 0))]
    found = shares(document, trace, Target(3, 1))
    assert found.values.sum() + found.biases == pytest.approx(found.z, rel=1e-5)


def test_a_window_that_slides_has_its_phase_its_strip_and_its_words(sums, show) -> None:
    shown = show(sums)
    shown.session.pause()
    shown.session.apply(edits.set_input_value, (0, 2, 3), 1.0)
    (pool,) = (phase for phase in shown.session.timeline.phases if phase.layer == 2)
    assert pool.name == "pool"
    shown.session.seek((pool.start + pool.end) / 2)
    shown.frame()
    picture = shown.window.run.canvas.picture
    assert picture.frame.sentence == (
        "Of each 2 × 2 window the sum is kept: in each map 64 values become 16."
    )
    strip = picture.frame.strip
    assert strip.kind == "sum"
    assert strip.inputs.values.shape == (2, 2)
    a = shown.session.trace[2].a[(0, *strip.unit)]
    assert strip.inputs.values.sum() == pytest.approx(a)
    assert strip.result.values[0, 0] == pytest.approx(a)
    assert "SumPool2D: the sum of 2 × 2" in [head.whole for head in picture.layout.images.heads]
    page = microscope(shown.session.document, shown.session.trace, Target(2, (0, 1, 1)))
    assert plain(page.steps[0].letters) == "y = Σ hᵢ"


def test_it_stands_in_the_palette_and_its_options_can_be_changed(own, show) -> None:
    assert groups()["Learns weights"][-1] == "Gain"
    assert groups()["Changes the shape"][-1] == "SumPool2D"
    shown = show("iris")
    shown.session.set_page("build")
    shown.frame()
    page = shown.window.pages.current
    row = page.palette_.rows["Gain"]
    assert row.toolTip().startswith("Gain: each number times its gain.")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    shown.frame()
    number = page.editor.chosen
    assert shown.session.document.network.layer(number) == own.layers.Gain(3)
    (start,) = (row for row in page.options.rows if row.text == "Start")
    QTest.mouseClick(start.chips[2], Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.document.network.layer(number) == own.layers.Gain(2)
    shown.session.undo()
    shown.session.undo()
    assert shown.session.document.network.equals(formats.open_any("iris")[0].network)


def test_the_list_says_why_it_does_not_fit(own, gains) -> None:
    found = structure.plan(structure.add_layer(gains, "SumPool2D", 1)).mismatch
    assert found.sentence == "A list of 4 does not fit SumPool2D, which takes maps."


# an activation function


def test_it_is_in_the_menu_and_files_keep_it(own, show, tmp_path) -> None:
    shown = show("digits")
    QTest.mouseClick(shown.window.run.rail.layers.rows[1].activation, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, FunctionMenu)
    (item,) = menu.list.findItems("Bell", Qt.MatchFlag.MatchExactly)
    menu.list.setCurrentItem(item)
    QTest.keyClick(menu.list, Qt.Key.Key_Return)
    shown.frame()
    assert list(menu.parameters.rows) == ["width"]
    menu.close()
    document = shown.session.document
    assert document.network.layer(1).activation == own.functions.Bell()
    assert shown.window.run.rail.layers.rows[1].activation.text() == "bell"
    z = shown.session.trace[1].z
    np.testing.assert_allclose(shown.session.trace[1].a, np.exp(-(z**2)), rtol=1e-6)
    wide = edits.set_activation(document, 1, "bell", {"width": 2.0})
    formats.save(wide, tmp_path / "bell.nnviz")
    opened, _ = formats.open_any(tmp_path / "bell.nnviz")
    assert opened.network.equals(wide.network)
    assert opened.network.layer(1).activation.width == 2.0


# a file format


def test_files_are_saved_and_opened_by_their_suffix(own, tmp_path, show) -> None:
    document = from_network(Network.build((3,), [Dense(2), Dense(1)], seed=4))
    path = tmp_path / "small.lines"
    formats.save(document, path)
    assert path.read_text().startswith("3 2 1\n")
    opened, file = formats.open_any(path)
    assert file == path
    assert opened.network.equals(document.network)
    assert "*.lines" in readable()
    assert "*.lines" in savable()
    shown = show()
    shown.window.commands.open(path)
    shown.frame()
    assert shown.session.path == path
    shown.session.apply(edits.set_bias, 1, 0, 7.0)
    shown.window.actions_.by_name["save"].trigger()
    assert not shown.session.has_unsaved_work
    assert formats.open_any(path)[0].network.parameters()["1.bias"].tolist() == [7.0, 0.0]


def test_a_damaged_file_is_refused_in_its_own_sentence(own, tmp_path) -> None:
    path = tmp_path / "broken.lines"
    path.write_text("3 two")
    with pytest.raises(formats.FileError, match="is damaged; open another copy"):
        formats.open_any(path)


# a page


def test_its_page_has_a_tab_and_follows_the_network(own, show, tmp_path) -> None:
    shown = show("xor")
    assert not shown.window.pages.has("count")
    QTest.mouseClick(shown.window.top.tabs["count"], Qt.MouseButton.LeftButton)
    shown.frame()
    page = shown.window.pages.current
    assert (page.isVisible(), page.text()) == (True, "17")
    shown.session.set_page("run")
    shown.session.apply(structure.set_options, 1, {"units": 5})
    shown.frame()
    assert page.text() == "17"
    shown.session.set_page("count")
    shown.frame()
    assert page.text() == "21"
    shown.session.save(tmp_path / "a.nnviz")
    assert formats.open_any(tmp_path / "a.nnviz")[0].view.page == "count"


def test_a_page_that_is_not_there_is_run(show, tmp_path) -> None:
    document, _ = formats.open_any("xor")
    formats.save(replace(document, view=replace(document.view, page="count")), tmp_path / "a.nnviz")
    shown = show(formats.open_any(tmp_path / "a.nnviz")[0])
    assert shown.window.pages.current is shown.window.run
    assert shown.window.run.canvas.isVisible()
