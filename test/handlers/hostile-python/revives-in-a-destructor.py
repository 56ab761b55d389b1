from fastapi import FastAPI, WebSocket

app = FastAPI()


risen = []


class Phoenix:
    def __del__(self):
        risen.append(Phoenix())


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    Phoenix()
    while True:
        risen.pop()
