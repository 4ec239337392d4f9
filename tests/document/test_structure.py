"""Edits of the layer list: what they keep, what they start again, what doesn't fit, and the way back."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Override, Target, edits, structure
from nnviz.document.new import from_network
from nnviz.document.plan import plan
from nnviz.engine import Add, BatchNorm, Conv2D, Dense, Flatten, MaxPool2D, Network
from nnviz.errors import NNVizError, OptionError, ShapeError
from tests.documents import small

IMAGES = (1, 12, 12)


def convolution(seed: int = 3):
    """A small convolutional classifier that counts as trained."""
    layers = [
        Conv2D(4, 3, activation="relu"),
        MaxPool2D(2),
        Conv2D(6, 3, activation="relu"),
        Flatten(),
        Dense(8, "relu"),
        Dense(3, "softmax"),
    ]
    random = np.random.default_rng(seed)
    document = from_network(
        Network.build(IMAGES, layers, seed=seed), random.random(IMAGES, np.float32), "small"
    )
    return replace(document, output_names=("a", "b", "c"))


def kinds(document) -> list[str]:
    return [row.layer.kind for row in plan(document).draft.rows]


def test_an_added_layer_starts_from_the_seed_and_all_others_keep_their_very_arrays():
    before = convolution()
    after = structure.add_layer(before, "BatchNorm", 2)
    assert kinds(after)[:3] == ["Conv2D", "BatchNorm", "MaxPool2D"]
    assert after.network.shapes[2] == (4, 10, 10)
    old, new = before.network.parameters(), after.network.parameters()
    for number, moved in ((1, 1), (3, 4), (5, 6), (6, 7)):
        for name in ("weight", "bias"):
            assert new[f"{moved}.{name}"] is old[f"{number}.{name}"]
    lines = plan(after).lines
    assert [line.kept for line in lines if line.parameter_count] == [True, False, True, True, True]
    assert lines[1].why == "is new"


def test_new_weights_are_those_of_a_network_built_with_the_seed():
    after = structure.set_options(convolution(), 5, {"units": 20})
    fresh = Network.build(IMAGES, after.network.layers, seed=3).parameters()
    assert np.array_equal(after.network.parameters()["5.weight"], fresh["5.weight"])
    assert np.array_equal(after.network.parameters()["6.weight"], fresh["6.weight"])


def test_the_reason_names_both_sizes():
    after = structure.set_options(convolution(), 3, {"kernel": 5})
    lines = plan(after).lines
    assert lines[2].why == "went from 3 × 3 to 5 × 5"
    assert lines[4].why == "now takes 6 numbers, not 54 numbers"
    assert lines[5].kept
    assert lines[5].why == ""


def test_going_back_by_hand_finds_the_first_weights_again():
    before = convolution()
    there = structure.set_options(before, 5, {"units": 9})
    back = structure.set_options(there, 5, {"units": 8})
    assert back.draft is None
    old, new = before.network.parameters(), back.network.parameters()
    assert all(new[key] is old[key] for key in old)
    assert back.shows_trained_weights()


def test_what_does_not_fit_is_kept_as_a_draft_and_the_network_stays_the_last_that_did():
    before = convolution()
    after = structure.remove_layer(before, 4)
    assert after.network is before.network
    found = plan(after).mismatch
    assert found.number == 4
    assert found.source == 3
    assert found.sentence == "6 × 3 × 3 does not fit a list of 54."
    assert found.reason == "Conv2D gives a stack of maps; Dense takes one list. 6 × 3 × 3 = 54."
    assert found.taken == "takes 54"
    lines = plan(after).lines
    assert [line.is_real for line in lines] == [True, True, True, False, False]
    assert [line.kept for line in lines] == [True, False, True, True, True]
    assert lines[4].shape == (3,)


def test_the_network_before_a_mismatch_runs_with_its_weights():
    before = convolution()
    after = structure.remove_layer(before, 4)
    prefix = plan(after).network
    x = before.input.values[None]
    assert np.array_equal(prefix.trace(x).output, before.network.trace(x)[3].a)


def test_the_button_mends_it_and_every_weight_comes_back():
    before = convolution()
    after = structure.insert_fix(structure.remove_layer(before, 4))
    assert plan(after).mismatch is None
    old, new = before.network.parameters(), after.network.parameters()
    assert new.keys() == old.keys()
    assert all(new[key] is old[key] for key in old)
    assert structure.insert_fix(after) is after


def mismatches():
    base = convolution()
    yield "move before flatten", structure.add_layer(base, "Conv2D", 5)
    yield "no maps anywhere", structure.add_layer(small(), "MaxPool2D", 1)
    yield (
        "window too large",
        structure.add_layer(structure.set_options(base, 3, {"kernel": 5}), "MaxPool2D", 4),
    )
    yield (
        "window too large twice",
        structure.add_layer(structure.add_layer(base, "MaxPool2D", 3), "MaxPool2D", 3),
    )
    yield "flatten", structure.add_layer(base, "Dense", 1)


@pytest.mark.parametrize(
    ("name", "document"), list(mismatches()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_mismatch_has_a_button_that_mends_it(name, document):
    assert plan(document).mismatch is not None
    for _ in range(4):
        if plan(document).mismatch is None:
            break
        number = plan(document).mismatch.number
        document = structure.insert_fix(document)
        later = plan(document).mismatch
        assert later is None or later.number != number or len(kinds(document)) > 6
    assert plan(document).mismatch is None
    assert document.network.shapes[1:] == tuple(line.shape for line in plan(document).lines)


def test_branches_of_different_size_are_mended_by_the_number_of_neurons():
    layers = [Dense(5, name="one"), Dense(5, name="two"), Add(inputs=["one", "two"]), Dense(2)]
    document = from_network(Network.build((4,), layers))
    after = structure.set_options(document, 2, {"units": 7})
    found = plan(after).mismatch
    assert found.number == 3
    assert found.fix.text == "Give it 5 neurons"
    assert structure.insert_fix(after).network.shapes[3] == (5,)


def test_add_joins_two_layers_of_one_size_and_removing_a_branch_closes_the_joint():
    document = from_network(Network.build((4,), [Dense(5), Dense(5), Dense(2)]))
    after = structure.add_layer(document, "Add", 3)
    assert after.network.sources(3) == (1, 2)
    without = structure.remove_layer(after, 2)
    assert without.network.sources(2) == (1, 1)
    x = np.ones((1, 4), np.float32)
    assert np.allclose(without.network.trace(x)[2].a, 2 * without.network.trace(x)[1].a)
    with pytest.raises(OptionError, match="no earlier layer has the size"):
        structure.add_layer(from_network(Network.build((4,), [Dense(3)])), "Add", 2)


def test_a_layer_put_between_two_joined_ones_stands_between_them():
    layers = [Dense(5, name="one"), Dense(5, name="two"), Add(inputs=["one", "two"]), Dense(2)]
    document = from_network(Network.build((4,), layers))
    after = structure.add_layer(document, "Activation", 3)
    assert after.network.sources(4) == (1, 3)
    with pytest.raises(OptionError, match="later layer"):
        structure.move_layer(document, 3, 1)


def test_moving_keeps_weights_that_fit():
    before = from_network(Network.build((4,), [Dense(4), Dense(4), Dense(2)]))
    after = structure.move_layer(before, 1, 2)
    old, new = before.network.parameters(), after.network.parameters()
    assert new["2.weight"] is old["1.weight"]
    assert new["1.weight"] is old["2.weight"]
    assert [line.row.id for line in plan(after).lines] == [2, 1, 3]
    assert structure.move_layer(before, 2, 2) is before


def test_a_duplicate_has_the_options_and_weights_of_its_own():
    after = structure.duplicate_layer(convolution(), 5)
    assert after.network.layer(6).options() == after.network.layer(5).options()
    assert not plan(after).lines[5].kept
    assert plan(after).lines[6].kept


def test_what_a_layer_can_not_have_is_refused_and_changes_nothing():
    document = convolution()
    for number, options in (
        (1, {"kernel": 13}),
        (1, {"kernel": 0}),
        (1, {"filters": 0}),
        (1, {"stride": 0}),
        (5, {"units": 10**9}),
        (5, {"units": -1}),
        (5, {"units": 1.5}),
        (5, {"nothing": 1}),
        (5, {"activation": "relo"}),
        (99, {"units": 3}),
    ):
        with pytest.raises(NNVizError) as refused:
            structure.set_options(document, number, options)
        assert "\n" not in str(refused.value)
    with pytest.raises(ShapeError, match="at most"):
        structure.set_options(document, 5, {"units": 5_000_000})
    with pytest.raises(OptionError, match="at least one layer"):
        structure.remove_layer(from_network(Network.build((2,), [Dense(1)])), 1)
    with pytest.raises(NNVizError):
        structure.add_layer(document, "Dense", 9)
    assert structure.set_options(document, 5, {"units": 8}) is document


def test_reset_gives_the_same_initial_weights_again():
    document = convolution()
    weight = document.network.parameters()["1.weight"].copy()
    weight[:] = 7
    trained = replace(document, network=document.network.with_parameters({"1.weight": weight}))
    once = structure.reset_weights(trained)
    again = structure.reset_weights(structure.reset_weights(trained))
    fresh = Network.build(IMAGES, document.network.layers, seed=3)
    assert once.network.equals(fresh)
    assert again.network.equals(fresh)
    assert not any(line.kept for line in plan(once).lines)
    assert edits.back_to_trained(once).draft is None


def test_a_reset_reaches_a_draft_that_does_not_fit_yet():
    document = structure.remove_layer(convolution(), 4)
    weight = document.network.parameters()["1.weight"] + 1
    document = replace(document, network=document.network.with_parameters({"1.weight": weight}))
    mended = structure.insert_fix(structure.reset_weights(document))
    fresh = Network.build(IMAGES, mended.network.layers, seed=3)
    assert mended.network.equals(fresh)


def test_class_names_go_with_another_number_of_outputs_and_come_back():
    document = convolution()
    four = structure.set_options(document, 6, {"units": 4})
    assert four.output_names == ()
    assert structure.set_options(four, 6, {"units": 3}).output_names == ("a", "b", "c")


def test_overrides_follow_their_neurons_and_go_with_them():
    overrides = {
        Target(5, 7): Override("a", 2.0),
        Target(5, 1): Override("z", 1.0),
        Target(1, (0, 0, 0)): Override("z", 3.0),
    }
    document = replace(convolution(), overrides=MappingProxyType(overrides))
    moved = structure.add_layer(document, "BatchNorm", 2)
    assert moved.overrides == {
        Target(6, 7): Override("a", 2.0),
        Target(6, 1): Override("z", 1.0),
        Target(1, (0, 0, 0)): Override("z", 3.0),
    }
    fewer = structure.set_options(document, 5, {"units": 4})
    assert set(fewer.overrides) == {Target(5, 1), Target(1, (0, 0, 0))}
    gone = structure.remove_layer(document, 5)
    assert set(gone.overrides) == {Target(1, (0, 0, 0))}


def test_trained_weights_go_with_their_layers_under_their_new_numbers():
    document = structure.add_layer(convolution(), "BatchNorm", 1)
    assert set(document.trained) == {f"{n}.{name}" for n in (2, 4, 6, 7) for name in ("weight", "bias")}
    weight = document.network.parameters()["2.weight"] + 1
    changed = replace(document, network=document.network.with_parameters({"2.weight": weight}))
    assert edits.back_to_trained(changed).network.parameters()["2.weight"] is document.trained["2.weight"]
    assert not document.score_holds()


def test_weights_changed_by_hand_are_kept_as_they_are_now():
    document = structure.add_layer(convolution(), "BatchNorm", 2)
    document = edits.set_weight(document, 1, (0, 0, 0, 0), 9.0)
    wider = structure.set_options(document, 1, {"kernel": 5})
    back = structure.set_options(wider, 1, {"kernel": 3})
    assert back.network.parameters()["1.weight"][0, 0, 0, 0] == 9.0


def test_another_activation_function_chosen_elsewhere_reaches_the_draft():
    document = structure.remove_layer(convolution(), 4)
    document = edits.set_activation(document, 1, "tanh", {})
    assert plan(document).lines[0].layer.activation.name == "tanh"
    mended = structure.insert_fix(document)
    assert mended.network.layer(1).activation.name == "tanh"
    tried = structure.set_options(
        structure.add_layer(convolution(), "BatchNorm", 2), 1, {"activation": "prelu"}
    )
    assert set(tried.network.layer_parameters(1)) == {"weight", "bias", "alpha"}
    assert plan(tried).lines[0].kept


@pytest.mark.parametrize("name", ["mnist-cnn", "iris", "xor", "sine", "edges"])
def test_a_draft_survives_the_file(name, tmp_path):
    document, _ = formats.open_any(name)
    document = structure.set_options(document, 1, {"bias": False})
    document = structure.add_layer(document, "Conv2D", len(document.network.layers) + 1)
    document = structure.duplicate_layer(document, 1)
    formats.save(document, tmp_path / "a.nnviz")
    opened, _ = formats.open_any(tmp_path / "a.nnviz")
    one, other = plan(document), plan(opened)
    assert [line.layer for line in one.lines] == [line.layer for line in other.lines]
    assert [(line.kept, line.why) for line in one.lines] == [(line.kept, line.why) for line in other.lines]
    assert one.mismatch == other.mismatch
    assert opened.network.equals(document.network)


def test_weights_that_only_the_draft_knows_survive_the_file(tmp_path):
    document = convolution()
    before = document.network.parameters()["5.weight"]
    document = structure.set_options(document, 5, {"units": 9})
    formats.save(document, tmp_path / "a.nnviz")
    opened, _ = formats.open_any(tmp_path / "a.nnviz")
    back = structure.set_options(opened, 5, {"units": 8})
    assert back.draft is None
    assert np.array_equal(back.network.parameters()["5.weight"], before)
    assert back.shows_trained_weights()


def test_fewer_outputs_than_the_examples_have_classes_can_be_saved(tmp_path):
    document, _ = formats.open_any("digits")
    last = len(document.network.layers)
    document = structure.set_options(document, last, {"units": 4})
    formats.save(document, tmp_path / "a.nnviz")
    opened, _ = formats.open_any(tmp_path / "a.nnviz")
    assert opened.network.output_shape == (4,)
    assert structure.set_options(opened, last, {"units": 10}).output_names == tuple("0123456789")


def test_a_thousand_layers_are_worked_out():
    document = from_network(Network.build((4,), [Dense(4) for _ in range(1000)]))
    after = structure.add_layer(document, "BatchNorm", 500)
    assert len(plan(after).lines) == 1001
    assert sum(line.kept for line in plan(after).lines) == 1000


def test_batch_norm_keeps_all_its_four_parameters():
    document = from_network(Network.build((4,), [Dense(4), BatchNorm(), Dense(2)]))
    after = structure.set_options(document, 3, {"units": 5})
    assert all(
        array is document.network.layer_parameters(2)[name]
        for name, array in after.network.layer_parameters(2).items()
    )
