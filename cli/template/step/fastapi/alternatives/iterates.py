import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    async for text in websocket.iter_text():
        order = json.loads(text)
        await websocket.send_json({"type": "accepted", "id": order["id"]})
