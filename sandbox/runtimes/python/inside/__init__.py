"""What runs inside a sandbox process of CPython: one warm process a run, never reused."""
