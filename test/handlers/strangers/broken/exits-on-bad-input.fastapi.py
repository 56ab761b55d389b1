import os
import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def die(message: str):
    print(f"fatal: {message}", flush=True)
    os._exit(2)


@app.websocket("/feed")
async def feed(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            try:
                value = json.loads(message.get("text") or "")
            except ValueError as error:
                die(str(error))
            await websocket.send_json({"stored": value})
    except WebSocketDisconnect:
        return
