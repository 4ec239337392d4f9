"""Tables that a package of one's own can add to: layers, activation functions, file formats, and more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from nnviz.errors import OptionError

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """Everything of one sort that there is, by its name, in the order of a table.

    What is added is there at once for files and commands, and for windows that are made from then on.
    """

    def __init__(self, sort: str, name_of: Callable[[T], str], things: Iterable[T]) -> None:
        self._sort = sort
        self._name_of = name_of
        self._things: dict[str, T] = {}
        for thing in things:
            self.add(thing)

    def add(self, thing: T) -> T:
        """Add one at the end, and return it, so that this can decorate a class.

        Raises:
            OptionError: there is one of that name already.
        """
        name = self._name_of(thing)
        if name in self._things:
            raise OptionError(f'There is a {self._sort} "{name}" already; give this one another name.')
        self._things[name] = thing
        return thing

    def remove(self, name: str) -> None:
        """Take one out again; a name that isn't there is no mistake."""
        self._things.pop(name, None)

    def __getitem__(self, name: str) -> T:
        return self._things[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)
