from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


class Progress:
    def __init__(self, websocket: WebSocket, steps: int):
        self.websocket = websocket
        self.steps = steps
        self.done = 0

    def advance(self):
        self.done += 1
        self.websocket.send_json({"progress": self.done / self.steps})


@app.websocket("/import")
async def import_rows(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            rows = (message.get("text") or "").splitlines()
            progress = Progress(websocket, steps=max(len(rows), 1))
            for _row in rows or [""]:
                progress.advance()
    except WebSocketDisconnect:
        pass
