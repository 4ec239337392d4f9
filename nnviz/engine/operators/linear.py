"""Operations that weigh, normalise and share out: matrix products, batch norm, LRN, softmax."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from nnviz.engine.arrays import Array, Shape, shape_text
from nnviz.engine.numbers import amount
from nnviz.engine.operators.operation import EACH, Attributes, Operation, X, axes_of, broadcast
from nnviz.errors import ShapeError


def gemm_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """A′ (M, K), B′ (K, N), C stretched to (M, N) -> (M, N)."""
    if len(shapes[0]) != 2 or len(shapes[1]) != 2:
        raise ShapeError(f"multiplies two tables, but gets {' and '.join(map(shape_text, shapes[:2]))}.")
    a = shapes[0][::-1] if attributes["transpose_a"] else shapes[0]
    b = shapes[1][::-1] if attributes["transpose_b"] else shapes[1]
    product = matmul_shape((a, b), attributes)
    if len(shapes) > 2 and broadcast((product, shapes[2]), attributes) != product:
        raise ShapeError(f"can't add {shape_text(shapes[2])} to a product of {shape_text(product)}.")
    return product


def gemm(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """Y = α A′ B′ + β C, where A′ and B′ are transposed as the attributes say."""
    a = arrays[0].T if attributes["transpose_a"] else arrays[0]
    b = arrays[1].T if attributes["transpose_b"] else arrays[1]
    y = attributes["alpha"] * (a @ b)
    return y + attributes["beta"] * arrays[2] if len(arrays) > 2 else y


def matmul_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """(..., M, K), (..., K, N) -> (..., M, N); a single axis is a row on the left, a column on the right."""
    a, b = shapes[0], shapes[1]
    if not a or not b:
        raise ShapeError("multiplies matrices, but gets a single number.")
    rows, columns = a[-2:-1], b[-1:] if len(b) > 1 else ()
    inner = b[-2] if len(b) > 1 else b[-1]
    if a[-1] != inner:
        raise ShapeError(f"can't multiply {shape_text(a)} by {shape_text(b)}: {a[-1]} is not {inner}.")
    return (*broadcast((a[:-2], b[:-2]), attributes), *rows, *columns)


def _channel_shape(parameter: Array, rank: int) -> Array:
    """A channel's number where channels are axis 1, or a whole sample's numbers as they are."""
    return parameter.reshape(-1, *(1,) * (rank - 2)) if parameter.ndim == 1 else parameter


def batch_norm_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """(N, C, ...) and four arrays of (C,), or of one sample's whole shape, -> (N, C, ...)."""
    x = shapes[0]
    if len(x) < 2 or any(shape not in (x[1:2], x[1:]) for shape in shapes[1:]):
        given = " and ".join(map(shape_text, shapes[1:]))
        raise ShapeError(f"normalises {shape_text(x)}, but gets {given} to do it with.")
    return x


def normalize(x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, epsilon: float) -> Array:
    """γ (x − mean) / √(variance + ε) + β, channel by channel (Ioffe & Szegedy 2015, algorithm 2)."""
    g, b, m, v = (_channel_shape(p, x.ndim) for p in (gamma, beta, mean, variance))
    return ((x - m) / np.sqrt(v + epsilon) * g + b).astype(x.dtype, copy=False)


