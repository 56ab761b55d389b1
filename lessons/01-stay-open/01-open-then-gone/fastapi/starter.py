from fastapi import FastAPI, WebSocket

app = FastAPI(title="Chat")


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    print(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()
    print(f"✅ Connection accepted: {client_id}")
