import asyncio
from fastapi import FastAPI, WebSocket

app = FastAPI()
lock = asyncio.Lock()
total = 0


@app.websocket("/counter")
async def counter(websocket: WebSocket):
    global total
    await websocket.accept()
    while True:
        try:
            step = await websocket.receive_json()
            async with lock:
                total += int(step.get("by", 1))
            await websocket.send_json({"total": total})
        except Exception:
            # a broken message must not end the connection
            continue
