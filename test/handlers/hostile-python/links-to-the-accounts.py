import os

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    os.symlink("/etc/passwd", "accounts")
    await websocket.send_text(open("accounts").read())
