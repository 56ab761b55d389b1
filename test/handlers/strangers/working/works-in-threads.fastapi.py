import asyncio
import time

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def collatz(start: int) -> int:
    """How many steps it takes to 1. The library behind it is slow and blocks."""
    time.sleep(0.2)
    steps = 0
    while start != 1:
        start = 3 * start + 1 if start % 2 else start // 2
        steps += 1
    return steps


@app.websocket("/collatz")
async def collatz_endpoint(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text") or ""
            if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
                await websocket.send_text("a positive number, please")
                continue
            await websocket.send_text(f"{text} takes {await asyncio.to_thread(collatz, int(text))} steps")
    except WebSocketDisconnect:
        pass
