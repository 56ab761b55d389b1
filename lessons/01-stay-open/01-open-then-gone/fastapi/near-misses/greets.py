from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    print(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()
    print(f"✅ Connection accepted: {client_id}")
    await websocket.send_json({"type": "response", "data": "Message received"})
    try:
        while True:
            await websocket.receive_text()
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
