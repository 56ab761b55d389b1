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
    print(f"🔄 WebSocket connection attempt for {client_id}")
    await websocket.accept()
    print(f"✅ WebSocket accepted for {client_id}")
    try:
        while True:
            print(f"⏳ Waiting for message from {client_id}")
            data = await websocket.receive_text()
            print(f"📥 Received from {client_id}: {data}")
            history.append(summarise(json.loads(data)))
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        print(f"👋 Client {client_id} disconnected normally")
    except Exception as e:
        print(f"💥 Error for {client_id}: {e}")
