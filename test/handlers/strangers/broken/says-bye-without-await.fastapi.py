import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect, status

app = FastAPI()


async def messages(websocket: WebSocket):
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        yield message.get("text") or ""


@app.websocket("/strict")
async def strict(websocket: WebSocket):
    await websocket.accept()
    rejected = False
    try:
        async for text in messages(websocket):
            if rejected:
                continue
            try:
                number = int(json.loads(text)["number"])
            except (ValueError, TypeError, KeyError):
                websocket.close(code=status.WS_1003_UNSUPPORTED_DATA)
                rejected = True
            else:
                await websocket.send_json({"square": number * number})
    except WebSocketDisconnect:
        pass
