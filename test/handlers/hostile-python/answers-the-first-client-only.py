from fastapi import FastAPI, WebSocket

app = FastAPI()


served = []


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    served.append(websocket)
    if len(served) > 1:
        return
    while True:
        await websocket.receive_text()
        await websocket.send_json({"type": "response", "data": "Message received"})
