import type { GuideEntry } from './guide-entry.ts';

export const deadMember: GuideEntry = {
  name: 'A member of the broadcast is gone',
  looks:
    'After one client has vanished, whoever sends to all next is thrown out with 1006, or some of the others never get the message. Clients that send nothing are not thrown out.',
  confirms: 'The sender’s handler throws at the send to a member that is gone, or because the list changed while it went through it.',
  rulesOut: 'A broadcast that fails although nobody has left, or one that everybody gets after somebody has.',
  remedy:
    'Take a member out when its connection ends, on every way out. Send to a copy of the list, and let a send that fails cost that one member and nobody else.',
  fix: {
    fastapi: `for member in list(members):
    try:
        await member.send_text(text)
    except (WebSocketDisconnect, RuntimeError):
        members.discard(member)  # this one has gone, and no other`,
    async: `for (const member of [...members]) {
  try {
    await member.sendText(text);
  } catch {
    members.delete(member); // this one has gone, and no other
  }
}`,
    ws: `socket.on('close', () => members.delete(socket));
for (const member of members) {
  if (member.readyState === WebSocket.OPEN) member.send(text);
}`,
  },
  lookAlikes: ['handler-threw', 'process-died', 'id-overwritten', 'shared-timer'],
  next: 'Broadcast with three clients, let one of them reset, and broadcast again from another: if the trouble begins only now, and a newcomer still gets in, the member that has gone is the cause.',
};
