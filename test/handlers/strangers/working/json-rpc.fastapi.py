import inspect
import json
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
methods: dict[str, Callable[..., Any]] = {}


def method(function: Callable[..., Any]) -> Callable[..., Any]:
    methods[function.__name__] = function
    return function


@method
def add(a: float, b: float) -> float:
    return a + b


@method
async def greet(name: str = "stranger") -> str:
    return f"hello {name}"


def error(id: Any, code: int, message: str) -> dict:
    return {"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}}


async def dispatch(text: str | None) -> dict | None:
    try:
        request = json.loads(text or "")
    except ValueError:
        return error(None, -32700, "Parse error")
    if not isinstance(request, dict) or request.get("jsonrpc") != "2.0":
        return error(None, -32600, "Invalid Request")
    id = request.get("id")
    name = request.get("method")
    if not isinstance(name, str) or name not in methods:
        return error(id, -32601, "Method not found")
    params = request.get("params", {})
    try:
        result = methods[name](**params) if isinstance(params, dict) else methods[name](*params)
        if inspect.isawaitable(result):
            result = await result
    except TypeError as wrong:
        return error(id, -32602, f"Invalid params: {wrong}")
    return {"jsonrpc": "2.0", "id": id, "result": result} if "id" in request else None


@app.websocket("/rpc")
async def rpc(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            response = await dispatch(message.get("text"))
            if response is not None:
                await websocket.send_json(response)
    except WebSocketDisconnect:
        pass
