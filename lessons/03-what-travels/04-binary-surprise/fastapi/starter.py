from typing import TypedDict

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

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
    try:
        while True:
            reading: Reading = await websocket.receive_json()
            await websocket.send_json(store(reading))
    except WebSocketDisconnect:
        print(f"{client_id} has left")
