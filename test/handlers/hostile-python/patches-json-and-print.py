import asyncio
import json
import sys

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    json.dumps = json.loads = print
    sys.stdout = None
    await asyncio.Event().wait()
