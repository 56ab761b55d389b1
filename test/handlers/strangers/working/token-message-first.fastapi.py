import asyncio
import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect, status

app = FastAPI()
TOKENS = {"tok-ada": "ada", "tok-grace": "grace"}


async def receive_object(websocket: WebSocket) -> dict:
    """The next message as an object, empty where it is none."""
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code") or 1005)
    try:
        value = json.loads(message.get("text") or "")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


async def authenticate(websocket: WebSocket) -> str | None:
    try:
        first = await asyncio.wait_for(receive_object(websocket), timeout=120)
    except TimeoutError:
        return None
    token = first.get("token")
    return TOKENS.get(token) if isinstance(token, str) else None


@app.websocket("/secure")
async def secure(websocket: WebSocket):
    await websocket.accept()
    try:
        user = await authenticate(websocket)
        if user is None:
            await websocket.close(code=status.WS_1008_POLICY_VIOLATION, reason="not authenticated")
            return
        await websocket.send_json({"type": "ready", "user": user})
        while True:
            message = await receive_object(websocket)
            await websocket.send_json({"type": "echo", "user": user, "keys": sorted(message)})
    except WebSocketDisconnect:
        print("client left")
