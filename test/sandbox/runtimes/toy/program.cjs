// The toy's process: it speaks the channel, and answers each message with the source, in which % stands for the message.
const [fs, net, { createHash, randomBytes }] = ['fs', 'net', 'crypto'].map((name) => require(`node:${name}`));
const [commands, key, sockets, GUID] = [new net.Socket({ fd: 3 }), randomBytes(16).toString('hex'), {}, '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'];
let [source, nowMs, lines] = ['', 0, ''];
const tell = (type, more) => fs.writeSync(5, `${key}${JSON.stringify({ type, ...more })}\n`);
const frame = (opcode, payload) => Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);

function answer(socket, frames) {
  if (frames.length < 6 || frames.length < 6 + (frames[1] & 127)) return frames;
  const [opcode, end] = [frames[0] & 15, 6 + (frames[1] & 127)];
  const payload = Buffer.from(frames.subarray(6, end).map((byte, at) => byte ^ frames[2 + (at % 4)]));
  if (opcode === 8) socket.end(frame(8, payload));
  else socket.write(opcode === 9 ? frame(10, payload) : frame(1, Buffer.from(source.replace('%', payload))));
  return answer(socket, frames.subarray(end));
}

function serve(socket, unread = Buffer.alloc(0)) {
  return socket.on('error', () => {}).on('data', (bytes) => {
    const asked = /Sec-WebSocket-Key: (.+)\r\n/.exec(bytes)?.[1];
    if (!asked) unread = answer(socket, Buffer.concat([unread, bytes]));
    else socket.write(`HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${createHash('sha1').update(asked + GUID).digest('base64')}\r\n\r\n`);
  });
}

const progress = () => Object.fromEntries(Object.entries(sockets).map(([name, { bytesRead, bytesWritten, writableLength, readableEnded, writableFinished }]) =>
  [name, { read: bytesRead, written: bytesWritten, unsent: writableLength > 0, reading: true, readEnded: readableEnded, writeEnded: writableFinished }]));

const COMMANDS = {
  load({ code }) { source = code; tell('loaded'); },
  connection({ name, fd }) { sockets[name] = serve(new net.Socket({ fd })); },
  rest({ ticket, untilMs = nowMs }) { nowMs = Math.max(nowMs, untilMs); tell('rested', { ticket, nowMs, progress: progress() }); },
  stats: ({ ticket }) => tell('stats', { ticket, stats: { handlers: 0, timers: 0 } }),
  leave: () => process.exit(),
};
commands.on('end', () => process.exit()).on('data', (text) => {
  const came = `${lines}${text}`.split('\n');
  lines = came.pop();
  for (const message of came.map((line) => JSON.parse(line))) COMMANDS[message.type](message);
});
tell('ready');
