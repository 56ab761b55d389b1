from fastapi import FastAPI, WebSocket

app = FastAPI(title="Chat")


def chosen(websocket: WebSocket) -> str | None:
    header = websocket.headers.get("sec-websocket-protocol", "")
    offered = {name.strip() for name in header.split(",")}
    return max(offered & {"chat.v1", "chat.v2"}, default=None)


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    version = chosen(websocket)
    await websocket.accept(subprotocol=version)
    async for message in websocket.iter_json():
        text = message["text"]
        await websocket.send_json({"text": text, "type": "said"} if version == "chat.v2" else {"said": text})