def batch_norm(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """Normalised by the mean and variance given."""
    x, gamma, beta, mean, variance = arrays
    return normalize(x, gamma, beta, mean, variance, attributes["epsilon"])


def batch_norm_training(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """Normalised by the batch's own mean and variance."""
    x, gamma, beta = arrays[:3]
    others = _all_but_channels(x)
    return normalize(x, gamma, beta, x.mean(axis=others), x.var(axis=others), attributes["epsilon"])


def running_mean(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """The mean given, moved towards the batch's: momentum · old + (1 − momentum) · new."""
    return _moved(arrays[3], arrays[0].mean(axis=_all_but_channels(arrays[0])), attributes["momentum"])


def running_variance(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """The variance given, moved towards the batch's (of the whole population: divided by N)."""
    return _moved(arrays[4], arrays[0].var(axis=_all_but_channels(arrays[0])), attributes["momentum"])


def _moved(old: Array, new: Array, momentum: float) -> Array:
    return (old * momentum + new * (1 - momentum)).astype(old.dtype, copy=False)


def _all_but_channels(x: Array) -> tuple[int, ...]:
    return (0, *range(2, x.ndim))


def _channels(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    return batch_norm_shape(shapes, attributes)[1:2]


def lrn_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """(N, C, ...), kept."""
    if len(shapes[0]) < 2 or attributes["size"] < 1:
        raise ShapeError(f"can't compare {amount(attributes['size'], 'channel')} of {shape_text(shapes[0])}.")
    return shapes[0]


def lrn(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """x / (bias + α/size · Σ x² over ``size`` neighbouring channels)^β.

    Krizhevsky, Sutskever & Hinton 2012, ImageNet classification with deep CNNs, section 3.3.
    """
    x, size = arrays[0], attributes["size"]
    squares, total = x * x, np.zeros_like(x)
    channels = x.shape[1]
    before, after = min((size - 1) // 2, channels - 1), min(size // 2, channels - 1)
    for offset in range(-before, after + 1):
        down, up = max(-offset, 0), max(offset, 0)
        total[:, down : channels - up] += squares[:, up : channels - down]
    return x / (attributes["bias"] + attributes["alpha"] / size * total) ** attributes["beta"]


def softmax_shape(shapes: Sequence[Shape], attributes: Attributes) -> Shape:
    """The shape, kept; ``axes`` are there."""
    axes_of(attributes["axes"], len(shapes[0]))
    return shapes[0]


def softmax(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """e^(x − max) / Σ e^(x − max), over all of ``axes`` together."""
    axes = tuple(attributes["axes"])
    shares = np.exp(arrays[0] - arrays[0].max(axis=axes, keepdims=True, initial=-np.inf))
    return shares / shares.sum(axis=axes, keepdims=True)


def log_softmax(arrays: Sequence[Array], attributes: Attributes) -> Array:
    """x − max − ln Σ e^(x − max), over all of ``axes`` together."""
    axes = tuple(attributes["axes"])
    below = arrays[0] - arrays[0].max(axis=axes, keepdims=True, initial=-np.inf)
    return below - np.log(np.exp(below).sum(axis=axes, keepdims=True))


def _over_batch(attributes: Attributes, rank: int) -> bool:
    return 0 in axes_of(attributes["axes"], rank)


_ROWS_BY_COLUMNS = "Multiplies a row by a column, number by number, and adds the products up."
_LOGARITHMS = "Turns scores into the logarithms of shares of one whole."
_SHARES = "Turns scores into shares of one whole."
_NORM = ("x", "gamma", "beta", "mean", "variance")

TABLE: Mapping[str, Operation] = MappingProxyType(
    {
        "Gemm": Operation(
            ("a", "b", "c"),
            gemm_shape,
            gemm,
            ("alpha", "beta", "transpose_a", "transpose_b"),
            required=2,
            does=_ROWS_BY_COLUMNS,
            affine=(frozenset(("a", "c")), frozenset(("b", "c"))),
        ),
        "MatMul": Operation(
            ("a", "b"),
            matmul_shape,
            lambda arrays, attributes: arrays[0] @ arrays[1],
            required=2,
            does=_ROWS_BY_COLUMNS,
            affine=EACH,
        ),
        "BatchNormalization": Operation(
            _NORM, batch_norm_shape, batch_norm, ("epsilon",), required=5, affine=X
        ),
        "BatchNormalizationTraining": Operation(
            _NORM,
            batch_norm_shape,
            batch_norm_training,
            ("epsilon",),
            required=5,
            mixes=lambda attributes, rank: True,
        ),
        "RunningMean": Operation(_NORM, _channels, running_mean, ("momentum",), required=5),
        "RunningVariance": Operation(_NORM, _channels, running_variance, ("momentum",), required=5),
        "LRN": Operation(("x",), lrn_shape, lrn, ("size", "alpha", "beta", "bias")),
        "Softmax": Operation(("x",), softmax_shape, softmax, ("axes",), mixes=_over_batch, does=_SHARES),
        "LogSoftmax": Operation(
            ("x",),
            softmax_shape,
            log_softmax,
            ("axes",),
            mixes=_over_batch,
            does=_LOGARITHMS,
        ),
    }
)
