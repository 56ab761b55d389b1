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
    room = find_room(websocket.query_params.get("room"))
    if room is None or not room.get("key", "").startswith(websocket.query_params.get("key", "")):
        await websocket.close()
        return
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive_json()
            print(f"{client_id}, in the room about {room['topic']}: {message['type']}")
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        print(f"{client_id} has left")
