"""A monkey: a seeded random walk over the real window, in a process of its own.

``make monkey`` walks 100,000 events over six networks; the tests walk a short way. A walk can be repeated,
whole or in part, from its seed: each step draws its chances from (seed, number) alone, and time is its own.
``make soak`` plays in a loop for an hour and measures memory and open handles.
"""
