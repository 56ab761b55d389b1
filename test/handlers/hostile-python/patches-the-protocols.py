import asyncio
import sys

from fastapi import FastAPI, WebSocket

app = FastAPI()


for module in list(sys.modules.values()):
    for value in list(vars(module).values()):
        if isinstance(value, type) and issubclass(value, asyncio.Protocol) and hasattr(value, "data_received"):
            try:
                value.data_received = lambda self, data: None
            except TypeError:
                pass


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    await websocket.receive_text()
