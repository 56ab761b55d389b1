import traceback

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Rooms")

rooms = {
    "lobby": {"topic": "welcome"},
    "kitchen": {"topic": "soup"},
}


def load_room(name: str) -> dict[str, str]:
    if name not in rooms:
        raise LookupError(f"no such room: {name}")
    return rooms[name]


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive_json()
            room = load_room(message["room"])
            print(f"{client_id} enters: {room['topic']}")
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        print(f"👋 {client_id} has gone")
    except Exception as e:
        print(f"💥 Error for {client_id}: {e}")
        traceback.print_exc()
        await websocket.close(code=1011, reason="Internal server error")
        raise
