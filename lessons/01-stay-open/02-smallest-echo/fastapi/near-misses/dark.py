from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Echo")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    print(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()

    try:
        while True:
            data = await websocket.receive_text()
            await websocket.send_text(f"Echo: {data}")
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
