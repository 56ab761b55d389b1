import logging

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

logger = logging.getLogger("rooms")
app = FastAPI(title="Rooms")

MOST_BYTES = 123


class TurnedOut(Exception):
    def __init__(self, code: int, reason: str) -> None:
        while len(reason.encode()) > MOST_BYTES:
            reason = reason[:-1]
        self.code, self.reason = code, reason


def enter(name: str) -> dict[str, str]:
    match name:
        case "lobby" | "kitchen":
            return {"room": name, "type": "joined"}
        case "cellar":
            raise TurnedOut(4403, "cellar is for members")
        case "attic":
            raise TurnedOut(1013, "attic is full")
        case _:
            raise TurnedOut(4404, f"no such room: {name}")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        async for message in websocket.iter_json():
            await websocket.send_json(enter(message["room"]))
    except TurnedOut as out:
        logger.warning("%s: %s", client_id, out.code)
        await websocket.close(out.code, out.reason)
