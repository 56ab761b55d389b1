import json
from collections.abc import AsyncIterator

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Score board")


class Refused(Exception):
    reason = "refused"


class NotJson(Refused):
    reason = "invalid JSON"


class NotAScore(Refused):
    reason = "not a score"


class TooMany(Refused):
    reason = "over 100"


class Board:
    def __init__(self) -> None:
        self.totals: dict[str, int] = {}

    def take(self, text: str) -> dict:
        player, points = self.read(text)
        total = self.totals.get(player, 0) + points
        if total > 100:
            raise TooMany(player)
        self.totals[player] = total
        return {"type": "response", "data": "Message received", "player": player, "total": total}

    @staticmethod
    def read(text: str) -> tuple[str, int]:
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            raise NotJson from error
        fields = value if type(value) is dict else {}
        player, points = fields.get("player"), fields.get("points")
        if fields.get("type") != "score" or type(player) is not str or type(points) is not int:
            raise NotAScore(text[:40])
        return player, points


async def texts(websocket: WebSocket) -> AsyncIterator[str]:
    try:
        while True:
            yield await websocket.receive_text()
    except WebSocketDisconnect:
        return


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    board = Board()
    async for text in texts(websocket):
        try:
            await websocket.send_json(board.take(text))
        except Refused as refused:
            await websocket.send_json({"type": "error", "reason": refused.reason})
