"""Import this before numpy: it keeps numpy's linear algebra from starting threads of its own.

The engine never multiplies matrices; starting and stopping those threads costs a tenth of a
second of processor time in every short process.
"""

import os

os.putenv("OPENBLAS_NUM_THREADS", "1")
