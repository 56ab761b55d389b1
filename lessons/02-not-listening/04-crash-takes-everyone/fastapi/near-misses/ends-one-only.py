import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Tea prices")

prices = {"sencha": 12, "matcha": 30, "thé à la menthe": 9}


async def look_up(item: str) -> int:
    await asyncio.sleep(0.05)  # the price list is on another machine
    return prices[item]


class Desk:
    """The quotes of one connection that are being worked on."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.pending = 0
        self.tasks: set[asyncio.Task] = set()

    def start(self, message: dict) -> None:
        task = asyncio.create_task(self.quote(message))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def quote(self, message: dict) -> None:
        self.pending += 1
        item = message["item"].strip().lower()
        total = await look_up(item) * message["amount"]
        await self.websocket.send_json({"type": "quote", "id": message["id"], "total": total})
        self.pending -= 1


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    desk = Desk(websocket)
    try:
        while True:
            message = await websocket.receive_json()
            if message["type"] == "status":
                await websocket.send_json({"type": "status", "pending": desk.pending})
            else:
                await desk.quote(message)
    except WebSocketDisconnect:
        print(f"👋 {client_id} left with {desk.pending} quotes pending")
