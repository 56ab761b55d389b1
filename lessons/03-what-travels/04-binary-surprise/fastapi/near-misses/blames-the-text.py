import json
from typing import TypedDict

from fastapi import FastAPI, WebSocket

app = FastAPI(title="Thermometers")


class Reading(TypedDict):
    sensor: str
    celsius: float


latest: dict[str, float] = {}


def store(reading: Reading) -> dict[str, object]:
    latest[reading["sensor"]] = reading["celsius"]
    print(f"{reading['sensor']}: {reading['celsius']} °C, {len(latest)} sensors known")
    return {"type": "stored", **reading}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    print(f"{client_id} is connected")
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            break
        if message.get("bytes") is not None:
            await websocket.close(code=1007, reason="this is not text")
            break
        await websocket.send_json(store(json.loads(message["text"])))
    print(f"{client_id} has left")
