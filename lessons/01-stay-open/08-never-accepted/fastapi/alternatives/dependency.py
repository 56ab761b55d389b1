from typing import Annotated

from fastapi import Depends, FastAPI, Query, WebSocket, WebSocketException

app = FastAPI(title="Rooms")

keys = {"lobby": None, "kitchen": None, "cellar": "grenache"}


async def entered(room: Annotated[str, Query()] = "", key: str | None = None) -> str:
    if room not in keys or keys[room] not in (None, key):
        raise WebSocketException(code=4404, reason="no such room, or another key")
    return room


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(
    websocket: WebSocket, client_id: str, room: Annotated[str, Depends(entered)]
) -> None:
    await websocket.accept()
    print(f"{client_id} enters {room}")
    async for _ in websocket.iter_json():
        await websocket.send_json({"type": "response", "data": "Message received"})
