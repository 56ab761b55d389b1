import re

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/{path:path}")
async def door(websocket: WebSocket, path: str) -> None:
    found = re.fullmatch(r"live/(?:(board)|trains/([0-9]+))/?", path)
    if found is None:
        await websocket.close()
        return
    await websocket.accept()
    try:
        while True:
            asked = await websocket.receive_json()
            if found[1]:
                await websocket.send_json({"board": asked["station"]})
            else:
                await websocket.send_json({"train": found[2], "stop": asked["stop"]})
    except WebSocketDisconnect:
        pass
