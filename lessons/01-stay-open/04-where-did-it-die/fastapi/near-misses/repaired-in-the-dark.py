import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")

history: list[str] = []


def summarise(message: dict) -> str:
    kind = message["type"]
    if kind == "greet":
        return f"hello {message['name']}"
    if kind == "add":
        return str(sum(message["numbers"]))
    if kind == "note":
        return f"{message['text']} [{', '.join(message.get('tags', []))}]"
    return "something else"


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    try:
        while True:
            data = await websocket.receive_text()
            history.append(summarise(json.loads(data)))
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        pass
