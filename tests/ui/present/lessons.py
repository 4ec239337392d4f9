"""Texts of lessons for shows."""

TWO_STEPS = """---
title: A show
about: For a test.
minutes: 10
---

# One neuron decides

A neuron is a small decision-maker.

```nnviz
sample: neuron
input: 0
select: 1:0
moment: end
minutes: 2
```

```notes
Ask for **two** facts of their own evening.
```

```step
input: 3
```

Now the other one.

# The pass

What does hidden neuron 2 put out?

```nnviz
sample: digits
input: 5
select: 1:2
play: layer 1 activate to end
minutes: 3
do: Watch the ring.
```

```question
kind: number
ask: What will it put out?
key: a of 1:2
explain: The model says so.
```

```notes
Ask for hands.
```

# Curves in the hand

Drag z.

```nnviz
page: lab
part: functions
minutes: 5
```

```question
kind: number
ask: What is the slope of ReLU at minus 2?
key: slope of relu at -2
```
"""

HIDDEN = """---
title: Hidden
about: For a test.
minutes: 5
---

# What will it be?

```nnviz
sample: digits
input: 5
hide: page
```

```question
kind: choice
ask: Which class?
options: classes
key: prediction
```
"""

BROKEN = """---
title: Broken
about: For a test.
minutes: 5
---

# Here it works

```nnviz
sample: neuron
```

# Here it doesn’t

```nnviz
sample: neuron
input: 99
```

# Here it does again

```nnviz
sample: xor
```
"""

PAD = """---
title: Draw
about: For a test.
minutes: 5
---

# Draw a digit

What will it say?

```nnviz
sample: digits
input: blank
moment: start
touch: pad, play
```
"""

MAPS = """---
title: Maps
about: For a test.
minutes: 5
---

# One kernel

It slides.

```nnviz
sample: digits-cnn
input: 5
do: Watch the window.
```
"""
