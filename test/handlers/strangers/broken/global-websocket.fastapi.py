from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
ws: WebSocket | None = None


async def send(message: dict) -> None:
    if ws is not None:
        await ws.send_json(message)


@app.websocket("/agent")
async def agent(websocket: WebSocket):
    global ws
    await websocket.accept()
    ws = websocket
    try:
        while True:
            incoming = await websocket.receive()
            if incoming["type"] == "websocket.disconnect":
                return
            await send({"thought": f"hmm, {(incoming.get('text') or 'bytes')[:60]}"})
    except WebSocketDisconnect:
        pass
