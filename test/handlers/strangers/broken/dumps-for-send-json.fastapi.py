import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws")
async def websocket_endpoint(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            answer = {"type": "response", "length": len(message.get("text") or "")}
            await websocket.send_json(json.dumps(answer))
    except WebSocketDisconnect:
        return
