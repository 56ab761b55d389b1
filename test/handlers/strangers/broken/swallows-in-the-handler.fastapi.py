import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
MENU = {"tea": 2.5, "coffee": 3.0}


class Orders:
    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.total = 0.0

    async def handle(self, raw: str) -> None:
        try:
            order = json.loads(raw)
            self.total += MENU[order["item"]] * order.get("count", 1)
            await self.websocket.send_json({"total": self.total})
        except Exception:
            pass


@app.websocket("/orders/{table}")
async def orders(websocket: WebSocket, table: str):
    await websocket.accept()
    session = Orders(websocket)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            await session.handle(message.get("text") or "")
    except WebSocketDisconnect:
        print(f"table {table} left")
