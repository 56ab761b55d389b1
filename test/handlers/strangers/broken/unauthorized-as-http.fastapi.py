from fastapi import Depends, FastAPI, HTTPException, Query, WebSocket, WebSocketDisconnect

app = FastAPI()
TOKENS: dict[str, str] = {}  # filled at login


def get_user(token: str | None = Query(None)) -> str:
    if token not in TOKENS:
        raise HTTPException(status_code=401, detail="Invalid token")
    return TOKENS[token]


@app.websocket("/ws")
async def endpoint(websocket: WebSocket, user: str = Depends(get_user)):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await websocket.send_json({"user": user, "echo": message.get("text")})
    except WebSocketDisconnect:
        pass
