"""Places in the learner's file, counted as editors do: lines from 1, columns from 1 in UTF-16
units.
"""

from __future__ import annotations

import linecache
import re
import traceback
from types import CodeType, FrameType, TracebackType

#: The learner's file, in every traceback and every code object.
FILE = "handler.py"
#: What a pasted block lacks, where it is loaded before that file instead of being written into it.
FRAME_FILE = "frame.py"

Place = dict[str, int]
_lines: list[str] = []


def remember_source(source: str) -> None:
    """Keep the learner's lines, for columns and for tracebacks."""
    _lines[:] = source.splitlines()
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)


def remember_frame(text: str) -> None:
    """Keep the frame's lines, for tracebacks."""
    linecache.cache[FRAME_FILE] = (len(text), None, text.splitlines(keepends=True), FRAME_FILE)


def units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text) + sum(character > "\uffff" for character in text)


def place_at(line: int, characters: int) -> Place:
    """Return the place after so many characters of a line."""
    text = _lines[line - 1] if 0 < line <= len(_lines) else ""
    return {"line": line, "column": units(text[: max(0, characters)]) + 1}


def place_at_bytes(line: int, offset: int) -> Place:
    """Return the place after so many bytes of UTF-8, as the parser's tree counts."""
    text = _lines[line - 1] if 0 < line <= len(_lines) else ""
    return place_at(line, len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")))


def begin_of_line(line: int) -> Place:
    """Return where a line's first word stands."""
    text = _lines[line - 1] if 0 < line <= len(_lines) else ""
    return place_at(line, len(text) - len(text.lstrip()))


def call_on_line(line: int, name: str) -> tuple[str | None, Place]:
    """Return the call of a function as the learner wrote it on a line, and where it stands."""
    text = _lines[line - 1] if 0 < line <= len(_lines) else ""
    found = re.search(rf"([^\W\d][\w.]*\.)?\b{re.escape(name)}(?=\s*\()", text)
    return (found.group(), place_at(line, found.start())) if found else (None, begin_of_line(line))


def place_of_instruction(code: CodeType, offset: int, line: int) -> Place:
    """Return where an instruction's source begins; before Python 3.11 only the line is known."""
    if hasattr(code, "co_positions"):
        for index, (start, _, column, _) in enumerate(code.co_positions()):
            if index == offset // 2 and start is not None and column is not None:
                return place_at_bytes(start, column)
    return begin_of_line(line)


def place_of_frame(frame: FrameType | None) -> Place | None:
    """Return where the learner's code is, in this frame or the nearest one that called it."""
    while frame is not None:
        if frame.f_code.co_filename == FILE:
            return place_of_instruction(frame.f_code, frame.f_lasti, frame.f_lineno)
        frame = frame.f_back
    return None


def place_of_traceback(trace: TracebackType | None) -> Place | None:
    """Return the innermost place of the learner's in a traceback."""
    found = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            found = place_of_instruction(trace.tb_frame.f_code, trace.tb_lasti, trace.tb_lineno)
        trace = trace.tb_next
    return found


def fold_tracebacks() -> None:
    """Let every traceback that is printed from now on show the learner's own frames, and name the
    packages of the others in one line."""
    summary = traceback.StackSummary
    show = summary.format

    def format(self: traceback.StackSummary, **named: bool) -> list[str]:
        lines: list[str] = []
        for of_learner, frames in _runs(self):
            if of_learner:
                lines += show(summary.from_list(frames), **named)
            else:
                folded = _describe(frames)
                lines += [folded] if folded else []
        return lines

    summary.format = format  # type: ignore[method-assign]


def _runs(frames: traceback.StackSummary) -> list[tuple[bool, list[traceback.FrameSummary]]]:
    runs: list[tuple[bool, list[traceback.FrameSummary]]] = []
    for frame in frames:
        of_learner = frame.filename in (FILE, FRAME_FILE)
        if not runs or runs[-1][0] != of_learner:
            runs.append((of_learner, []))
        runs[-1][1].append(frame)
    return runs


def _describe(frames: list[traceback.FrameSummary]) -> str:
    names = [_package_of(frame.filename) for frame in frames]
    shown = list(dict.fromkeys(name for name in names if name))
    count = sum(name != "" for name in names)
    if not shown:
        return ""
    packages = " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
    return f"  [{count} {'frame' if count == 1 else 'frames'} of {packages}]\n"


def _package_of(filename: str) -> str:
    """Return the name of the package that a file belongs to; nothing for a file of ours."""
    parts = filename.replace("\\", "/").split("/")
    if len(parts) > 1 and parts[-2] == "inside":
        return ""
    for folder in ("site-packages", "dist-packages"):
        if folder in parts:
            return parts[parts.index(folder) + 1].removesuffix(".py")
    for index, part in enumerate(parts[:-1]):
        if part.startswith("python3."):
            return parts[index + 1].removesuffix(".py")
    return "Python"
