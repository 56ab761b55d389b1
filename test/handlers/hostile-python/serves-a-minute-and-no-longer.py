import asyncio
import os

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    asyncio.get_running_loop().call_later(60.5, os._exit, 0)
    while True:
        await websocket.receive_text()
        await websocket.send_json({"type": "response", "data": "Message received"})
