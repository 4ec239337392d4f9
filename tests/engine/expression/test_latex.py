"""A formula in letters: the same formula, with no more brackets than it needs."""

import pytest

from nnviz.engine.functions.expression.latex import latex
from nnviz.engine.functions.expression.program import program

TYPESET = {
    "max(0.1*z, z)": r"\max(0.1 \, z, z)",
    "z*sigmoid(z)": r"z \, \sigma(z)",
    "where(z>0, z, expm1(z))": r"z \text{ if } z > 0, \text{ else } e^{z} - 1",
    "where(z < -1, -1, where(z > 1, 1, z))": (
        r"-1 \text{ if } z < -1, \text{ else } 1 \text{ if } z > 1, \text{ else } z"
    ),
    "2*where(z, 1, 0)": r"2 \, (1 \text{ if } z \neq 0, \text{ else } 0)",
    "1/(1 + exp(-z))": r"\frac{1}{1 + e^{-z}}",
    "-z^2": "-z^{2}",
    "(-z)^2": "(-z)^{2}",
    "-2*z": r"-2 \, z",
    "z*-2": r"z \, (-2)",
    "z - -2*z": r"z - (-2 \, z)",
    "z - (1 - z)": "z - (1 - z)",
    "(z - 1) - z": "z - 1 - z",
    "(z + 1)*(z - 1)": r"(z + 1) \, (z - 1)",
    "-(z + 1)": "-(z + 1)",
    "+z": "z",
    "(z/2)^2": r"(\frac{z}{2})^{2}",
    "exp(z)^2": "(e^{z})^{2}",
    "sin(z)^2": r"\sin(z)^{2}",
    "z^z^z": "z^{z^{z}}",
    "2*3*z": r"2 \cdot 3 \, z",
    "z*2^3": r"z \cdot 2^{3}",
    "1e-5*z": r"10^{-5} \, z",
    "2.5e-7^z": r"(2.5 \cdot 10^{-7})^{z}",
    "1e20 + z": r"10^{20} + z",
    "(z>0)*z": r"[z > 0] \, z",
    "z*(z>0)": r"z \cdot [z > 0]",
    "0 <= z != 1": r"[0 \leq z \neq 1]",
    "exp(z > 0)": "e^{[z > 0]}",
    "pi*e^z": r"\pi \, e^{z}",
    "sqrt(abs(z)) + floor(z)": r"\sqrt{|z|} + \lfloor z \rfloor",
    "log1p(-z)": r"\ln(1 + (-z))",
    "2*expm1(z)": r"2 \, (e^{z} - 1)",
    "relu(z) - erf(z)": r"\text{ReLU}(z) - \text{erf}(z)",
    "clip(z, 0, 6)": r"\text{clip}(z, 0, 6)",
    "atan(z)*log(z)": r"\arctan(z) \, \ln(z)",
}


@pytest.mark.parametrize("text", TYPESET)
def test_in_letters(text: str) -> None:
    assert latex(program(text).written) == TYPESET[text]
