import asyncio
import json
import sys
import traceback

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI(title="Forecasts")

skies = {"Bergen": "rain", "Nîmes": "sun", "São Paulo": "storm"}
online: set[WebSocket] = set()


async def look_up(city: str) -> dict[str, str]:
    await asyncio.sleep(0.1)
    if city not in skies:
        raise LookupError(f"no such city: {city}")
    return {"type": "forecast", "city": city, "sky": skies[city]}


def log(event: str, **more: object) -> None:
    stream = sys.stderr if "trace" in more else sys.stdout
    print(json.dumps({"event": event, **more}, ensure_ascii=False), file=stream)


async def reply_to(message: dict[str, str]) -> dict[str, object]:
    if message["type"] == "online":
        return {"type": "online", "count": len(online)}
    return dict(await look_up(message["city"]))


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    online.add(websocket)
    try:
        while True:
            event = await websocket.receive()
            if event["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(event["code"], event.get("reason"))
            await websocket.send_text(json.dumps(await reply_to(json.loads(event["text"]))))
    except WebSocketDisconnect as e:
        log("👋 disconnected", client=client_id, code=int(e.code))
    except Exception:
        log("💥 failed", client=client_id, trace=traceback.format_exc())
        await websocket.send_json({"type": "error"})
        await websocket.close(code=1011, reason="Internal server error")
    finally:
        online.discard(websocket)
