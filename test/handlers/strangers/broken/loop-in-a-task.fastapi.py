import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
tasks: set[asyncio.Task] = set()


async def serve(websocket: WebSocket, client_id: str):
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                break
            await websocket.send_text(f"{client_id}: {message.get('text')}")
    except (WebSocketDisconnect, RuntimeError) as error:
        print(f"{client_id}: {error!r}")


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()
    # handle each client in the background so that others can connect
    task = asyncio.create_task(serve(websocket, client_id))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
