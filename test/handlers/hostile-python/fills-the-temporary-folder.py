import tempfile

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    with open(f"{tempfile.gettempdir()}/big", "wb") as big:
        while True:
            big.write(bytes(1 << 20))
