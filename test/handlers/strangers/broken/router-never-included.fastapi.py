from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect

router = APIRouter()


@router.websocket("/ws")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            await websocket.send_text("pong")
    except WebSocketDisconnect:
        pass


def create_app() -> FastAPI:
    app = FastAPI()

    @app.get("/health")
    def health():
        return {"ok": True}

    return app


app = create_app()
