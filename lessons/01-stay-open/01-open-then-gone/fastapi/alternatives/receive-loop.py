from fastapi import FastAPI, WebSocket

app = FastAPI(title="Chat")

RESPONSE = {"type": "response", "data": "Message received"}


async def next_text(websocket: WebSocket) -> str | None:
    """The next message, or None when the client has gone."""
    event = await websocket.receive()
    return event["text"] if event["type"] == "websocket.receive" else None


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    while (text := await next_text(websocket)) is not None:
        print(f"{client_id} sent {len(text)} characters")
        await websocket.send_json(RESPONSE)
