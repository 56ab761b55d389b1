import json
import traceback

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    while True:
        try:
            print("got", await websocket.receive_json())
            await websocket.send_json({"type": "response", "data": "Message received"})
        except WebSocketDisconnect:
            return
        except json.JSONDecodeError:
            traceback.print_exc()
            await websocket.send_json({"type": "error"})
