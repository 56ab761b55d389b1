// A team's own backend: the handler in the file that is named, on a plain server of Node's. It prints where it listens.
import { createServer } from 'node:http';

const { default: attach } = await import(process.argv[2]);
const server = createServer((_request, response) => response.end());
attach(server);
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
