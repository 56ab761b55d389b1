from typing import Literal

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, StrictInt, StrictStr, ValidationError

app = FastAPI(title="Score board")


class Score(BaseModel):
    type: Literal["score"]
    player: StrictStr
    points: StrictInt


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    await websocket.accept()
    totals: dict[str, int] = {}
    while True:
        try:
            value = await websocket.receive_json()
            if not isinstance(value, dict):
                raise TypeError("expected an object")
            score = Score(**value)
            total = totals.get(score.player, 0) + score.points
        except WebSocketDisconnect:
            return
        except (ValidationError, TypeError):
            reply = {"type": "error", "reason": "not a score"}
        except ValueError:
            reply = {"type": "error", "reason": "invalid JSON"}
        else:
            if total > 100:
                reply = {"type": "error", "reason": "over 100"}
            else:
                totals[score.player] = total
                reply = {"type": "response", "data": "Message received", "player": score.player, "total": total}
        await websocket.send_json(reply)
