// The server of the floor: the handler whose path it is given, on a port of its own, and nothing around it.
import { createServer } from 'node:http';

const { default: attach } = await import(process.argv[2]);
const server = createServer();
attach(server);
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
