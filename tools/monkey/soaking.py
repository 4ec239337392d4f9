"""What a soak does besides playing: a drag of a weight, other edits, a look at another page, a save."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nnviz.document import Target, edits, structure
from nnviz.engine.arrays import count
from tools.monkey.soak import EDIT_EVERY, OPEN_EVERY, SAVE_EVERY
from tools.monkey.stage import Stage


class Soak:
    """Called once a frame. ``edits`` counts undo steps."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._frames = 0
        self._doing: Iterator[None] = iter(())
        self.edits = 0
        self._play()

    def frame(self) -> None:
        """Go on with what is under way, or begin something."""
        self._frames += 1
        if self._frames % OPEN_EVERY == 0:
            self._stage.session.open(self._stage.at_home())
            self._play()
        elif self._frames % SAVE_EVERY == 0:
            self._stage.session.save(self._stage.folder / "soaked.nnviz")
        elif self._frames % EDIT_EVERY == 0:
            self._doing = self._stage.random.choice(KINDS)(self)
        next(self._doing, None)

    def _play(self) -> None:
        self._stage.session.set_page("run")
        self._stage.session.set_loop(True)
        self._stage.session.play()

    def _drag(self) -> Iterator[None]:
        """A number is dragged for half a second; half the time it is put back."""
        session, random = self._stage.session, self._stage.random
        parameters = session.document.network.parameters()
        name = random.choice([name for name in parameters if name.endswith("weight")])
        index = tuple(random.randrange(side) for side in parameters[name].shape)
        layer = int(name.partition(".")[0])
        session.hold()
        for _ in range(10):
            value = random.uniform(-2.0, 2.0)
            session.apply(edits.set_weight, layer, index, value, merge=self._frames // EDIT_EVERY)
            yield
        session.release()
        yield from self._edited()

    def _hold(self) -> Iterator[None]:
        """A neuron is held at a value, then let go."""
        session, random = self._stage.session, self._stage.random
        network = session.document.network
        layer = random.randrange(1, len(network.shapes))
        shape = network.shapes[layer]
        place = [random.randrange(side) for side in shape]
        target = Target(layer, place[0] if len(place) == 1 else (place[0], place[1], place[2]))
        session.select(target)
        yield
        session.apply(edits.set_override, target, "a", random.uniform(-1.0, 1.0))
        yield
        session.apply(edits.clear_override, target)
        yield from self._edited()

    def _build(self) -> Iterator[None]:
        """A layer is doubled on the build page and taken back."""
        session = self._stage.session
        session.set_page("build")
        yield
        session.apply(structure.duplicate_layer, len(session.document.network.layers) - 1)
        yield
        session.undo()
        yield
        self.edits += 1
        self._play()

    def _look(self) -> Iterator[None]:
        """Another input, another theme, another page."""
        session, random = self._stage.session, self._stage.random
        shape = session.document.input.values.shape
        place = tuple(random.randrange(side) for side in shape)
        session.apply(edits.set_input_value, place if count(shape) > 1 else (0,), random.random())
        session.set_theme("light" if session.view.theme == "dark" else "dark")
        yield
        session.set_page("kernels")
        yield
        yield from self._edited()
        self._play()

    def _edited(self) -> Iterator[None]:
        self.edits += 1
        if self._stage.random.random() < 0.5:
            self._stage.session.undo()
        yield


KINDS: tuple[Callable[[Soak], Iterator[None]], ...] = (
    Soak._drag,
    Soak._drag,
    Soak._hold,
    Soak._build,
    Soak._look,
)
"""Chosen from at random, every two seconds."""
