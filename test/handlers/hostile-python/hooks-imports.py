import sys

from fastapi import FastAPI, WebSocket

app = FastAPI()


class Nothing:
    def find_spec(self, name, path=None, target=None):
        raise ImportError(f"there is no {name}")


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    sys.meta_path.insert(0, Nothing())
    import wave

    while True:
        await websocket.send_text(f"Echo: {await websocket.receive_text()}")
