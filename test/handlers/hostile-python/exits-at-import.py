import sys

from fastapi import FastAPI, WebSocket

app = FastAPI()


sys.exit(0)


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    await websocket.receive_text()
