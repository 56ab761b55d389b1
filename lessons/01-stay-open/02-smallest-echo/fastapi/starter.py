from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Echo")


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    """The smallest handler that works: attempt, accept, wait, receive, echo, goodbye."""
