from collections.abc import Callable

from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect

latest: list[str] = []
live = APIRouter(prefix="/live")


async def talk(websocket: WebSocket, answer: Callable[[dict], dict]) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_json(answer(await websocket.receive_json()))
    except WebSocketDisconnect:
        print(f"{websocket.url.path}: a client has left")


@live.websocket("/board")
@live.websocket("/board/")
async def board(websocket: WebSocket) -> None:
    await talk(websocket, lambda asked: {"board": asked["station"]})


@live.websocket("/trains/{number}")
@live.websocket("/trains/{number}/")
async def train(websocket: WebSocket, number: str) -> None:
    latest.append(number)
    await talk(websocket, lambda asked: {"train": latest[-1], "stop": asked["stop"]})


app = FastAPI(title="Railway")
app.include_router(live)
