from typing import Any

from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect

api = APIRouter()


def snapshot() -> Any:
    return {"cpu": 12.5, "memory": 48}


@api.websocket("/metrics")
async def metrics(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            await websocket.send_text(snapshot())
    except WebSocketDisconnect:
        pass


app = FastAPI()
app.include_router(api)
