from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
sessions: dict[str, WebSocket] = {}


@app.websocket("/session/{user}")
async def session(websocket: WebSocket, user: str):
    await websocket.accept()
    older = sessions.get(user)
    sessions[user] = websocket
    if older is not None:
        try:
            await older.close(code=4000, reason="logged in elsewhere")
        except (WebSocketDisconnect, RuntimeError):
            pass
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            if sessions.get(user) is websocket:
                await websocket.send_json({"user": user, "length": len(message.get("text") or "")})
    except WebSocketDisconnect:
        pass
    finally:
        if sessions.get(user) is websocket:
            del sessions[user]
