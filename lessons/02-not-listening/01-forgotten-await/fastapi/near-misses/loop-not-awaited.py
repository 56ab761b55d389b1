from fastapi import FastAPI, WebSocket

app = FastAPI(title="Chat")


async def talk(websocket: WebSocket) -> None:
    while True:
        await websocket.receive_text()
        await websocket.send_json({"type": "response", "data": "Message received"})


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    talk(websocket)
