import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


class Hub:
    """Each subscriber has a queue of its own; a slow one loses its oldest messages."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str]] = set()

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[asyncio.Queue[str]]:
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=100)
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    def publish(self, message: str) -> None:
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(message)


hub = Hub()


async def write(websocket: WebSocket, queue: "asyncio.Queue[str]") -> None:
    while True:
        await websocket.send_text(await queue.get())


async def read(websocket: WebSocket) -> None:
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if message.get("text"):
            hub.publish(message["text"][:1000])


@app.websocket("/hub")
async def hub_endpoint(websocket: WebSocket):
    await websocket.accept()
    async with hub.subscribe() as queue:
        tasks = {asyncio.create_task(write(websocket, queue)), asyncio.create_task(read(websocket))}
        _done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception) and not isinstance(result, WebSocketDisconnect):
                raise result
