import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: int):
    await websocket.accept()
    try:
        while True:
            data = await websocket.receive()
            if data["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(data.get("code", 1000))
            message = json.loads(data.get("text") or "null")
            await websocket.send_json({"client": client_id, "received": message})
    except WebSocketDisconnect as e:
        print(f"Client #{client_id} left ({e.code})")
