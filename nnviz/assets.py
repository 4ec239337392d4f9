"""Where the bundled resources lie: the only module that knows."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Return the path of the bundled resource ``name``, such as ``"samples"`` or ``"fonts/Inter.ttf"``.

    In a wheel and in the executable resources lie inside the package; in a checkout, beside it.
    """
    inside = _PACKAGE / "resources" / name
    if inside.exists():
        return inside
    return _PACKAGE.parent / "resources" / name
