import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    asyncio.get_running_loop()._clock.now_ms = 1e300
    await asyncio.Event().wait()
