from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws")
async def websocket_endpoint(websocket: WebSocket):
    await websocket.accept()
    while True:
        try:
            data = await websocket.receive_text()
        except KeyError:
            await websocket.send_text("text only, please")
            continue
        await websocket.send_text(f"Message text was: {data}")
