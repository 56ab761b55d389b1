"""The learner's source: Python's own parser first, then what a handler must define and may
import.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
import warnings
from collections.abc import Iterator
from dis import opname
from types import CodeType
from typing import Any

from .frame import Missing, find_missing, frame_for
from .main_block import take_main_block
from .places import (
    FILE,
    FRAME_FILE,
    Place,
    begin_of_line,
    place_at,
    place_at_bytes,
    remember_frame,
    remember_source,
    units,
)

Diagnostic = dict[str, Any]
Frame = dict[str, Any]

#: What a handler cannot use here at all: to import it would only postpone the sentence.
REFUSED_MODULES = {
    "ctypes": "calls native code",
    "_ctypes": "calls native code",
    "multiprocessing": "starts processes",
    "subprocess": "starts processes",
    "pty": "starts processes",
}


class Cannot(Exception):
    """The source cannot become a handler; `diagnostics` say why. `frame`: what supplies all that
    it lacks of a whole file, where it lacks some of that."""

    def __init__(self, diagnostics: list[Diagnostic], frame: Frame | None = None) -> None:
        super().__init__(diagnostics[0]["message"])
        self.diagnostics = diagnostics
        self.frame = frame


def compile_source(source: str, *, framed: bool) -> tuple[CodeType, Frame | None]:
    """Return the module's code. Raise Cannot before any of the learner's code has run. `framed`:
    return the frame that has to be loaded before it, too, where the source lacks one."""
    remember_source(source)
    frame = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, FILE)
            found = [*_imports(tree)]
            missing = find_missing(tree, source)
            if missing:
                frame = frame_for(missing, tree, inside=not framed)
            if not framed:
                found += map(_says, missing)
            take_main_block(tree)
            code = compile(tree, FILE, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise Cannot([_syntax_diagnostic(error)]) from None
    except (RecursionError, MemoryError):
        raise Cannot(
            [_diagnostic("This is nested too deeply for Python's parser.", place_at(1, 0), 1)]
        ) from None
    except (ValueError, OverflowError) as error:
        raise Cannot(
            [_diagnostic(f"Python cannot read this file: {error}", place_at(1, 0), 1)]
        ) from None
    if found:
        found.sort(key=lambda each: (each["at"]["line"], each["at"]["column"]))
        raise Cannot(found, None if framed else frame)
    return code, frame


def compile_frame(text: str) -> CodeType:
    """Return the code of a frame, which has lines of its own: the learner's keep their numbers."""
    remember_frame(text)
    return compile(text, FRAME_FILE, "exec", dont_inherit=True)


def failed_import(error: BaseException) -> Diagnostic | None:
    """Return the diagnostic for an import of the learner's module that failed by itself: a name
    that the imported module does not have."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != FILE:
        trace = trace.tb_next
    if not isinstance(error, ImportError) or trace is None or trace.tb_next is not None:
        return None
    code = trace.tb_frame.f_code
    if not opname[code.co_code[trace.tb_lasti]].startswith("IMPORT_"):
        return None
    return _diagnostic(str(error.msg), begin_of_line(trace.tb_lineno), 1)


def lacks_app(found: Any) -> Diagnostic | None:
    """Return the diagnostic for a module whose `app` cannot serve anything."""
    if callable(found):
        return None
    said = f"'app' is {found!r:.60}, and uvicorn can only serve 'app = FastAPI()'."
    return _diagnostic(said, place_at(1, 0), 1)


def _diagnostic(message: str, at: Place, length: int, frame: bool = False) -> Diagnostic:
    found: Diagnostic = {"message": message, "at": at, "length": max(1, length)}
    return {**found, "frame": True} if frame else found


def _syntax_diagnostic(error: SyntaxError) -> Diagnostic:
    line = error.lineno or 1
    begin = (error.offset or 1) - 1
    at = place_at(line, begin)
    end = (error.end_offset or 0) - 1
    same_line = error.end_lineno in (None, line) and end > begin
    length = place_at(line, end)["column"] - at["column"] if same_line else 1
    return _diagnostic(f"{type(error).__name__}: {error.msg}", at, length)


def _on(node: ast.expr | ast.stmt | ast.alias, name: str) -> dict[str, Any]:
    return {"at": place_at_bytes(node.lineno, node.col_offset), "length": units(name)}


def _imports(tree: ast.Module) -> Iterator[Diagnostic]:
    """Say which imports cannot be had. One that the handler itself is ready to do without is left
    to it.
    """
    for node in _unguarded(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _missing(alias.name, alias if hasattr(alias, "lineno") else node)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                where = "." * node.level + (node.module or "")
                said = (
                    f"There is no '{where}' here: handler.py stands alone, without files beside it."
                )
                yield _diagnostic(said, **_on(node, "from"))
            elif node.module:
                yield from _missing(node.module, node)


def _missing(module: str, node: ast.stmt | ast.alias) -> Iterator[Diagnostic]:
    root = module.split(".")[0]
    word = module if isinstance(node, ast.alias) else "from"
    if root in REFUSED_MODULES:
        yield _diagnostic(
            f"No handler {REFUSED_MODULES[root]} here: '{root}' cannot be imported.",
            **_on(node, word),
        )
    elif not _exists(root):
        said = f"There is no module named '{root}' in the Python that runs your handler."
        yield _diagnostic(said, **_on(node, word))


def _exists(root: str) -> bool:
    if root in sys.modules or root in sys.builtin_module_names:
        return True
    try:
        return importlib.util.find_spec(root) is not None
    except (ImportError, ValueError):
        return False


def _unguarded(node: ast.AST) -> Iterator[ast.AST]:
    """All statements but those whose ImportError is caught, or that only a type checker reads."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Try) and any(
            _catches_imports(handler) for handler in child.handlers
        ):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        yield child
        yield from _unguarded(child)


def _catches_imports(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    named = ast.dump(handler.type)
    return any(
        f"'{name}'" in named
        for name in ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")
    )


def _says(each: Missing) -> Diagnostic:
    where = _on(each.node, each.name) if each.node else {"at": place_at(1, 0), "length": 1}
    return _diagnostic(each.sentence, **where, frame=True)
