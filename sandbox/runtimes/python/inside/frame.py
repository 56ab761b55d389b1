"""What a block lacks that was pasted without the file around it, and a frame that supplies it."""

from __future__ import annotations

import ast
import builtins
import importlib
import symtable
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from .places import FILE

#: Names that blocks are pasted without, and where they come from beside FastAPI itself.
HOMES = {
    "Annotated": "typing",
    "Any": "typing",
    "BaseModel": "pydantic",
    "Dict": "typing",
    "Field": "pydantic",
    "List": "typing",
    "Optional": "typing",
    "Set": "typing",
    "Union": "typing",
    "ValidationError": "pydantic",
    "WebSocketState": "starlette.websockets",
    "asynccontextmanager": "contextlib",
    "defaultdict": "collections",
    "run_in_threadpool": "fastapi.concurrency",
    "suppress": "contextlib",
}
#: Whoever uses these can define a name in ways that no table of names shows.
DYNAMIC = {"builtins", "eval", "exec", "globals", "locals", "setattr", "vars", "__builtins__"}
#: A module and a class of the same name: which of them is meant, nobody can say.
AMBIGUOUS = {"datetime"}


@dataclass
class Missing:
    """One name that the file uses and nobody defines."""

    name: str
    #: Its first use; None where nothing in the file uses it.
    node: ast.Name | None
    sentence: str
    #: The line that imports it; None where the frame defines it.
    imported: str | None = None


def find_missing(tree: ast.Module, source: str) -> list[Missing]:
    """Return what a pasted block lacks. A name that is neither a known import nor called is for
    Python itself to meet when it runs."""
    defined = _defined(tree, source)
    uses = {node.id: node for node in _names(tree) if node.id not in defined}
    found = list(_missing_app(defined, uses))
    called = {} if DYNAMIC & {node.id for node in _names(tree)} else _calls(tree)
    for name, node in reversed(uses.items()):
        if name == "app":
            continue
        imported = _import_of(name, tree)
        if imported is not None:
            said = f"'{name}' is used here and not imported: '{imported}' is missing."
            found.append(Missing(name, node, said, imported))
        elif name in called:
            said = f"'{name}' is called here and defined nowhere in this file."
            found.append(Missing(name, node, said))
    return found


def frame_for(missing: list[Missing], tree: ast.Module, *, inside: bool) -> dict[str, Any]:
    """Return the text that supplies all of it, and the line of the learner's file that it follows.
    `inside`: it will stand in that file, so that it need not import what is imported above it."""
    after_line = _end_of_imports(tree)
    names = {each.name for each in missing}
    above = _imported_until(tree, after_line) if inside else set()
    imports = {each.imported for each in missing if each.imported}
    if "app" in names and "FastAPI" not in above:
        imports.add("from fastapi import FastAPI")
    parts = _import_blocks(imports)
    if "app" in names:
        parts.append("app = FastAPI()")
    calls = _calls(tree)
    for each in missing:
        if each.imported is None and each.name != "app":
            parts.append("\n" + _placeholder(each.name, calls[each.name]))
    text = "\n\n".join(parts)
    return {"afterLine": after_line, "text": f"\n{text}" if after_line else text}


def _missing_app(defined: set[str], uses: dict[str, ast.Name]) -> Iterator[Missing]:
    if "app" not in defined:
        said = "This file defines no 'app'. It needs 'app = FastAPI()' before its first route."
        yield Missing("app", uses.get("app"), said)


def _import_of(name: str, tree: ast.Module) -> str | None:
    """Return the line that imports a well-known name."""
    if name in HOMES:
        return f"from {HOMES[name]} import {name}"
    known = getattr(importlib.import_module("fastapi"), name, None)
    if known is not None and (not isinstance(known, ModuleType) or name == "status"):
        return f"from fastapi import {name}"
    if name in sys.stdlib_module_names and name not in AMBIGUOUS and _is_base(name, tree):
        return f"import {name}"
    return None


def _is_base(name: str, tree: ast.Module) -> bool:
    """Whether something of it is used, as of a module."""
    return any(
        isinstance(node, ast.Attribute) and getattr(node.value, "id", None) == name
        for node in ast.walk(tree)
    )


def _import_blocks(lines: set[str]) -> list[str]:
    """Whole modules first, then one line for all names of a module."""
    whole = sorted(line for line in lines if line.startswith("import "))
    names: dict[str, list[str]] = {}
    for line in sorted(lines.difference(whole)):
        _, module, _, name = line.split()
        names.setdefault(module, []).append(name)
    single = [f"from {module} import {', '.join(found)}" for module, found in names.items()]
    return ["\n".join(block) for block in (whole, single) if block]


def _placeholder(name: str, calls: list[tuple[ast.Call, bool]]) -> str:
    first, awaited = calls[0]
    given = [argument.id for argument in first.args if isinstance(argument, ast.Name)]
    plain = len(given) == len(first.args) and not first.keywords and len(set(given)) == len(given)
    alike = all(len(call.args) == len(given) and not call.keywords for call, _ in calls)
    parameters = ", ".join(given) if plain and alike else "*args, **kwargs"
    return (
        f"{'async ' if awaited else ''}def {name}({parameters}):\n"
        "    # Yours goes here. Until then it fails, whatever it is given.\n"
        f'    raise NotImplementedError("{name} is called and not defined")'
    )


def _calls(tree: ast.Module) -> dict[str, list[tuple[ast.Call, bool]]]:
    """All calls by a plain name, and whether each is awaited. Those that are ready for a name that
    is not there are left to Python."""
    awaited = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Await)}
    ready = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Try) and "'NameError'" in "".join(map(ast.dump, node.handlers))
        for statement in node.body
        for inner in ast.walk(statement)
    }
    calls: dict[str, list[tuple[ast.Call, bool]]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and id(node) not in ready:
            calls.setdefault(node.func.id, []).append((node, id(node) in awaited))
    return calls


def _end_of_imports(tree: ast.Module) -> int:
    """Return the last line of the docstring and the imports that the file begins with, or 0."""
    end = 0
    for statement in tree.body:
        is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not (is_docstring or isinstance(statement, (ast.Import, ast.ImportFrom))):
            break
        end = statement.end_lineno or statement.lineno
    return end


def _imported_until(tree: ast.Module, line: int) -> set[str]:
    return {
        alias.asname or alias.name
        for statement in tree.body
        if isinstance(statement, (ast.Import, ast.ImportFrom)) and statement.lineno <= line
        for alias in statement.names
    }


def _names(tree: ast.Module) -> list[ast.Name]:
    """All names in the order of the file, the first use of each last."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset), reverse=True)


def _defined(tree: ast.Module, source: str) -> set[str]:
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
    if any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in ast.walk(tree)):
        defined |= {"app"} | {node.id for node in _names(tree)}
    return defined
