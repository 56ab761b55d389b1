import logging

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
logger = logging.getLogger("echo")

app = FastAPI()


async def talk(websocket: WebSocket, client_id: str) -> None:
    while True:
        logger.info("⏳ %s", client_id)
        data = await websocket.receive_text()
        logger.info("📥 %s %s", client_id, data)
        await websocket.send_text("Echo: " + data)


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    logger.info("🔄 %s", client_id)
    await websocket.accept()
    logger.info("✅ %s", client_id)
    try:
        await talk(websocket, client_id)
    except WebSocketDisconnect as gone:
        logger.info("👋 %s (%s)", client_id, gone.code)
