from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    if "user-agent" in websocket.headers:
        return
    while True:
        await websocket.receive_text()
        await websocket.send_json({"type": "response", "data": "Message received"})
