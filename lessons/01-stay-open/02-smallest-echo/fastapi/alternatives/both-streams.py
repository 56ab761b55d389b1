import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, WebSocket

app = FastAPI(title="Echo")


def status(line: str) -> None:
    print(line, file=sys.stderr)


@asynccontextmanager
async def accepted(websocket: WebSocket, client_id: str) -> AsyncIterator[AsyncIterator[str]]:
    """What becomes of the connection goes to stderr, what is said on it to stdout."""
    status(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()
    status(f"✅ Connection accepted: {client_id}")
    try:
        yield websocket.iter_text()
    finally:
        status(f"👋 Disconnected: {client_id}")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    async with accepted(websocket, client_id) as messages:
        async for text in messages:
            print(f"📥 {client_id}: {text}")
            await websocket.send_text(f"Echo: {text}")
