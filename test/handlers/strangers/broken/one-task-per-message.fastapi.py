import asyncio
import itertools

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
latencies = itertools.cycle([0.25, 0.1, 0.01])


async def answer(websocket: WebSocket, text: str) -> None:
    await asyncio.sleep(next(latencies))  # whichever backend is free
    await websocket.send_text(f"translated {text!r:.80}")


@app.websocket("/translate")
async def translate(websocket: WebSocket):
    await websocket.accept()
    async with asyncio.TaskGroup() as group:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            group.create_task(guarded(websocket, message.get("text") or ""))


async def guarded(websocket: WebSocket, text: str) -> None:
    try:
        await answer(websocket, text)
    except (WebSocketDisconnect, RuntimeError):
        pass
