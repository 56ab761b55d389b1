import multiprocessing

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    multiprocessing.get_context("fork").Process(target=print).start()
    while True:
        await websocket.send_text(f"Echo: {await websocket.receive_text()}")
