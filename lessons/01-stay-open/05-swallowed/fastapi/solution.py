import json
import traceback

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

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
            try:
                process_message(data)
            except ValueError:
                # This message is bad; the connection is not.
                print(f"💥 Bad message from {client_id}")
                traceback.print_exc()
                await websocket.send_json({"type": "error"})
                continue
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        pass
