"""The engine: bytes in, document tree and resume out; the same bytes give the same output.

It is entered by its doors: `document` (bytes -> Document), `resume` (Document -> Resume), `render`
(Document -> artifact bytes) and `matching` (requirements and a candidate's facts -> Match). It is
pure: no Django, network, clock or environment.
"""

ENGINE_VERSION = "0.3.0"
"""Rises with every change of output; stored with each job and returned in its metadata."""
