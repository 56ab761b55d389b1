import asyncio
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

watchers: set[WebSocket] = set()


async def push_for_ever() -> None:
    beat = 0
    while True:
        await asyncio.sleep(10)
        beat += 1
        for watcher in tuple(watchers):
            with suppress(WebSocketDisconnect, RuntimeError):
                await watcher.send_json({"beat": beat})


@asynccontextmanager
async def lifespan(app: FastAPI):
    task = asyncio.create_task(push_for_ever())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


app = FastAPI(lifespan=lifespan)


@app.websocket("/watch")
async def watch(websocket: WebSocket):
    await websocket.accept()
    watchers.add(websocket)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await websocket.send_json({"watching": len(watchers)})
    except WebSocketDisconnect:
        pass
    finally:
        watchers.discard(websocket)
