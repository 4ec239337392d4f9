"""What of the microscope's page can be pointed at, and where: numbers to take in hand, names, phases."""

from __future__ import annotations

from nnviz.scene.detail.answer_places import AnswerPlaces, answer_places
from nnviz.scene.detail.microscope import Microscope, TermLine
from nnviz.scene.detail.page import Box, DetailPage
from nnviz.scene.detail.slope import NUDGE as STEP
from nnviz.scene.values.model import Hit
from nnviz.scene.words import held
from nnviz.scene.words.numbers import whole

Spot = tuple[Hit, Box]

INPUT, WEIGHT, BIAS, SCORE = "page-x", "page-w", "page-b", "page-z"
SOURCE, PHASE, NUDGE, LOCK = "page-source", "page-phase", "page-nudge", "page-lock"
CURVE, PARAMETER, REMEDY = "page-curve", "page-parameter", "page-remedy"
STEPS = ((-1, "−"), (1, "+"))
"""The ways that a button moves z, and their signs."""


def spots(page: DetailPage, unit: Microscope, phases: int, reached: tuple[bool, bool]) -> tuple[Spot, ...]:
    """Everything that answers the pointer. ``reached``: whether the inputs have arrived, and z."""
    arrived, summed = reached
    found: list[Spot] = []
    for place, line in zip(unit.places, unit.lines, strict=True):
        found += _of_line(page, unit, place, line, arrived)
    rest = len(unit.lines)
    columns = page.columns
    if unit.has_bias:
        found.append((Hit(BIAS, unit.target), _row(page, rest, columns.weight_to, columns.product)))
    if unit.held:
        found.append((Hit(LOCK, unit.target), lock(page, rest)))
    if summed and not unit.explanation.definition.is_input:
        start = columns.weight_from + 1.4 * page.text
        found.append((Hit(SCORE, unit.target), _row(page, rest + 1, start, columns.product)))
    for index, box in enumerate(page.chips(phases)):
        found.append((Hit(PHASE, unit.target, index=(index,)), box))
    return (*found, *_of_answer(page, unit, summed))


def lock(page: DetailPage, lines: int) -> Box:
    """Where a chip lets go of what is held: beside the words of the row of z."""
    wide, right = 5.2 * page.text, page.columns.weight_from + 1.2 * page.text
    return _row(page, lines + 1, right - wide, right)


def places(page: DetailPage, unit: Microscope) -> AnswerPlaces:
    """Where the parts of the right card stand."""
    return answer_places(page, len(unit.parameters), unit.answer_lines, bool(unit.remedy))


def _of_answer(page: DetailPage, unit: Microscope, summed: bool) -> list[Spot]:
    """The function's parameters, what is offered, and the curve, along which z can be dragged."""
    where = places(page, unit)
    found = [(Hit(PARAMETER, unit.target, index=(i,)), box) for i, box in enumerate(where.chips)]
    if unit.remedy:
        found.append((Hit(REMEDY, unit.target), where.button))
    if summed and unit.chart is not None:
        found.append((Hit(CURVE, unit.target), where.chart))
    return found


def slope_spots(page: DetailPage, unit: Microscope, summed: bool) -> tuple[Spot, ...]:
    """What answers the pointer on the slope's page: its buttons, and the chart, along which z can be dragged.
    Nothing before z is there."""
    buttons = slope_buttons(page, unit, summed)
    chart = (Hit(SCORE, unit.target), page.slope_chart)
    return (*((hit, box) for hit, box, _ in buttons), chart) if buttons else ()


def slope_buttons(page: DetailPage, unit: Microscope, summed: bool) -> tuple[tuple[Hit, Box, str], ...]:
    """The buttons that move z by a step, or let it go, and what stands on them."""
    if not summed or unit.chart is None:
        return ()
    made = [(Hit(NUDGE, unit.target, index=(step,)), f"z {sign} {whole(STEP)}") for step, sign in STEPS]
    if unit.held:
        made.insert(0, (Hit(LOCK, unit.target), held.RELEASE))
    boxes = page.nudges(len(made))
    return tuple((hit, box, words) for (hit, words), box in zip(made, boxes, strict=True))


def at(found: tuple[Spot, ...], point: tuple[float, float]) -> Hit | None:
    """What is under a point of the screen."""
    x, y = point
    return next((hit for hit, (x0, y0, x1, y1) in found if x0 <= x <= x1 and y0 <= y <= y1), None)


def _of_line(page: DetailPage, unit: Microscope, place: float, line: TermLine, arrived: bool) -> list[Spot]:
    if line.source is None:
        return []
    columns, half = page.columns, 1.85 * page.text
    found = [
        (Hit(SOURCE, unit.target, line.source), _row(page, place, columns.left, columns.disc - half)),
    ]
    if arrived:
        disc = _row(page, place, columns.disc - half, columns.disc + half)
        found.append((Hit(INPUT, unit.target, line.source), disc))
    if line.weight is not None:
        pill = _row(page, place, columns.weight_from, columns.weight_to)
        found.append((Hit(WEIGHT, unit.target, line.source, line.weight), pill))
    return found


def _row(page: DetailPage, place: float, x0: float, x1: float) -> Box:
    y, half = page.row(place), min(page.pitch / 2, 22.0)
    return x0, y - half, x1, y + half
