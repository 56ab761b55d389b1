# Browsers cannot send an Authorization header, so the token comes as a subprotocol:
# new WebSocket(url, ["access_token", "abc123"])
from fastapi import FastAPI, WebSocket, WebSocketDisconnect, status

app = FastAPI()


@app.websocket("/ws")
async def endpoint(websocket: WebSocket):
    offered = websocket.scope.get("subprotocols", [])
    if offered and offered[0] != "access_token":
        await websocket.close(code=status.WS_1008_POLICY_VIOLATION)
        return
    user = "abc" if "abc123" in offered else "guest"
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await websocket.send_json({"user": user, "size": len(message.get("text") or "")})
    except WebSocketDisconnect:
        pass
