import json

from fastapi import FastAPI, WebSocket

app = FastAPI(title="Chat")

def said(text: str, version: str | None) -> dict[str, str]:
    if version == "chat.v2":
        return {"type": "said", "text": text}
    return {"said": text}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    match websocket.scope["subprotocols"]:
        case [*offered] if "chat.v2" in offered:
            version = "chat.v2"
        case [*offered] if "chat.v1" in offered:
            version = "chat.v1"
        case _:
            version = None
    await websocket.accept(subprotocol=version)
    while (event := await websocket.receive())["type"] == "websocket.receive":
        if event.get("text") is None:
            continue
        await websocket.send_json(said(json.loads(event["text"])["text"], version))
