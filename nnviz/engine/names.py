"""Looking a name up in a table, with the nearest known name suggested when it isn't there."""

import difflib
from collections.abc import Iterable

from nnviz.errors import UnknownNameError


def unknown_name(kind: str, name: object, known: Iterable[str]) -> UnknownNameError:
    """The error for ``name`` that is not among ``known``; ``kind`` says what was looked for."""
    names = list(known)
    nearest = difflib.get_close_matches(str(name), names, n=1, cutoff=0.5)
    if nearest:
        return UnknownNameError(f'There is no {kind} "{name}"; did you mean "{nearest[0]}"?')
    return UnknownNameError(f'There is no {kind} "{name}"; the known ones are {", ".join(names)}.')
