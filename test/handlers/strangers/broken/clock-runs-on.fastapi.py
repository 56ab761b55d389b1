import asyncio
from datetime import datetime, timezone

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
background: set[asyncio.Task] = set()


async def clock(websocket: WebSocket):
    while True:
        await asyncio.sleep(1)
        try:
            await websocket.send_json({"now": datetime.now(timezone.utc).isoformat()})
        except Exception:
            print("could not send the time")


@app.websocket("/clock")
async def clock_endpoint(websocket: WebSocket):
    await websocket.accept()
    background.add(asyncio.create_task(clock(websocket)))
    try:
        while (await websocket.receive())["type"] != "websocket.disconnect":
            await websocket.send_json({"ok": True})
    except WebSocketDisconnect:
        pass
