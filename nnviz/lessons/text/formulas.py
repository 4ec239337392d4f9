"""Formulas in LaTeX: which commands one may have, and whether its braces and arguments are all there.

The typesetter takes a command that it doesn't know in silence and draws its letters, and fails on a missing
brace; its time doubles with every level of braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from nnviz.engine.names import nearest
from nnviz.lessons.text.source import Passage

LONGEST = 400
DEEPEST = 5
"""Groups in groups."""

_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
_FUNCTIONS = "ln log exp sin cos tan sinh cosh tanh arctan max min argmax argmin lim det"
_SYMBOLS = (
    "sum prod int partial nabla infty cdot times div pm mp circ ast odot oplus leq geq le ge neq ne approx "
    "equiv sim propto in notin subset ll gg to rightarrow leftarrow Rightarrow Leftrightarrow mapsto ldots "
    "cdots vdots dots lfloor rfloor lceil rceil langle rangle prime top forall exists land lor neg mid"
)
_SPACES = "quad qquad"
_SIGNS = (",", ";", ":", "!", " ", "{", "}", "|", "%", "\\")

ARGUMENTS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(f"{_GREEK} {_FUNCTIONS} {_SYMBOLS} {_SPACES}".split(), 0)
    | dict.fromkeys(("frac", "dfrac", "tfrac"), 2)
    | dict.fromkeys(
        (
            *(
                "sqrt",
                "text",
                "operatorname",
                "mathrm",
                "mathbf",
                "mathit",
                "mathbb",
                "mathcal",
                "bar",
                "hat",
            ),
            *("vec", "dot", "tilde", "overline", "underline", "underbrace", "overbrace"),
        ),
        1,
    )
)
"""Command -> how many arguments it takes."""
TABLES = ("cases", "matrix", "pmatrix", "bmatrix", "vmatrix")
"""What may stand in ``\\begin{...}``."""
_OTHERS = ("left", "right", "begin", "end")
COMMANDS: tuple[str, ...] = (*ARGUMENTS, *_OTHERS)
"""Every command, without its backslash."""
DELIMITERS = ("(", ")", "[", "]", "|", ".", r"\{", r"\}", r"\|", r"\lfloor", r"\rfloor", r"\lceil", r"\rceil",
              r"\langle", r"\rangle")  # fmt: skip
"""What may stand behind ``\\left`` and ``\\right``."""

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_SIGNS_ALONE = frozenset("()[]|/.,;:!?+-=<>*'0123456789−×·÷±≤≥≠≈∞∂∑∏√→←∈…′∇")
_WORDS = re.compile(r"[^\\{}$&<>#%~_^]*")


def check(formula: Passage) -> str:
    """The formula, if it can be typeset.

    Raises:
        LessonError: it has a command that isn't known, or something is missing in it.
    """
    text = formula.text
    if not text.strip():
        raise formula.error("This formula is empty.")
    if len(text) > LONGEST:
        raise formula.error(f"A formula has at most {LONGEST} characters.", LONGEST)
    _Reading(formula).whole()
    return " ".join(text.split())


class _Reading:
    """One way through a formula's tokens."""

    def __init__(self, formula: Passage) -> None:
        self._formula = formula
        self._tokens = [(found[0], found.start()) for found in _TOKEN.finditer(formula.text)]
        self._next = 0

    def whole(self) -> None:
        """All of it."""
        self._row(0, "")
        if self._next < len(self._tokens):
            token, at = self._tokens[self._next]
            raise self._formula.error(f"{token} closes what nothing opens.", at)

    def _row(self, depth: int, table: str) -> int:
        """What stands side by side, up to what closes it; how many things that is."""
        count = 0
        while (token := self._peek()) and token not in ("}", r"\right", r"\end"):
            count += 1
            if token in ("^", "_"):
                self._scripts(depth)
            elif token in ("&", r"\\"):
                self._between(table)
            else:
                self._one(depth)
        return count

    def _one(self, depth: int) -> None:
        """One letter, group or command with all that belongs to it."""
        token, at = self._take()
        if token == "{":
            self._group(at, depth)
        elif token == r"\left":
            self._brackets(at, depth)
        elif token == r"\begin":
            self._table(at, depth)
        elif token.startswith("\\"):
            self._command(token, at, depth)
        elif not _is_letter(token):
            raise self._formula.error(f"A formula can't have the sign {token}.", at)

    def _command(self, token: str, at: int, depth: int) -> None:
        name = token[1:]
        if name in _SIGNS:
            return
        if name not in ARGUMENTS:
            meant = nearest(name, COMMANDS)
            hint = f"; did you mean \\{meant}?" if meant else "."
            raise self._formula.error(f"A formula can't have the command {token}{hint}", at)
        if name == "sqrt" and self._peek() == "[":
            self._index(depth)
        for _ in range(ARGUMENTS[name]):
            self._argument(token, at, depth, is_words=name in ("text", "operatorname"))

    def _argument(self, of: str, at: int, depth: int, is_words: bool = False) -> None:
        token = self._peek()
        if not token or token in ("}", "^", "_", "&", r"\\", r"\right", r"\end"):
            raise self._formula.error(f"Behind {of} something is missing: {{…}}.", at)
        if token != "{":
            if is_words:
                raise self._formula.error(f"Behind {of} stand braces: {of}{{…}}.", at)
            self._one(depth)
            return
        _, begin = self._take()
        if is_words:
            self._words(of, begin)
        elif not self._group(begin, depth):
            raise self._formula.error(f"Nothing stands in these braces of {of}.", begin)

    def _words(self, of: str, begin: int) -> None:
        """Words in braces, which aren't read as a formula."""
        text = self._formula.text
        found = _WORDS.match(text, begin + 1)
        end = begin + 1 if found is None else found.end()
        if end >= len(text):
            raise self._formula.error("This { has no }.", begin)
        if text[end] != "}":
            raise self._formula.error(f"The words of {of} can't have the sign {text[end]}.", end)
        if not text[begin + 1 : end].strip():
            raise self._formula.error(f"Nothing stands in these braces of {of}.", begin)
        while self._tokens[self._next][1] <= end:
            self._next += 1
            if self._next == len(self._tokens):
                return

    def _group(self, begin: int, depth: int) -> int:
        if depth >= DEEPEST:
            raise self._formula.error(f"A formula's braces are at most {DEEPEST} deep.", begin)
        count = self._row(depth + 1, "")
        if self._peek() != "}":
            raise self._formula.error("This { has no }.", begin)
        self._take()
        return count

    def _index(self, depth: int) -> None:
        """The n of an nth root, in square brackets."""
        _, begin = self._take()
        while (token := self._peek()) != "]":
            if not token or token in ("}", "&", "[", r"\\", r"\right", r"\end"):
                raise self._formula.error("This [ has no ].", begin)
            self._one(depth)
        self._take()

    def _scripts(self, depth: int) -> None:
        """What stands high and low at one thing, each once."""
        seen: set[str] = set()
        while (token := self._peek()) in ("^", "_"):
            _, at = self._take()
            if token in seen:
                raise self._formula.error(f"Here stands a second {token}; put the first in braces.", at)
            seen.add(token)
            self._argument(token, at, depth)

    def _brackets(self, begin: int, depth: int) -> None:
        if depth >= DEEPEST:
            raise self._formula.error(f"A formula's brackets are at most {DEEPEST} deep.", begin)
        self._delimiter(r"\left", begin)
        self._row(depth + 1, "")
        if self._peek() != r"\right":
            raise self._formula.error(r"This \left has no \right.", begin)
        _, at = self._take()
        self._delimiter(r"\right", at)

    def _delimiter(self, of: str, at: int) -> None:
        if self._peek() not in DELIMITERS:
            raise self._formula.error(f"Behind {of} stands a bracket, or a point for none.", at)
        self._take()

    def _table(self, begin: int, depth: int) -> None:
        name = self._name(r"\begin", begin)
        if name not in TABLES:
            known = ", ".join(TABLES)
            raise self._formula.error(f"A formula can't begin {name}; it can begin {known}.", begin)
        if depth >= DEEPEST:
            raise self._formula.error(f"A formula's braces are at most {DEEPEST} deep.", begin)
        if not self._row(depth + 1, name):
            raise self._formula.error(f"Nothing stands in these {name}.", begin)
        if self._peek() != r"\end":
            raise self._formula.error(rf"This \begin{{{name}}} has no \end{{{name}}}.", begin)
        _, at = self._take()
        if self._name(r"\end", at) != name:
            raise self._formula.error(rf"Here {name} has to end: \end{{{name}}}.", at)

    def _name(self, of: str, at: int) -> str:
        found = re.compile(r"\s*\{([a-z]{1,20})\}").match(self._formula.text, at + len(of))
        if found is None:
            raise self._formula.error(rf"Behind {of} stands a name in braces: {of}{{cases}}.", at)
        while self._next < len(self._tokens) and self._tokens[self._next][1] < found.end():
            self._next += 1
        return found[1]

    def _between(self, table: str) -> None:
        token, at = self._take()
        if not table:
            raise self._formula.error(f"{token} stands only in tables, such as \\begin{{cases}}.", at)

    def _peek(self) -> str:
        while self._next < len(self._tokens) and self._tokens[self._next][0].isspace():
            self._next += 1
        return self._tokens[self._next][0] if self._next < len(self._tokens) else ""

    def _take(self) -> tuple[str, int]:
        self._peek()
        self._next += 1
        return self._tokens[self._next - 1]


def _is_letter(token: str) -> bool:
    """Whether the formula font has it."""
    is_greek = "α" <= token <= "ω" or "Α" <= token <= "Ω"
    return is_greek or (token.isascii() and token.isalpha()) or token in _SIGNS_ALONE
