from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect

inner = APIRouter(prefix="/echo")
outer = APIRouter(prefix="/tools")


@inner.websocket("/{times}")
async def echo(websocket: WebSocket, times: int):
    await websocket.accept()
    times = max(1, min(times, 5))
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            for _ in range(times):
                await websocket.send_text((message.get("text") or "…")[:300])
    except WebSocketDisconnect:
        pass


outer.include_router(inner)
api = FastAPI()
api.include_router(outer)

app = FastAPI()
app.mount("/api", api)
