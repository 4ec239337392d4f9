"""Every key that a lesson's blocks take: one table for reading, its errors and the authors' guide."""

from __future__ import annotations

from dataclasses import dataclass

FRONT, CARD, STEP = "front matter", "nnviz", "step"
QUESTION, WRONG, LAB, TRAIN = "question", "wrong", "lab", "train"
KINDS = ("choice", "number", "click", "make")
"""The kinds of question."""


@dataclass(frozen=True)
class Key:
    """A key: in which ``blocks`` it may stand, what it ``takes``, what it ``says``, and an ``example`` in
    YAML. ``kinds`` are the kinds of question that take it; ``is_needed``: it is never left out."""

    name: str
    blocks: tuple[str, ...]
    takes: str
    says: str
    example: str
    kinds: tuple[str, ...] = KINDS
    is_needed: bool = False


_STEPS = (CARD, STEP)

KEYS: tuple[Key, ...] = (
    # front matter
    Key("title", (FRONT,), "text", "What the lesson is called.", "Neurons and layers", is_needed=True),
    Key("minutes", (FRONT,), "number", "How long it takes, all cards together.", "45", is_needed=True),
    Key("about", (FRONT,), "text", "One line for the start page.", "What a neuron decides", is_needed=True),
    # a card
    Key("minutes", (CARD,), "number", "How long the card takes; else a share of what is left.", "2.5"),
    Key("covers", (CARD,), "words", "The points that it teaches, in your own words.", "S2, S4"),
    Key("claims", (CARD,), "conditions", "What `nnviz lesson check` proves; never shown.", "[output > 0.5]"),
    Key("told", (CARD,), "texts", "What the card says and no machine can check.", "[It came later.]"),
    # a card, or a step of one
    Key("sample", _STEPS, "name", "The bundled network that is open.", "digits"),
    Key("network", _STEPS, "file", "A network of your own that lies beside the lesson.", "mine.nnviz"),
    Key("input", _STEPS, "input", "What the network looks at.", "drawn, else 5"),
    Key("select", _STEPS, "neuron", "The chosen neuron: its layer, a colon, its number or place.", "1:5"),
    Key("level", _STEPS, "word", "How near: blocks, network, neuron, microscope or slope.", "neuron"),
    Key("page", _STEPS, "word", "The page: run, lab, kernels, build, train or step.", "lab"),
    Key("part", _STEPS, "word", "The lab's part: functions, softmax, gradients, dying or bend.", "dying"),
    Key("moment", _STEPS, "moment", "Where the pass stands, or lab and step: step 2.", "layer 1 sum end"),
    Key("play", _STEPS, "stretch", "The stretch of the pass that is played.", "start to end, at half speed"),
    Key("touch", _STEPS, "words", "What a person may change; left out: everything.", "weights, bias"),
    Key("hide", _STEPS, "words", "What isn't shown yet: unreached, page, results.", "unreached"),
    Key("highlight", _STEPS, "neurons", "Neurons that are brought out.", "1:5, 1:8"),
    Key("hold", _STEPS, "assignments", "A z or an a that is held at a value.", "z of 1:5 = 2"),
    Key("change", _STEPS, "assignments", "A weight or a bias that has another value.", "bias of 1:0 = 0"),
    Key("lab", _STEPS, "mapping", "What is looked at in the lab; its keys stand below.", "{z: -2}"),
    Key("train", _STEPS, "mapping", "What the Train page begins with; its keys stand below.", "{rate: 0.1}"),
    Key("picture", _STEPS, "word", "The picture in the kernel sandbox: china, flower or pad.", "flower"),
    Key("do", _STEPS, "text", "What to do, in one line.", "Drag the bias until it says go."),
    Key("done when", _STEPS, "conditions", "What completes the step: all of them.", "output > 0.5"),
    Key("done in turn", _STEPS, "yes or no", "Whether they are to hold one after the other.", "yes"),
    # a question
    Key("kind", (QUESTION,), "word", "choice, number, click or make.", "number", is_needed=True),
    Key("ask", (QUESTION,), "text", "The question.", "What goes out?", is_needed=True),
    Key(
        "options",
        (QUESTION,),
        "word",
        "classes: the network's own; else the task list behind the block.",
        "classes",
        ("choice",),
    ),
    Key(
        "key",
        (QUESTION,),
        "value",
        "What the network is asked for the right answer.",
        "z of 1:5",
        ("choice", "number"),
    ),
    Key("tolerance", (QUESTION,), "number", "How far off is right; else 0.01.", "0.05", ("number",)),
    Key(
        "wrong",
        (QUESTION,),
        "list",
        "Usual wrong numbers and what is said to them.",
        "[{value: 3, say: That is too many.}]",
        ("number",),
    ),
    Key(
        "wrong",
        (QUESTION,),
        "list",
        "Usual wrong neurons and what is said to them.",
        "[{when: it is off, say: It is off.}]",
        ("click",),
    ),
    Key("layer", (QUESTION,), "whole number", "The layer whose neurons are clicked.", "1", ("click",)),
    Key(
        "when",
        (QUESTION,),
        "condition",
        "A neuron is right for which it holds.",
        "it is dead",
        ("click",),
    ),
    Key(
        "largest",
        (QUESTION,),
        "value",
        "The neuron is right of which it is largest.",
        "push of it into 2:0",
        ("click",),
    ),
    Key("until", (QUESTION,), "condition", "What the person is to bring about.", "output > 0.5", ("make",)),
    Key("explain", (QUESTION,), "text", "What is said after any answer.", "Only both together pass."),
    # a wrong answer
    Key("value", (WRONG,), "value", "The wrong number, computed as it is come by.", "z of 1:5", ("number",)),
    Key("when", (WRONG,), "condition", "The neurons that it is said to.", "it is off", ("click",)),
    Key("say", (WRONG,), "text", "What is said to it.", "The bias is forgotten.", ("number", "click")),
    # the lab
    Key("cards", (LAB,), "functions", "The functions that have a card, in their order.", "sigmoid, relu"),
    Key("compared", (LAB,), "functions", "The functions whose gradients are compared.", "sigmoid, relu"),
    Key("z", (LAB,), "number", "The one z of all cards.", "-2"),
    Key("table", (LAB,), "yes or no", "Whether the functions stand in a table.", "yes"),
    Key("learned", (LAB,), "yes or no", "Whether they are compared by what they learn.", "yes"),
    Key("histogram", (LAB,), "word", "Whose z lies under the curves: neuron, layer or none.", "neuron"),
    Key("layers", (LAB,), "whole number", "The stack's hidden layers, 1 to 50.", "9"),
    Key("width", (LAB,), "whole number", "Neurons in each of them, 1 to 256.", "24"),
    Key("seeds", (LAB,), "whole number", "Beginnings that are measured, 1 to 20.", "5"),
    Key(
        "start",
        (LAB,),
        "word",
        "How the stack begins: matched, glorot, he, lecun, small or large.",
        "he",
    ),
    Key("fed", (LAB,), "word", "What the stack is fed: data or normal.", "data"),
    Key("source", (LAB,), "word", "What gradients are measured on: stack or network.", "network"),
    Key("trained", (LAB,), "yes or no", "Whether the network keeps its trained weights there.", "yes"),
    Key("layer", (LAB,), "whole number", "The layer in hand, from 1.", "1"),
    Key("signal", (LAB,), "yes or no", "Whether what passes forward is shown in place of gradients.", "yes"),
    Key("by start", (LAB,), "yes or no", "Whether beginnings are compared in place of functions.", "yes"),
    Key("neuron", (LAB,), "neuron", "The neuron whose life is looked at.", "1:5"),
    Key("probe", (LAB,), "numbers", "The point in the plane of the part bend.", "0.2, 0.9"),
    Key("scores", (LAB,), "numbers", "The softmax bench's own scores.", "1, 2, 3"),
    Key("score", (LAB,), "whole number", "The bench's score in hand, from 0.", "0"),
    Key("target", (LAB,), "whole number", "The right answer among them, from 0.", "2"),
    Key("temperature", (LAB,), "number", "The temperature, 0.05 to 20.", "2"),
    Key("shifted", (LAB,), "yes or no", "Whether the largest score is subtracted first.", "no"),
    # training
    Key("data", (TRAIN,), "word", "A toy set, such as spirals, or a bundled one, such as digits.", "spirals"),
    Key("optimizer", (TRAIN,), "word", "The optimiser: sgd, rmsprop, adagrad, adam or adamw.", "sgd"),
    Key("rate", (TRAIN,), "number", "The learning rate.", "0.1"),
    Key("batch", (TRAIN,), "whole number", "Examples a step.", "16"),
    Key("epochs", (TRAIN,), "whole number", "How often it goes through all examples.", "30"),
    Key("seed", (TRAIN,), "whole number", "What the examples are shuffled by.", "2"),
    Key("steps", (TRAIN,), "whole number", "Steps of training that are behind it already.", "60"),
)
"""All keys, block by block."""


def keys_of(block: str, kind: str | None = None) -> dict[str, Key]:
    """The keys that a block takes; of a question, or of a wrong answer, those of its ``kind`` alone."""
    return {key.name: key for key in KEYS if block in key.blocks and (kind is None or kind in key.kinds)}


def blocks_with(name: str) -> tuple[str, ...]:
    """The blocks in which a key of this name may stand."""
    return tuple(dict.fromkeys(block for key in KEYS if key.name == name for block in key.blocks))
