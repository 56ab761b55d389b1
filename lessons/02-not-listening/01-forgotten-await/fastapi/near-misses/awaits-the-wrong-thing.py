import asyncio
import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")


async def reply(websocket: WebSocket) -> None:
    await asyncio.sleep(0)
    websocket.send_text(json.dumps({"type": "response", "data": "Message received"}))


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            data = await websocket.receive_text()
            print(f"📥 {client_id}: {data}")
            await asyncio.sleep(0.05)  # the database takes note of it
            await reply(websocket)
            print(f"replied to {client_id}")
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
