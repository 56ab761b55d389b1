import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


def process_message(message: dict) -> dict:
    return {"type": "response", "to": message["from"], "data": message["data"][::-1]}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()
    try:
        while True:
            data = await websocket.receive_text()
            response = process_message(json.loads(data))
            await websocket.send_text(json.dumps(response))
    except Exception:
        pass
