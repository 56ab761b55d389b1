import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    await asyncio.get_running_loop().getaddrinfo("localhost", 80)
