from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
online: dict[str, list[WebSocket]] = {}


async def announce(user: str, state: str) -> None:
    for name, sockets in list(online.items()):
        if name == user:
            continue
        for socket in list(sockets):
            try:
                await socket.send_json({"user": user, "state": state})
            except (WebSocketDisconnect, RuntimeError):
                pass


@app.websocket("/presence/{user}")
async def presence(websocket: WebSocket, user: str):
    await websocket.accept()
    first = not online.get(user)
    online.setdefault(user, []).append(websocket)
    if first:
        await announce(user, "here")
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            await websocket.send_json({"online": sorted(online)})
    except WebSocketDisconnect:
        pass
    finally:
        online[user].remove(websocket)
        if not online[user]:
            del online[user]
            await announce(user, "away")
