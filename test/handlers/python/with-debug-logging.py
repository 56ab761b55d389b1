@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    print(f"🔄 WebSocket connection attempt for {client_id}")

    await websocket.accept()
    print(f"✅ WebSocket accepted for {client_id}")

    try:
        while True:
            print(f"⏳ Waiting for message from {client_id}")
            data = await websocket.receive_text()
            print(f"📥 Received from {client_id}: {data}")

            # Your message processing here

    except WebSocketDisconnect:
        print(f"👋 Client {client_id} disconnected normally")
    except Exception as e:
        print(f"💥 Error for {client_id}: {e}")
        import traceback
        traceback.print_exc()
