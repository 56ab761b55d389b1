import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Score board")


class ScoreError(Exception):
    """A score that the board does not take."""


class Board:
    def __init__(self) -> None:
        self.totals: dict[str, int] = {}

    def add(self, player: str, points: int) -> int:
        total = self.totals.get(player, 0) + points
        if total > 100:
            raise ScoreError("over 100")
        self.totals[player] = total
        return total


def answer(board: Board, text: str) -> dict:
    message = json.loads(text)
    if message["type"] != "score":
        return {"type": "error", "reason": "not a score"}
    player = message["player"]
    try:
        total = board.add(player, message["points"])
    except ScoreError as error:
        return {"type": "error", "reason": str(error)}
    return {"type": "response", "data": "Message received", "player": player, "total": total}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    board = Board()
    try:
        while True:
            text = await websocket.receive_text()
            await websocket.send_json(answer(board, text))
    except WebSocketDisconnect:
        print(f"👋 {client_id} leaves with {board.totals}")
