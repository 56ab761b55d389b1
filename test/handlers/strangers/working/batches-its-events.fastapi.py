import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


class Batch:
    """Collects what comes within 50 ms and answers it in one message."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.items: list[str] = []
        self.timer: asyncio.Task | None = None

    def add(self, item: str) -> None:
        self.items.append(item)
        if self.timer is None:
            self.timer = asyncio.create_task(self.flush())

    async def flush(self) -> None:
        await asyncio.sleep(0.05)
        items, self.items, self.timer = self.items, [], None
        try:
            await self.websocket.send_json({"batch": items})
        except (WebSocketDisconnect, RuntimeError):
            pass


@app.websocket("/batch")
async def batch_endpoint(websocket: WebSocket):
    await websocket.accept()
    batch = Batch(websocket)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            batch.add((message.get("text") or "binary")[:60])
    except WebSocketDisconnect:
        pass
    finally:
        if batch.timer:
            batch.timer.cancel()
