import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    loop = type(asyncio.get_running_loop())
    loop.time = lambda self: 0
    loop._run_once = lambda self: None
    await asyncio.Event().wait()
