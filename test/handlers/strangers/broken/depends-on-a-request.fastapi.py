from fastapi import Depends, FastAPI, Request, WebSocket, WebSocketDisconnect

app = FastAPI()
USERS = {"k1": "ada"}


# the same dependency as everywhere in the REST API
async def current_user(request: Request) -> str:
    return USERS.get(request.headers.get("x-api-key", ""), "anonymous")


@app.get("/me")
async def me(user: str = Depends(current_user)):
    return {"user": user}


@app.websocket("/ws")
async def endpoint(websocket: WebSocket, user: str = Depends(current_user)):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await websocket.send_json({"user": user, "echo": message.get("text")})
    except WebSocketDisconnect:
        pass
