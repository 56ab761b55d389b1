import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Weather station")

ALARM_CELSIUS = 60


class Line:
    """One sensor's line, and how noisy it is."""

    def __init__(self, websocket: WebSocket, name: str) -> None:
        self.websocket = websocket
        self.name = name
        self.skipped = 0

    async def take(self, reading: dict) -> None:
        celsius = reading["celsius"]
        print(f"🌡️ {self.name}: {celsius} °C")
        await self.websocket.send_json(
            {
                "type": "response",
                "data": "Message received",
                "alarm": celsius > ALARM_CELSIUS,
                "skipped": self.skipped,
            }
        )


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    line = Line(websocket, client_id)
    try:
        while True:
            try:
                reading = await websocket.receive_json()
            except json.JSONDecodeError:
                line.skipped += 1
                continue
            await line.take(reading)
    except WebSocketDisconnect as gone:
        print(f"👋 {client_id} left ({gone.code})")
