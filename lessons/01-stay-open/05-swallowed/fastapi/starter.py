import json

from fastapi import FastAPI, WebSocket

app = FastAPI(title="Chat")


def process_message(data: str) -> None:
    message = json.loads(data)
    print(f"processing {message['type']}")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            data = await websocket.receive_text()
            process_message(data)
            await websocket.send_json({"type": "response", "data": "Message received"})
    except Exception as e:
        pass
