"""Import this first in a process that only parses: two settings that save processor time.

The engine never multiplies matrices: numpy's linear algebra need not start threads of its own,
which costs a tenth of a second in every short process. The records of the engine hold no circles:
Python need not look for circular garbage after every few hundred of them.
"""

import gc
import os

ALLOCATIONS = 50_000
"""New objects between two searches for circular garbage; Python looks after 700."""

os.putenv("OPENBLAS_NUM_THREADS", "1")
gc.set_threshold(ALLOCATIONS, *gc.get_threshold()[1:])
