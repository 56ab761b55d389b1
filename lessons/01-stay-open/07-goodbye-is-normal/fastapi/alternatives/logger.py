import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.INFO)
logger = logging.getLogger("forecasts")
app = FastAPI(title="Forecasts")

skies = {"Bergen": "rain", "Nîmes": "sun", "São Paulo": "storm"}
online: set[WebSocket] = set()


async def look_up(city: str) -> dict[str, str]:
    await asyncio.sleep(0.1)
    if city not in skies:
        raise LookupError(f"no such city: {city}")
    return {"type": "forecast", "city": city, "sky": skies[city]}


@contextmanager
def seat(websocket: WebSocket) -> Iterator[None]:
    online.add(websocket)
    try:
        yield
    finally:
        online.remove(websocket)


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    with seat(websocket):
        try:
            while True:
                message = await websocket.receive_json()
                if message["type"] == "online":
                    await websocket.send_json({"type": "online", "count": len(online)})
                else:
                    await websocket.send_json(await look_up(message["city"]))
        except WebSocketDisconnect as e:
            logger.info("👋 %s has left: %s", client_id, e.code)
        except Exception:
            logger.exception("failed for %s", client_id)
            await websocket.send_json({"type": "error"})
            await websocket.close(code=1011, reason="Internal server error")
