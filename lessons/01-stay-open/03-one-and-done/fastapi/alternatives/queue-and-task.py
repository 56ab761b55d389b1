import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Kitchen")


async def listen(websocket: WebSocket, inbox: asyncio.Queue) -> None:
    try:
        while True:
            inbox.put_nowait(await websocket.receive_json())
    except WebSocketDisconnect:
        inbox.put_nowait(None)


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    inbox: asyncio.Queue = asyncio.Queue()
    listening = asyncio.create_task(listen(websocket, inbox))
    number = 0
    try:
        while (message := await inbox.get()) is not None:
            if message["type"] == "done":
                await websocket.send_json({"type": "bill", "orders": number})
                break
            number += 1
            await websocket.send_json(
                {"type": "response", "data": "Message received", "id": message["id"], "number": number}
            )
        else:
            return
    finally:
        listening.cancel()
    await websocket.close(1000)
