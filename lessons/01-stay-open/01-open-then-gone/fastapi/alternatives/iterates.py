from fastapi import FastAPI, WebSocket

app = FastAPI(title="Chat")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    async for _ in websocket.iter_text():
        await websocket.send_text('{"data": "Message received", "type": "response"}')
