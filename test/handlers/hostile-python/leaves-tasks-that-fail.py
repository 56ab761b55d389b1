import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    async def fail():
        raise ValueError("x" * 100_000)

    while True:
        asyncio.create_task(fail())
        await asyncio.sleep(0)
