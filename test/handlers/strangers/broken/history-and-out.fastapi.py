import logging

from fastapi import APIRouter, FastAPI, WebSocket

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/chat")
HISTORY = [{"user": "ada", "text": "hello"}, {"user": "grace", "text": "hi"}]


class Room:
    def __init__(self, name: str) -> None:
        self.name = name
        self.members: list[WebSocket] = []

    async def join(self, websocket: WebSocket) -> None:
        await websocket.accept()
        self.members.append(websocket)
        for message in HISTORY:
            await websocket.send_json(message)
        logger.info("%s: %d members", self.name, len(self.members))


rooms: dict[str, Room] = {}


@router.websocket("/{room}")
async def chat(websocket: WebSocket, room: str) -> None:
    await rooms.setdefault(room, Room(room)).join(websocket)


app = FastAPI(title="chat")
app.include_router(router)
