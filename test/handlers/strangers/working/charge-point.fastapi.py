"""A central system for charge points, after OCPP 1.6: [2, id, action, payload] is a call, [3, id, payload] its result."""
import json
from typing import Any

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
CALL, RESULT, ERROR = 2, 3, 4


class CentralSystem:
    def __init__(self, charge_point: str) -> None:
        self.charge_point = charge_point
        self.transactions = 0

    def on_boot_notification(self, payload: dict) -> dict:
        return {"status": "Accepted", "interval": 300, "currentTime": "2026-01-01T00:00:00Z"}

    def on_heartbeat(self, payload: dict) -> dict:
        return {"currentTime": "2026-01-01T00:00:00Z"}

    def on_start_transaction(self, payload: dict) -> dict:
        self.transactions += 1
        return {"transactionId": self.transactions, "idTagInfo": {"status": "Accepted"}}

    def route(self, action: str) -> Any:
        snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in action)
        return getattr(self, f"on{snake}", None)

    def answer(self, text: str | None) -> list:
        try:
            kind, id, action, payload = json.loads(text or "")
        except (ValueError, TypeError):
            return [ERROR, "-1", "FormationViolation", "", {}]
        if kind != CALL or not isinstance(action, str) or not isinstance(payload, dict):
            return [ERROR, str(id), "ProtocolError", "", {}]
        handler = self.route(action)
        if handler is None:
            return [ERROR, str(id), "NotImplemented", "", {}]
        return [RESULT, id, handler(payload)]


@app.websocket("/ocpp/{charge_point}")
async def ocpp(websocket: WebSocket, charge_point: str):
    offered = websocket.scope["subprotocols"]
    await websocket.accept(subprotocol="ocpp1.6" if "ocpp1.6" in offered else None)
    system = CentralSystem(charge_point)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            await websocket.send_json(system.answer(message.get("text")))
    except WebSocketDisconnect:
        print(f"{charge_point} is offline")
