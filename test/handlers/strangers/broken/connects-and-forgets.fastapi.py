from fastapi import FastAPI, WebSocket

app = FastAPI()
clients: dict[str, WebSocket] = {}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()
    clients[client_id] = websocket
    print(f"Client {client_id} connected, {len(clients)} clients")
