"""What is kept under the identity of its causes."""

import gc
import weakref

import numpy as np

from nnviz.kept import Kept, is_same


class Cause:
    """Equal to every other, so that only identity can tell them apart."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cause)

    __hash__ = object.__hash__


def test_the_same_causes_and_an_equal_choice_give_the_same_value() -> None:
    kept: Kept[object] = Kept()
    cause = Cause()
    first = kept.get(object, (cause,), (1.5, "unit"))
    assert kept.get(object, (cause,), (3 / 2, "un" + "it")) is first
    assert kept.holds((cause,), (1.5, "unit"))


def test_another_cause_makes_it_anew_even_if_it_is_equal() -> None:
    kept: Kept[object] = Kept()
    first = kept.get(object, (Cause(),))
    assert kept.get(object, (Cause(),)) is not first


def test_another_choice_or_another_number_of_causes_makes_it_anew() -> None:
    kept: Kept[object] = Kept()
    cause = Cause()
    first = kept.get(object, (cause,), 1)
    second = kept.get(object, (cause,), 2)
    assert second is not first
    assert kept.get(object, (cause, cause), 2) is not second


def test_a_value_may_be_none() -> None:
    made: list[None] = []
    kept: Kept[None] = Kept()
    for _ in range(2):
        assert kept.get(lambda: made.append(None), ()) is None
    assert len(made) == 1


def test_what_is_kept_keeps_its_causes_alive_so_that_no_other_takes_their_place() -> None:
    kept: Kept[int] = Kept()
    cause = Cause()
    seen = weakref.ref(cause)
    kept.get(lambda: 1, (cause,))
    del cause
    gc.collect()
    assert seen() is not None
    kept.forget()
    gc.collect()
    assert seen() is None
    assert not kept.holds(())


def test_arrays_are_the_same_where_they_look_at_the_same_numbers() -> None:
    numbers = np.arange(12.0)
    assert is_same(numbers[2:8], numbers[2:8])
    assert is_same(numbers.reshape(3, 4)[1], numbers[4:8])
    assert not is_same(numbers[2:8], numbers[3:9])
    assert not is_same(numbers[2:8], numbers[2:8].copy())
    assert not is_same(numbers[::2], numbers[:6])
    assert not is_same(numbers, numbers.view(np.int64))
