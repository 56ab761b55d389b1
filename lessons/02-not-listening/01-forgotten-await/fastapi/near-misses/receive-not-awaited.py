from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            data = websocket.receive_text()
            print(f"📥 {client_id}")
            await websocket.send_text(f"got {data}")
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
