from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def endpoint(websocket: WebSocket):
    await websocket.accept()
    print("INFO:     connection open", flush=True)
    print("INFO:     connection closed", flush=True)
