from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Chat")


class First:
    def answer(self, message: dict) -> dict:
        return {"said": message["text"]}


class Second:
    def answer(self, message: dict) -> dict:
        return {"type": "said", "text": message["text"]}


speakers = {"chat.v2": Second(), "chat.v1": First()}


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    common = [name for name in speakers if name in websocket.scope["subprotocols"]]
    await websocket.accept(subprotocol=common[0] if common else None)
    speaker = speakers[common[0]] if common else First()
    try:
        while True:
            await websocket.send_json(speaker.answer(await websocket.receive_json()))
    except WebSocketDisconnect:
        pass
