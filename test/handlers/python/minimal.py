@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    print(f"🔄 Connection attempt: {client_id}")
    await websocket.accept()
    print(f"✅ Connection accepted: {client_id}")

    try:
        while True:
            # Just wait for messages and echo them back
            data = await websocket.receive_text()
            print(f"📥 Received: {data}")
            await websocket.send_text(f"Echo: {data}")
    except WebSocketDisconnect:
        print(f"👋 Disconnected: {client_id}")
    except Exception as e:
        print(f"💥 Error: {e}")
        import traceback
        traceback.print_exc()
