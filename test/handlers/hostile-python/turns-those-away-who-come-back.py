from fastapi import FastAPI, WebSocket

app = FastAPI()


seen = set()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()
    if client_id in seen:
        return
    seen.add(client_id)
    while True:
        await websocket.receive_text()
        await websocket.send_json({"type": "response", "data": "Message received"})
