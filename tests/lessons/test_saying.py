"""Live values in words, of the neuron that was clicked as well."""

from nnviz.document import Target
from nnviz.lessons import language
from nnviz.lessons.prose import Live, Words
from nnviz.lessons.saying import NOTHING, asked_of, words
from tests.lessons.questions.asked import facts, sample

SAID = (Words("Its sum is "), Live(language.parse("bias of it"), "bias of it"))


def test_it_is_the_neuron_that_was_clicked() -> None:
    here = facts(sample("xor", 1))
    bias = here.document.network.layer_parameters(1)["bias"]
    for unit in (0, 1):
        said = words(SAID, asked_of(here, Target(1, unit)))
        assert said == f"Its sum is {bias[unit]:.3f}".replace("-", "−")


def test_without_a_click_there_is_no_it() -> None:
    assert words(SAID, asked_of(facts(sample("xor", 1)))).endswith(NOTHING)
