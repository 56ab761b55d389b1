from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Mailbox")

sessions = {"81f0c2aa": "Ana", "3d94e671": "Ben"}
tokens = {"5b07c3d9": "the backup"}
pages = {"https://app.example.test", "https://admin.example.test"}


def owner_of(websocket: WebSocket) -> str | None:
    scheme, _, token = websocket.headers.get("authorization", "").partition(" ")
    if scheme == "Bearer":
        return tokens.get(token)
    return sessions.get(websocket.cookies.get("session", ""))


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    owner = owner_of(websocket)
    if owner is None:
        await websocket.close()
        return
    await websocket.accept()
    if owner in sessions.values() and websocket.headers.get("origin") not in pages:
        await websocket.close(code=4403, reason="unknown page")
        return
    try:
        while True:
            message = await websocket.receive_json()
            await websocket.send_json({"type": "mail", "owner": owner, "box": message["box"]})
    except WebSocketDisconnect:
        print(f"{client_id} has left")
