import asyncio
from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, WebSocket, WebSocketDisconnect

router = APIRouter(prefix="/rooms", tags=["rooms"])


class Rooms:
    def __init__(self) -> None:
        self._members: defaultdict[str, set[WebSocket]] = defaultdict(set)

    def join(self, room: str, websocket: WebSocket) -> None:
        self._members[room].add(websocket)

    def leave(self, room: str, websocket: WebSocket) -> None:
        self._members[room].discard(websocket)
        if not self._members[room]:
            del self._members[room]

    async def publish(self, room: str, message: dict) -> None:
        sends = [member.send_json(message) for member in self._members[room]]
        await asyncio.gather(*sends, return_exceptions=True)


rooms = Rooms()


def get_rooms() -> Rooms:
    return rooms


@router.websocket("/{room}/{user}")
async def enter(websocket: WebSocket, room: str, user: str, rooms: Annotated[Rooms, Depends(get_rooms)]):
    await websocket.accept()
    rooms.join(room, websocket)
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            text = message.get("text")
            if text:
                await rooms.publish(room, {"room": room, "from": user, "text": text[:500]})
    except WebSocketDisconnect:
        pass
    finally:
        rooms.leave(room, websocket)


app = FastAPI()
app.include_router(router)
