"""Looking a name up in a table, with the nearest known name suggested when it isn't there."""

import difflib
from collections.abc import Iterable

from nnviz.engine.numbers import LONGEST
from nnviz.errors import UnknownNameError

MOST = 24
"""Names that are listed at most."""


def unknown_name(kind: str, name: object, known: Iterable[str]) -> UnknownNameError:
    """The error for ``name`` that is not among ``known``; ``kind`` says what was looked for."""
    names, name = list(known), " ".join(str(name).split())[:LONGEST]
    listed = ", ".join(names[:MOST]) + (f" and {len(names) - MOST:,} more" if len(names) > MOST else "")
    meant = nearest(name, names)
    if meant:
        return UnknownNameError(f'There is no {kind} "{name}"; did you mean "{meant}"? Choose from {listed}.')
    return UnknownNameError(f'There is no {kind} "{name}"; choose from {listed}.')


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that ``name`` is most like; empty where it is like none."""
    lower = {one.lower(): one for one in reversed(list(known))}
    found = difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.5)
    return lower[found[0]] if found else ""
