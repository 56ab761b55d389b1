from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")

versions = ["chat.v2", "chat.v1"]


def said(text: str, version: str | None) -> dict[str, str]:
    if version == "chat.v2":
        return {"type": "said", "text": text}
    return {"said": text}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    offered = websocket.scope["subprotocols"]
    version = next((version for version in versions if version in offered), None)
    await websocket.accept(subprotocol=version)
    print(f"{client_id} speaks {version}")
    try:
        while True:
            message = await websocket.receive_json()
            await websocket.send_json(said(message["text"], versions[0]))
    except WebSocketDisconnect:
        print(f"{client_id} has left")
