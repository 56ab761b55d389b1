import json
import logging

import uvicorn
from fastapi import FastAPI, WebSocket

logger = logging.getLogger("board")
app = FastAPI(title="Board")


class Board:
    def __init__(self) -> None:
        self.notes: list[str] = []

    async def serve(self, websocket: WebSocket) -> None:
        await websocket.accept()
        async for note in websocket.iter_json():
            self.notes.append(note["text"][:80])
            logger.warning(json.dumps({"level": "info", "notes": len(self.notes)}))
            await websocket.send_text('{"type": "stored"}')


board = Board()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await board.serve(websocket)


if __name__ == "__main__":
    uvicorn.run("board:app", reload=True, ws_max_size=65_536)
