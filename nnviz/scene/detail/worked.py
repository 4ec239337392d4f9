"""The arithmetic of a unit without weights as a few lines of text, for where there is no room for a page."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document
from nnviz.engine import Explanation
from nnviz.engine.steps import Chain
from nnviz.scene.detail import chain_words
from nnviz.scene.detail.equation import Step, Unit, reduced
from nnviz.scene.detail.workings import Workings, workings
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.equation import sign_of
from nnviz.scene.words.mathematics import Fraction, Lowered, Math
from nnviz.scene.words.mathematics import Sum as SumSign
from nnviz.scene.words.numbers import number
from nnviz.scene.words.steps import equation_text, step_texts

DECIMALS = 2
MOST_LISTED = 9
"""Values of a window with lines of their own."""


@dataclass(frozen=True)
class WorkedRow:
    """One line: ``name``, a number and its ``text``; ``is_result`` for what the lines above it make."""

    name: str
    text: str
    value: float
    is_result: bool = False
    wins: bool = False


@dataclass(frozen=True)
class Worked:
    """All lines with their title. ``equation`` is the whole on one line, ``note`` a sentence below them."""

    title: str
    rows: tuple[WorkedRow, ...]
    equation: str
    note: str

    @property
    def parts(self) -> tuple[WorkedRow, ...]:
        """The lines of what arrives, or of the steps."""
        return tuple(row for row in self.rows if not row.is_result)

    @property
    def spoken(self) -> str:
        """The lines in one, for a screen reader."""
        return ", ".join(f"{row.name} {row.text}" for row in self.rows)


def worked(document: Document, why: Explanation, least: int = DECIMALS) -> Worked | None:
    """The lines of an explained unit; None where it has weights."""
    if why.chain is not None:
        return _of_chain(why, why.chain, least)
    found = workings(document, why, least)
    if found is None:
        return None
    rows = _of_window(document, found) if found.form == "window" else _of_operands(found)
    title = "Comes in" if found.form == "function" else found.title
    return Worked(title, rows, found.equation, found.sentences[-1] if found.form == "window" else "")


def _of_chain(why: Explanation, chain: Chain, least: int) -> Worked:
    x, texts = step_texts(chain)
    rows = [WorkedRow(f"x, {chain_words.comes_from(_source(why))}", x, chain.x)]
    for place, (step, text) in enumerate(zip(chain.steps, texts, strict=True)):
        title, _ = chain_words.step(step, why.definition.untrained)
        is_last = place == len(texts) - 1
        name = f"{title}: {text.pill}, {step.symbol}"
        result = f"{'' if text.relation == '=' else '≈ '}{text.result}"
        rows.append(WorkedRow(name, result, step.result, is_result=is_last))
    title = names.kind_word(why.definition.label)
    return Worked(title, tuple(rows), equation_text(chain, least), chain_words.whose_in_short(why, chain))


def _of_operands(found: Workings) -> tuple[WorkedRow, ...]:
    rows = [
        WorkedRow(one.name if one.sign in ("", "+") else f"{one.sign} {one.name}", one.text, one.value)
        for one in found.operands
    ]
    if len(rows) == 1 and found.form == "operands" and found.relation == "=" and found.is_passed_on:
        return tuple(rows)
    name = "together z" if found.operands and found.operands[-1].sign == "+" else found.result_name
    text = f"{found.relation} {found.printed}"
    return (*rows, WorkedRow(name, text, found.result, is_result=True))


def _of_window(document: Document, found: Workings) -> tuple[WorkedRow, ...]:
    known = [one for one in found.operands if one.source is not None]
    rows: list[WorkedRow] = []
    if len(known) <= MOST_LISTED:
        for one in known:
            assert one.source is not None
            name = names.capital(names.unit(document, one.source.layer, one.source.unit))
            rows.append(WorkedRow(name, one.text, one.value, wins=one.wins))
    else:
        most = max(known, key=lambda one: one.value)
        least = min(known, key=lambda one: one.value)
        rows.append(WorkedRow(f"{amount(len(known), 'value')}, up to", most.text, most.value))
        rows.append(WorkedRow("and down to", least.text, least.value))
    rows += [WorkedRow(name, text, found.result) for name, text in found.between]
    holds = sign_of(found.relation == "=")
    rows.append(WorkedRow(found.result_name, f"{holds} {found.printed}", found.result, is_result=True))
    return tuple(rows)


def _source(why: Explanation) -> int:
    origin = why.origins[0]
    return 0 if origin is None else origin[0]


def own_steps(document: Document, unit: Unit) -> tuple[Step, ...]:
    """The equation of a unit that has neither weights nor a function, in its own arithmetic; else nothing."""
    why = unit.explanation
    found = None if why.activation is not None else worked(document, why, unit.decimals)
    if found is None:
        return ()
    if why.overridden is not None:
        held, natural = (number(value, unit.decimals) for value in (why.a, why.natural_z))
        return (Step(_letters(why, found, unit.letter), (f" = {held}; y is held, not {natural}",)),)
    return (Step(_letters(why, found, unit.letter), (f" = {found.equation}",)),)


def _letters(why: Explanation, found: Worked, letter: str) -> Math:
    """The formula, as far as there is one in letters."""
    chain = why.chain
    if chain is not None:
        return _of_steps(chain)
    other = reduced(why.definition.reduces, letter)
    if other is not None:
        return "y = ", *other
    count, sign = len(found.parts), why.definition.sign
    if sign == "+" or why.inputs.ndim == 3:
        return "y = ", SumSign("i"), letter, Lowered("i")
    if sign and count == 2:
        return (f"y = a {sign} b",)
    return ("y",) if why.definition.label != why.definition.kind else ("y = x",)


def _of_steps(chain: Chain) -> Math:
    """γ (x − μ) / √(σ² + ε) + β, or as much of it as the chain has."""
    letters: Math = ("x",)
    for step in chain.steps:
        if step.kind == "centre":
            letters = (*letters, f" − {step.symbol}")
        elif step.kind == "scale":
            letters = (Fraction(letters, (step.symbol,)),)
        elif step.kind == "stretch":
            letters = (f"{step.symbol} ", *letters)
        else:
            letters = (*letters, f" + {step.symbol}")
    return "y = ", *letters
