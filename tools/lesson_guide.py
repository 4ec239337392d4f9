"""``python -m tools.lesson_guide``: write the tables of ``docs/lessons.md`` anew, from the schema of lessons
and from their language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from nnviz.lessons import language
from nnviz.lessons.model import HIDE, TOUCH
from nnviz.lessons.text import schema
from nnviz.lessons.text.formulas import COMMANDS

GUIDE = Path(__file__).parents[1] / "docs" / "lessons.md"
TITLES: Mapping[tuple[str, ...], str] = {
    (schema.FRONT,): "Front matter",
    (schema.CARD,): "A card: in its `nnviz` block alone",
    (schema.CARD, schema.STEP): "A card and each of its steps: in `nnviz` and in `step` blocks",
    (schema.QUESTION,): "A question: in a `question` block",
    (schema.WRONG,): "An entry of `wrong`",
    (schema.LAB,): "What is looked at in the lab: under `lab`",
    (schema.TRAIN,): "What is trained: under `train`",
}


def keys() -> str:
    """The table of every key, block by block."""
    parts = []
    for blocks, title in TITLES.items():
        rows = [key for key in schema.KEYS if key.blocks == blocks]
        parts.append(f"### {title}\n\n| key | takes | what it says | example |\n|---|---|---|---|")
        parts[-1] += "".join(f"\n{_key_row(key)}" for key in rows)
    return "\n\n".join(parts)


def words() -> str:
    """The table of all that can be said, group by group."""
    parts = []
    for group, found in groupby(language.words(), lambda word: word.group):
        rows = "".join(f"\n| `{_cell(w.form)}` | {_cell(w.meaning)} | `{_cell(w.example)}` |" for w in found)
        parts.append(f"### {group}\n\n| said like | means | example |\n|---|---|---|{rows}")
    return "\n\n".join(parts)


def touch() -> str:
    """The words of ``touch`` and of ``hide``."""
    tables = (("gives into the hand", "touch", TOUCH), ("keeps back", "hide", HIDE))
    return "\n\n".join(
        f"| `{key}` | {head} |\n|---|---|"
        + "".join(f"\n| `{word}` | {said} |" for word, said in found.items())
        for head, key, found in tables
    )


def commands() -> str:
    """The commands that a formula may use."""
    return " ".join(f"`\\{name}`" for name in sorted(COMMANDS, key=str.casefold))


TABLES: Mapping[str, Callable[[], str]] = {"keys": keys, "words": words, "touch": touch, "formulas": commands}


def written(text: str) -> str:
    """The guide with every table as it is now."""
    for name, table in TABLES.items():
        begin, end = f"<!-- {name}: made by tools/lesson_guide.py -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n\n{table()}\n\n{end}{after}"
    return text


def blocks(text: str) -> Iterator[str]:
    """The lessons that the guide shows whole, as their text."""
    for part in text.split("````markdown\n")[1:]:
        yield part.partition("````")[0]


def _key_row(key: schema.Key) -> str:
    kinds = "" if key.kinds == schema.KINDS else f" ({', '.join(key.kinds)})"
    needed = ", needed" if key.is_needed else ""
    return f"| `{key.name}`{kinds} | {key.takes}{needed} | {_cell(key.says)} | `{_cell(key.example)}` |"


def _cell(text: str) -> str:
    """As a cell of a table takes it."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
