"""Sliding windows in time and place: which window stands when, what it covers, who uses a pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Target
from nnviz.engine import Network
from nnviz.engine.arrays import Array
from nnviz.engine.layers.windows import Windows
from nnviz.scene.time.phases import PHASES
from nnviz.scene.time.playback import Moment, Phase, Timeline

SCANS = tuple(name for name, phase in PHASES.items() if phase.slides)
"""Phases in which a window slides, in reading order at an even pace."""

Cell = tuple[int, int, int]
"""(channel, row, column)."""


@dataclass(frozen=True)
class Focus:
    """The unit whose arithmetic is shown. ``is_reached``: its sum is known at the moment; ``is_active``: so
    is what its activation function made of it."""

    layer: int
    unit: Cell
    is_reached: bool = True
    is_active: bool = True


def slides(network: Network, layer: int) -> bool:
    """Whether a layer slides a window over an image."""
    return layer > 0 and network.layer(layer).slides


def of_layer(network: Network, layer: int) -> Windows:
    """The windows of a layer that slides one."""
    return network.layer(layer).windows(network.shapes[network.sources(layer)[0]])


def at(progress: float, count: tuple[int, int]) -> tuple[int, int]:
    """The (row, column) of the window that stands at a share 0..1 of the scan, in reading order."""
    total = count[0] * count[1]
    return divmod(min(int(progress * total), total - 1), count[1])


def number(position: tuple[int, int], count: tuple[int, int]) -> int:
    """How many windows come before this one."""
    return position[0] * count[1] + position[1]


def seconds_of(network: Network, timeline: Timeline, layer: int, position: tuple[int, int]) -> float:
    """The time at which a window stands: the middle of its share of the scan."""
    phase = _scan_of(timeline, layer)
    count = of_layer(network, layer).count
    share = (number(position, count) + 0.5) / (count[0] * count[1])
    return phase.start + share * phase.seconds


def step(network: Network, timeline: Timeline, seconds: float, windows: int) -> float:
    """Move by whole windows; from outside a scan to the next one's first, or the last one's last."""
    moment = timeline.moment(seconds)
    if moment.phase in SCANS:
        count = of_layer(network, moment.layer).count
        place = number(at(moment.progress, count), count) + windows
        if 0 <= place < count[0] * count[1]:
            return seconds_of(network, timeline, moment.layer, divmod(place, count[1]))
    scans = [phase for phase in timeline.phases if phase.name in SCANS]
    now = timeline.phases[moment.index]
    if windows > 0:
        later = [phase for phase in scans if phase.start > now.start]
        return seconds_of(network, timeline, later[0].layer, (0, 0)) if later else seconds
    earlier = [phase for phase in scans if phase.start < now.start]
    if not earlier:
        return seconds
    rows, columns = of_layer(network, earlier[-1].layer).count
    return seconds_of(network, timeline, earlier[-1].layer, (rows - 1, columns - 1))


def chosen_channel(network: Network, selection: Target | None, layer: int) -> int:
    """The output channel of a layer that is shown in detail: the selected unit's, also where only layers
    that keep channels apart lie between; else the first."""
    if selection is None or isinstance(selection.unit, int):
        return 0
    low, high = sorted((layer, selection.layer))
    while high > low and network.layer(high).keeps_channels:
        high = network.sources(high)[0]
    return selection.unit[0] if high == low else 0


def input_channels(network: Network, layer: int, channel: int) -> range:
    """The channels of the source that an output channel of a sliding layer is made of."""
    channels = network.shapes[network.sources(layer)[0]][0]
    return network.layer(layer).input_channels(channel, channels)


def covered(windows: Windows, position: tuple[int, int]) -> tuple[Array, Array]:
    """(rows, columns) of the image under one window; what is negative or too large is padding."""
    return windows.positions(*position)


def users(windows: Windows, row: int, column: int) -> tuple[Array, Array]:
    """The (rows, columns) of the windows that cover one pixel."""
    return _users(windows, 0, row), _users(windows, 1, column)


def here(network: Network, moment: Moment, selection: Target | None, pinned: bool = False) -> Target | None:
    """The unit that is looked at: by the strip, the canvas, the narration, the inspector, a screen reader.

    It is the selected one. But where a cell of a map is chosen, and that before time last moved (it isn't
    ``pinned``), the window under way takes it along: then it is the cell that this window fills.
    """
    if selection is None or not takes_along(moment, selection, pinned):
        return selection
    return Target(moment.layer, _under_way(network, moment, selection))


def takes_along(moment: Moment, selection: Target | None, pinned: bool = False) -> bool:
    """Whether the window under way takes the selection along."""
    if selection is None or isinstance(selection.unit, int):
        return False
    return moment.phase in SCANS and not pinned


def is_reached(network: Network, moment: Moment, target: Target) -> bool:
    """Whether the pass has come to a unit's sum: a window that slides reaches one cell after the other."""
    if target.layer != moment.layer or moment.phase not in SCANS or isinstance(target.unit, int):
        return target.layer <= moment.layer
    count = of_layer(network, target.layer).count
    return number(target.unit[1:], count) <= number(at(moment.progress, count), count)


def focus(network: Network, moment: Moment, selection: Target | None, pinned: bool = False) -> Focus | None:
    """Whose arithmetic is to be shown: that of :func:`here` where a window makes it, else that of the
    window under way, or of the one that time has come past last."""
    target = here(network, moment, selection, pinned)
    if target is None or isinstance(target.unit, int) or not slides(network, target.layer):
        target = _passed(network, moment, selection)
    if target is None or isinstance(target.unit, int):
        return None
    reached = is_reached(network, moment, target)
    waits = target.layer == moment.layer and moment.phase == "scan"
    return Focus(target.layer, target.unit, reached, reached and not waits)


def _under_way(network: Network, moment: Moment, selection: Target | None) -> Cell:
    """The cell that the window under way fills."""
    row, column = at(moment.progress, of_layer(network, moment.layer).count)
    return chosen_channel(network, selection, moment.layer), row, column


def _passed(network: Network, moment: Moment, selection: Target | None) -> Target | None:
    """The cell of the window under way; where none slides, the last one of the last kernels that slid, or of
    the last pooling where there are none."""
    if moment.phase in SCANS:
        return Target(moment.layer, _under_way(network, moment, selection))
    slid = [layer for layer in range(1, moment.layer + 1) if slides(network, layer)]
    if not slid:
        return None
    own = [moment.layer] if moment.layer in slid else [n for n in slid if network.layer(n).has_kernels]
    layer = (own or slid)[-1]
    rows, columns = of_layer(network, layer).count
    return Target(layer, (chosen_channel(network, selection, layer), rows - 1, columns - 1))


def _scan_of(timeline: Timeline, layer: int) -> Phase:
    return next(phase for phase in timeline.phases if phase.layer == layer and phase.name in SCANS)


def _users(windows: Windows, axis: int, place: int) -> Array:
    starts = np.arange(windows.count[axis]) * windows.stride[axis] - windows.before[axis]
    away = place - starts
    step = windows.dilation[axis]
    inside = (away >= 0) & (away % step == 0) & (away // step < windows.kernel[axis])
    return np.flatnonzero(inside)
