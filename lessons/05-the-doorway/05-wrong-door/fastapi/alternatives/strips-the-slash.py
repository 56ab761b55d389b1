import json

from fastapi import FastAPI, WebSocket
from starlette.types import ASGIApp, Receive, Scope, Send


class OneSpelling:
    """A path with a slash at its end is the same one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] != "/":
            scope = {**scope, "path": scope["path"].rstrip("/")}
        await self.app(scope, receive, send)


app = FastAPI()
app.add_middleware(OneSpelling)


@app.websocket("/live/board")
async def board(websocket: WebSocket):
    await websocket.accept()
    async for message in websocket.iter_text():
        await websocket.send_text(json.dumps({"board": json.loads(message)["station"]}))


@app.websocket("/live/trains/{number}")
async def train(websocket: WebSocket, number: int):
    await websocket.accept()
    async for message in websocket.iter_text():
        await websocket.send_text(json.dumps({"stop": json.loads(message)["stop"], "train": str(number)}))
