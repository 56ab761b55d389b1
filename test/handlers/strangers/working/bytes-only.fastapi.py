import zlib

from fastapi import FastAPI, WebSocket, WebSocketDisconnect, status

app = FastAPI()


@app.websocket("/crc")
async def crc(websocket: WebSocket):
    await websocket.accept()
    try:
        async for chunk in websocket.iter_bytes():
            await websocket.send_bytes(zlib.crc32(chunk).to_bytes(4, "big"))
    except KeyError:
        # a text message has no bytes
        await websocket.close(code=status.WS_1003_UNSUPPORTED_DATA)
    except WebSocketDisconnect:
        pass
