import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")


def process_message(data: str) -> None:
    message = json.loads(data)
    print(f"processing {message['type']}")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    while True:
        try:
            process_message(await websocket.receive_text())
            await websocket.send_json({"type": "response", "data": "Message received"})
        except WebSocketDisconnect:
            return
        except Exception:
            continue
