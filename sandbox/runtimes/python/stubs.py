"""Writes what an editor needs to know of FastAPI, Starlette and uvicorn as they are installed: names, signatures and docs, without the code.

Nothing is imported and nothing runs: the sources are read. The first argument is sys.path, as JSON.
"""

import ast
import importlib.util
import json
import pathlib
import sys

PACKAGES = ("fastapi", "starlette", "uvicorn")
# Of uvicorn what starts a server.
UVICORN = {"__init__.py", "_types.py", "config.py", "main.py", "server.py"}
LEFT_OUT = {"__main__.py", "cli.py", "testclient.py"}
KEPT_DECORATORS = {"property", "staticmethod", "classmethod", "overload", "setter", "contextmanager", "asynccontextmanager"}

# Starlette says nothing about these itself.
DOCS = {
    "WebSocket": "One WebSocket connection, as its handler sees it. When the handler ends, so does the connection.",
    "WebSocket.accept": "Answers the opening handshake with 101. Nothing can be sent or received before.\n\n"
    "A handler that returns or raises without it refuses the handshake with 500.",
    "WebSocket.receive_text": "Waits for the next message and gives its text. Messages that came before are queued, none is lost.\n\n"
    "Raises `WebSocketDisconnect` when the other side has gone.",
    "WebSocket.receive_bytes": "Waits for the next message and gives its bytes.\n\n"
    "Raises `WebSocketDisconnect` when the other side has gone.",
    "WebSocket.receive_json": "Waits for the next message and parses it as JSON.\n\n"
    "Raises `WebSocketDisconnect` when the other side has gone, and `json.JSONDecodeError` when the message is not JSON.",
    "WebSocket.iter_text": "Gives the text of each message, and ends when the other side has gone: `async for text in websocket.iter_text()`.",
    "WebSocket.iter_bytes": "Gives the bytes of each message, and ends when the other side has gone.",
    "WebSocket.iter_json": "Gives each message, parsed as JSON, and ends when the other side has gone.",
    "WebSocket.send_text": "Sends one text message.",
    "WebSocket.send_bytes": "Sends one binary message.",
    "WebSocket.send_json": "Sends the value as JSON, in one text message; in a binary one with `mode=\"binary\"`.",
    "WebSocket.close": "Starts the closing handshake. Before `accept`, it refuses the opening handshake with 403.\n\n"
    "`code` is 1000 by default; 1011 says that the server met an unexpected fault. `reason` is at most 123 bytes of UTF-8.",
    "WebSocket.send_denial_response": "Refuses the opening handshake with a response of your own, instead of `accept`.",
    "WebSocketDisconnect": "Raised by a receive when the other side has gone: the ordinary end of a conversation.\n\n"
    "`code` is 1000 or 1001 after a goodbye, 1005 for a close frame without a code, 1006 when there was none.",
}


class Outline(ast.NodeTransformer):
    """Leaves what a reader of the docs sees."""

    def __init__(self):
        self.inside = []

    def visit_ClassDef(self, node):
        self.inside.append(node.name)
        self.generic_visit(node)
        self.document(node, ".".join(self.inside))
        self.inside.pop()
        return node

    def visit_FunctionDef(self, node):
        name = ".".join([*self.inside, node.name])
        node.decorator_list = [one for one in node.decorator_list if decorator_name(one) in KEPT_DECORATORS]
        self.visit(node.args)
        if node.returns:
            node.returns = self.visit(node.returns)
        doc = ast.get_docstring(node)
        node.body = [ast.Expr(ast.Constant(doc))] if doc else []
        self.document(node, name)
        node.body.append(ast.Expr(ast.Constant(...)))
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Subscript(self, node):
        """`Annotated[str, Doc("...")]` is `str` with a page of text."""
        self.generic_visit(node)
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
        annotated = isinstance(node.value, ast.Name) and node.value.id == "Annotated"
        if annotated and all(decorator_name(part) in ("Doc", "deprecated") for part in parts[1:]):
            return parts[0]
        return node

    @staticmethod
    def document(node, name):
        if name in DOCS and ast.get_docstring(node) is None:
            node.body.insert(0, ast.Expr(ast.Constant(DOCS[name])))


def decorator_name(node):
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def is_kept(package, file):
    return file.name in UVICORN and file.parent.name == package if package == "uvicorn" else file.name not in LEFT_OUT


def outline(source):
    return ast.unparse(ast.fix_missing_locations(Outline().visit(ast.parse(source))))


def main():
    sys.path[:] = json.loads(sys.argv[1])
    stubs = {}
    for package in PACKAGES:
        (folder,) = importlib.util.find_spec(package).submodule_search_locations
        for file in sorted(pathlib.Path(folder).rglob("*.py")):
            if is_kept(package, file):
                name = file.relative_to(pathlib.Path(folder).parent).as_posix()
                stubs[name + "i"] = outline(file.read_text(encoding="utf-8"))
    sys.stdout.reconfigure(encoding="utf-8")
    json.dump(stubs, sys.stdout, ensure_ascii=False)


main()
