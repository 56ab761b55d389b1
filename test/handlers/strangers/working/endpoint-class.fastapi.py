import json
from typing import Any

from fastapi import FastAPI
from starlette.endpoints import WebSocketEndpoint
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket


class Sorter(WebSocketEndpoint):
    """Sorts lists of numbers."""

    async def decode(self, websocket: WebSocket, message: Any) -> Any:
        try:
            return json.loads(message.get("text") or "null")
        except ValueError:
            return None

    async def on_connect(self, websocket: WebSocket) -> None:
        self.sorted = 0
        await websocket.accept()

    async def on_receive(self, websocket: WebSocket, data: Any) -> None:
        if not isinstance(data, list) or not all(isinstance(each, (int, float)) for each in data):
            await websocket.send_json({"error": "expected a list of numbers"})
            return
        self.sorted += 1
        await websocket.send_json({"sorted": sorted(data), "number": self.sorted})

    async def on_disconnect(self, websocket: WebSocket, close_code: int) -> None:
        print(f"sorted {self.sorted} lists, closed with {close_code}")


app = FastAPI(routes=[WebSocketRoute("/sort", Sorter)])
