from fastapi import FastAPI, WebSocket

app = FastAPI(title="Weather")


async def greet(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    print(f"✅ Connection accepted: {client_id}")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    print(f"🔄 Connection attempt: {client_id}")
    await greet(websocket, client_id)
