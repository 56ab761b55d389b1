import json
from collections import deque
from typing import Annotated

from fastapi import FastAPI, Query, WebSocket, WebSocketDisconnect

app = FastAPI()
log: deque[dict] = deque(maxlen=200)
followers: list[WebSocket] = []
last_id = 0


async def append(data: str) -> None:
    global last_id
    last_id += 1
    event = {"id": last_id, "data": data}
    log.append(event)
    for follower in followers[:]:
        try:
            await follower.send_text(json.dumps(event))
        except Exception as error:
            print(f"a follower could not be reached: {error!r}")


@app.websocket("/log")
async def follow(websocket: WebSocket, since: Annotated[int, Query(ge=0)] = 0):
    await websocket.accept()
    for event in [each for each in log if each["id"] > since]:
        await websocket.send_text(json.dumps(event))
    followers.append(websocket)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            if message.get("text"):
                await append(message["text"][:80])
    except WebSocketDisconnect:
        pass
    finally:
        followers.remove(websocket)
