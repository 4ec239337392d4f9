"""Lessons written for tests: short, and true of the bundled networks."""

SLOWLY = """---
title: One neuron, slowly
minutes: 12
about: One small decision, taken apart.
---

# It decides

A neuron adds up what comes in. Here it says {output}. See [the paper](https://example.org/paper).

```nnviz
sample: neuron
input: 2
select: 1:0
page: run
level: neuron
moment: end
touch: inputs
do: Switch both inputs on.
done when: output > 0.5
```

# The bar

The bias moves the bar: it is {bias of 1:0}.

```nnviz
sample: neuron
input: 3
select: 1:0
page: run
touch: bias
highlight: 0:0, 0:1
do: Lower the bar.
done when: bias of 1:0 < -6
```

```step
do: Raise it again.
done when: bias of 1:0 > -5
```

And up again.

# Only to read

$$f(z) = \\max(0, z)$$

```nnviz
sample: xor
page: lab
part: functions
```

# Predict

```nnviz
sample: neuron
input: 3
select: 1:0
hide: page
```

```question
kind: number
ask: What is z?
key: z of 1:0
explain: It is {z of 1:0}.
```
"""
"""Four cards: two with something to do, one to read, one with a question."""

SECOND = """---
title: Two columns
minutes: 5
about: The second one.
---

# Look

```nnviz
sample: xor
```

# Look again

```nnviz
sample: xor
```
"""

LAB = """---
title: In the lab
minutes: 7
about: Curves alone.
---

# Curves

```nnviz
sample: xor
page: lab
part: functions
```
"""
