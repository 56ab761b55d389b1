from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Echo")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    print(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()
    print(f"✅ Connection accepted: {client_id}")

    try:
        while True:
            print(f"⏳ Waiting for message from {client_id}")
            data = await websocket.receive_text()
            print(f"📥 Received from {client_id}: {data}")
            await websocket.send_text(data)
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
