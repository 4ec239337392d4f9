"""A short lesson with questions of every kind."""

from nnviz.lessons import Lesson
from nnviz.lessons.text import parse

NUMBER, CLASSES, CHOICE, POINT, MAKE, BOTH = range(6)
"""Its cards."""

TEXT = """---
title: Questions
minutes: 10
about: Every kind of question.
---

# A number

```nnviz
sample: neuron
input: 3
select: 1:0
play: layer 1 sum end to layer 1 end
hide: unreached
touch: play, bias
```

```question
kind: number
ask: z is {z of 1:0} with everything added. What goes out?
key: a of 1:0
tolerance: 0.01
wrong:
  - value: z of 1:0
    say: That is z itself, {z of 1:0}.
explain: The sigmoid keeps it below 1.
```

# Classes

```nnviz
sample: digits
input: 5
moment: start
hide: unreached
```

```question
kind: choice
ask: What will it say?
options: classes
key: prediction
explain: It reads shapes.
```

# Sentences

```nnviz
sample: neuron
input: 3
moment: end
```

```question
kind: choice
ask: Does it fire?
```

- [ ] yes, it does `when: output > 0.5`
  > It says {output}.
- [ ] no, it stays silent `when: output <= 0.5`
  > Look again: it says {output}.
- [ ] it can't be known `when: 1 > 2`

# Point

```nnviz
sample: xor
input: 1
level: network
moment: end
```

```question
kind: click
ask: Click the hidden neuron that pushes the answer up the most.
layer: 1
largest: push of it into 2:0
wrong:
  - when: push of it into 2:0 < 0
    say: It pushes down, by {push of it into 2:0}.
explain: Value times weight.
```

# Make

```nnviz
sample: neuron
input: 2
moment: end
touch: weights, bias
```

```question
kind: make
ask: Make it fire.
until: output > 0.5
explain: Sun alone is enough now.
```

# Two of them

```nnviz
sample: neuron
input: 3
moment: end
```

```question
kind: choice
ask: First?
```

- [ ] one `when: output > 0.5`
- [ ] two `when: output <= 0.5`

```question
kind: choice
ask: Second?
```

- [ ] one `when: output > 0.5`
- [ ] two `when: output <= 0.5`
"""


def lesson() -> Lesson:
    """Read anew, as each session has its own."""
    return parse(TEXT, "questions.md")
