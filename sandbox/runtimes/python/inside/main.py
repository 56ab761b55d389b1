"""The program of a sandbox process: `python -I -S -B -X utf8 inside/main.py SETTINGS`.

SETTINGS is a JSON object, see `settings.py`. Nothing of ours stays within the easy reach of learner
code: not on `sys.path`, not in `sys.modules`, not in this module.
"""

import os
import sys


def _start() -> None:
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path.insert(0, folder)
    from inside.process import run

    sys.path.remove(folder)
    run(sys.argv.pop())


_start()
