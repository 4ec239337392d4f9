"""Random sequences of edits: everything can be undone, what is kept is kept, shapes are always inferred."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.document import structure
from nnviz.document.history import History
from nnviz.document.new import from_network
from nnviz.document.plan import parameters_of, plan
from nnviz.engine import Conv2D, Dense, Flatten, MaxPool2D, Network
from nnviz.engine.graph import infer
from nnviz.errors import NNVizError

PALETTE = (
    *("Dense", "Conv2D", "BatchNorm", "MaxPool2D", "AveragePool2D", "GlobalAveragePool2D"),
    *("Flatten", "Activation", "Dropout", "Add", "Concat"),
)
PLACE = st.integers(0, 9)
OPTIONS = st.sampled_from(
    [
        *({"units": 3}, {"units": 6}, {"units": 0}, {"filters": 2}, {"filters": 5}, {"kernel": 1}),
        *({"kernel": 4}, {"kernel": 40}, {"stride": 2}, {"padding": "same"}, {"padding": 1}),
        *({"dilation": 2}, {"rate": 0.3}, {"rate": 1.5}, {"activation": "tanh"}, {"activation": "prelu"}),
        *({"bias": False}, {"bias": True}),
    ]
)
EDIT = st.one_of(
    st.tuples(st.just(structure.add_layer), st.sampled_from(PALETTE), PLACE),
    st.tuples(st.just(structure.remove_layer), PLACE),
    st.tuples(st.just(structure.move_layer), PLACE, PLACE),
    st.tuples(st.just(structure.duplicate_layer), PLACE),
    st.tuples(st.just(structure.set_options), PLACE, OPTIONS),
    st.tuples(st.just(structure.insert_fix)),
    st.tuples(st.just(structure.reset_weights)),
)


def start(is_image: bool):
    if is_image:
        layers = [
            Conv2D(3, 3, activation="relu"),
            MaxPool2D(2),
            Flatten(),
            Dense(4, "relu"),
            Dense(2, "softmax"),
        ]
        return from_network(Network.build((1, 8, 8), layers, seed=1))
    return from_network(
        Network.build((5,), [Dense(4, "relu"), Dense(4, "relu"), Dense(2, "softmax")], seed=1)
    )


@settings(max_examples=150)
@given(st.booleans(), st.lists(EDIT, max_size=12))
def test_any_sequence_of_edits(is_image, sequence):
    first = start(is_image)
    history, document, documents = History(), first, [first]
    refusals: list[str] = []
    for edit, *arguments in sequence:
        try:
            after = edit(document, *arguments)
        except NNVizError as problem:
            refusals.append(str(problem))
            continue
        check(document, after)
        if after is not document:
            history.record(document, edit.__name__)
            document = after
            documents.append(document)
    assert all(text and "\n" not in text for text in refusals)
    for expected in reversed(documents[:-1]):
        document = history.undo(document)
        assert document is expected
    for expected in documents[1:]:
        document = history.redo(document)
        assert document is expected


def check(before, after):
    """What must hold after any edit."""
    network, worked_out = after.network, plan(after)
    _, shapes = infer(network.input_shape, network.layers)
    assert network.shapes == shapes
    for key, array in network.parameters().items():
        number, _, name = key.partition(".")
        inputs = [shapes[source] for source in network.sources(int(number))]
        assert array.shape == network.layer(int(number)).parameter_shapes(inputs)[name]
    if worked_out.mismatch is None:
        assert tuple(line.layer for line in worked_out.lines) == network.layers
        assert tuple(line.shape for line in worked_out.lines) == shapes[1:]
        assert worked_out.network is network
    else:
        assert after.draft is not None
        assert all(line.is_real == (line.number < worked_out.mismatch.number) for line in worked_out.lines)
        if worked_out.network is not None:
            assert (
                tuple(line.shape for line in worked_out.lines if line.is_real)
                == worked_out.network.shapes[1:]
            )
    check_kept(before, after)
    assert all(target.layer < len(network.shapes) for target in after.overrides)
    assert len(after.output_names) in (0, network.shapes[-1][0])


def check_kept(before, after):
    """A row that says "kept" has the very arrays that it had before the edit."""
    old = {line.row.id: line for line in plan(before).lines}
    for line in plan(after).lines:
        was = old.get(line.row.id)
        if not line.kept or was is None or not was.kept:
            continue
        had, has = parameters_of(before, was), parameters_of(after, line)
        assert all(has[name] is had[name] for name in ("weight", "bias") if name in had and name in has)
