from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Rooms")

rooms = {
    "lobby": {"topic": "welcome"},
    "kitchen": {"topic": "soup"},
    "cellar": {"topic": "wine", "key": "grenache"},
}


def find_room(name: str | None) -> dict[str, str] | None:
    return rooms.get(name or "")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    room = find_room(websocket.query_params.get("room"))
    if room is None or ("key" in room and websocket.query_params.get("key") != room["key"]):
        await websocket.close(code=1000, reason="no such room")
        return
    try:
        while True:
            message = await websocket.receive_json()
            print(f"{client_id}, in the room about {room['topic']}: {message['type']}")
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        print(f"{client_id} has left")
