from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    print(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()
    print(f"✅ Connection accepted: {client_id}")

    try:
        while True:
            # Waiting for messages is what keeps the connection alive.
            await websocket.receive_text()
            await websocket.send_text("Message received")
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
