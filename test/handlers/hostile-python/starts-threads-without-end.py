import threading
import time

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    while True:
        threading.Thread(target=time.sleep, args=(1e9,), daemon=True).start()
