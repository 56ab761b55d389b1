import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()


async def answer(websocket: WebSocket, inbox: asyncio.Queue[str]) -> None:
    while True:
        await inbox.get()
        await websocket.send_json({"type": "response", "data": "Message received"})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    inbox: asyncio.Queue[str] = asyncio.Queue()
    sender = asyncio.create_task(answer(websocket, inbox))
    async for data in websocket.iter_text():
        await inbox.put(data)
    sender.cancel()
    await asyncio.gather(sender, return_exceptions=True)
