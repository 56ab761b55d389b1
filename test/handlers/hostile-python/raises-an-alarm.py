import signal

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    signal.raise_signal(signal.SIGALRM)
    while True:
        await websocket.send_text(f"Echo: {await websocket.receive_text()}")
