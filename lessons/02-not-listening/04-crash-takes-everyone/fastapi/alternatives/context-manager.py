import asyncio
from contextlib import contextmanager

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()

prices = {"sencha": 12, "matcha": 30, "thé à la menthe": 9}


class Pending:
    count = 0

    @contextmanager
    def one(self):
        self.count += 1
        try:
            yield
        finally:
            self.count -= 1


async def quote(websocket: WebSocket, pending: Pending, message: dict) -> None:
    answer: dict = {"type": "error", "id": message["id"]}
    with pending.one():
        item = message.get("item")
        await asyncio.sleep(0.05)
        if isinstance(item, str) and item.strip().lower() in prices:
            answer = {"type": "quote", "id": message["id"], "total": prices[item.strip().lower()] * message["amount"]}
    try:
        await websocket.send_json(answer)
    except (WebSocketDisconnect, RuntimeError):
        print("the client has left before its answer")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    pending = Pending()
    running: list[asyncio.Task] = []
    async for message in websocket.iter_json():
        if message["type"] == "status":
            await websocket.send_json({"type": "status", "pending": pending.count})
            continue
        running = [task for task in running if not task.done()]
        running.append(asyncio.create_task(quote(websocket, pending, message)))
    await asyncio.gather(*running, return_exceptions=True)
