from fastapi import FastAPI, WebSocket

app = FastAPI()


while True:
    pass


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    await websocket.receive_text()
