from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws")
def websocket_endpoint(websocket: WebSocket):
    websocket.accept()
    data = websocket.receive_text()
    websocket.send_text(f"Message text was: {data}")
