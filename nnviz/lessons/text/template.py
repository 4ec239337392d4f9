"""The small lesson that a new file begins as: each kind of block once, to be changed."""

from __future__ import annotations

from nnviz.plaintext import visible

_TEXT = """\
---
title: {title}
minutes: 6
about: One line that says what it is about.
---

# One neuron decides

Facts come in, each has a *weight*, the bias is added: here that makes **{{z of 1:0}}**.

$$z = \\sum_i w_i x_i + b$$

```nnviz
sample: neuron
input: 2
select: 1:0
page: run
level: neuron
moment: end
touch: inputs
minutes: 2
do: Switch the inputs until the neuron says go.
done when: output > 0.5
claims:
  - output < 0.5
  - count of examples where output > 0.5 = 1
told:
  - The neuron in the head gave it its name.
```

```question
kind: number
ask: In how many of the four cases does it go out?
key: count of examples where output > 0.5
tolerance: 0
wrong:
  - value: count of examples where value of 0:0 > 0
    say: The first fact alone isn't enough.
explain: Only both together pass the bar.
```

```notes
Ask for two facts of their own evening before anything is shown. These lines are yours alone.
```

# What decides a digit

Sixteen neurons look at the picture, and ten say what it is:

| number | class |
|---|---|
| {{share of 3}} | 3 |
| {{share of 9}} | 9 |

```nnviz
sample: digits
input: drawn, else 5
select: 2:3
moment: start
play: start to end, at half speed
hide: unreached
touch: pad, play
do: Draw a digit and play it.
done when: moment is end
claims:
  - prediction is 3
```

```question
kind: choice
ask: What makes the ten shares one whole?
explain: The softmax divides by the sum of all.
```

- [ ] the weights add up to 1 `when: sum of weights of layer 2 is 1 within 0.01`
  > Here they add up to {{sum of weights of layer 2}}.
- [ ] their sum is what each is divided by `when: sum of outputs is 1 within 0.01`

```question
kind: click
ask: Click the neuron that speaks most for 3.
layer: 1
largest: push of it into 2:3
wrong:
  - when: it is off
    say: It is off, so it says nothing.
```

# Make it so

What a network says is made of its numbers, and you can have them in your hand.

```nnviz
sample: neuron
input: 2
select: 1:0
touch: weights, bias
```

```step
input: 0
touch: bias
do: Let it go out with nothing that speaks for it.
done when: output > 0.5
```

Now there is nothing but the bias.

```question
kind: make
ask: Make it stay at home again.
until: output < 0.5
explain: "The bias moves the bar: [more of it](https://en.wikipedia.org/wiki/Artificial_neuron)."
```
"""


def template(title: str) -> str:
    """The text of a new lesson with this title."""
    return _TEXT.format(title=_quoted(" ".join(visible(title).split()) or "A new lesson"))


def _quoted(title: str) -> str:
    """The title as YAML takes it for one text."""
    if title.isascii() and title.replace(" ", "").isalnum():
        return title
    doubled = title.replace("'", "''")
    return f"'{doubled}'"
