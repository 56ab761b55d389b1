import functools
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


def guarded(serve):
    @functools.wraps(serve)
    async def endpoint(websocket: WebSocket, client_id: str) -> None:
        await websocket.accept()
        try:
            await serve(websocket, client_id)
        except WebSocketDisconnect:
            return
        except Exception as e:
            traceback.print_exception(type(e), e, e.__traceback__)
            await websocket.close(1011, "Internal server error")

    return endpoint


@app.websocket("/ws/{client_id}")
@guarded
async def enter(websocket: WebSocket, client_id: str) -> None:
    async for message in websocket.iter_json():
        load_room(message["room"])
        await websocket.send_json({"type": "response", "data": "Message received"})
