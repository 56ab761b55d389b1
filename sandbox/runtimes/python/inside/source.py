"""The learner's source: Python's own parser first, then what a handler must define and may
import.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import symtable
import sys
import warnings
from collections.abc import Iterator
from dis import opname
from types import CodeType
from typing import Any

from .places import FILE, Place, begin_of_line, place_at, place_at_bytes, remember_source, units

Diagnostic = dict[str, Any]

#: What a handler cannot use here at all: to import it would only postpone the sentence.
REFUSED_MODULES = {
    "ctypes": "calls native code",
    "_ctypes": "calls native code",
    "multiprocessing": "starts processes",
    "subprocess": "starts processes",
    "pty": "starts processes",
}
#: What the frame of a pasted block supplies beside `app`.
FRAME_NAMES = {
    "FastAPI",
    "WebSocket",
    "WebSocketDisconnect",
    "json",
    "asyncio",
    "time",
    "process_message",
}
#: What the source document calls and defines nowhere.
UNDEFINED_THERE = "process_message"


class Cannot(Exception):
    """The source cannot become a handler; `diagnostics` say why."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(diagnostics[0]["message"])
        self.diagnostics = diagnostics


def compile_source(source: str) -> CodeType:
    """Return the module's code. Raise Cannot before any of the learner's code has run."""
    remember_source(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, FILE)
            found = [*_imports(tree), *_undefined(tree, source)]
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
        raise Cannot(sorted(found, key=lambda each: (each["at"]["line"], each["at"]["column"])))
    return code


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


def _undefined(tree: ast.Module, source: str) -> Iterator[Diagnostic]:
    """Say what a block that was pasted without its frame lacks. Every other unknown name is for
    Python itself to meet when it runs: that is one of the failures that this workshop is about."""
    defined = _defined(source)
    uses = {node.id: node for node in _names(tree) if node.id not in defined}
    if "app" not in defined:
        node = uses.get("app")
        said = "This file defines no 'app'. It needs 'app = FastAPI()' before its first route."
        where = _on(node, "app") if node else {"at": place_at(1, 0), "length": 1}
        yield _diagnostic(said, **where, frame=True)
    wanted = (FRAME_NAMES if "app" not in defined else {UNDEFINED_THERE}) & uses.keys()
    for name in sorted(wanted):
        yield _diagnostic(_says_undefined(name), **_on(uses[name], name), frame=True)


def _says_undefined(name: str) -> str:
    if name == UNDEFINED_THERE:
        return "'process_message' is called here and defined nowhere in this file."
    imported = f"import {name}" if name.islower() else f"from fastapi import {name}"
    return f"'{name}' is used here and not imported: '{imported}' is missing."


def _names(tree: ast.Module) -> list[ast.Name]:
    """All names in the order of the file, the first use of each last."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset), reverse=True)


def _defined(source: str) -> set[str]:
    """All names that the file defines anywhere, and Python's own. A star import may define any."""
    defined = set(dir(builtins)) | {"__file__", "__name__"}
    tables = [symtable.symtable(source, FILE, "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if (
                symbol.is_assigned()
                or symbol.is_imported()
                or symbol.is_parameter()
                or symbol.is_namespace()
            ):
                defined.add(symbol.get_name())
    if any(
        isinstance(n, ast.ImportFrom) and n.names[0].name == "*"
        for n in ast.walk(ast.parse(source))
    ):
        defined |= FRAME_NAMES | {"app"}
    return defined
