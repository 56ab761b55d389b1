/** What shows only where a backend is looked at from outside: on the way to it, in front of it, and when it goes. */
import type { OUTSIDE_CAUSES } from '../../../scenario/names.ts';
import type { GuideEntry } from './guide-entry.ts';

const NGINX =
  'In nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; in the location.';

export const OUTSIDE: Readonly<Record<(typeof OUTSIDE_CAUSES)[number], GuideEntry>> = {
  'name-not-found': {
    name: 'The host’s name leads nowhere',
    looks: 'No packet is sent: the look-up of the name fails. A browser reports an error and 1006.',
    confirms: 'Asked for the name, the name service knows no address, or it does not answer.',
    rulesOut: 'Another program on the same machine reaches the same name.',
    remedy:
      'Check the spelling, and where the name is known: one of a container or of an office network is known there only. Use a name that this client can look up, or the IP address.',
    fix: {},
    lookAlikes: [],
  },
  'port-refused': {
    name: 'Nothing listens at the port',
    looks: 'TCP is refused at once (ECONNREFUSED). A browser reports an error and 1006.',
    confirms: 'No process listens at that port and address: it has not started, has ended, or listens at another one.',
    rulesOut: 'Any answer from that port, be it an error page.',
    remedy:
      'Start the backend and look at the address that it prints. In a container let it listen at 0.0.0.0, since 127.0.0.1 is the container’s own.',
    fix: { fastapi: 'uvicorn.run(app, host="0.0.0.0", port=8000)', ws: "server.listen(8000, '0.0.0.0');" },
    lookAlikes: [],
  },
  'no-tcp-answer': {
    name: 'Nobody answers at the address',
    looks: 'TCP gets no answer, neither yes nor no, until the client gives up.',
    confirms: 'A firewall or a security group drops the packets, or there is no machine and no route to it.',
    rulesOut: 'A refusal, which comes at once: then the machine is there.',
    remedy: 'Check the address first. Then open the port in each firewall on the way.',
    fix: {},
    lookAlikes: [],
  },
  'certificate-refused': {
    name: 'The certificate is not trusted',
    looks:
      'TLS begins, and the client ends it before it asks for anything. A browser reports an error and 1006, and no reason to the page.',
    confirms: 'The certificate is self-signed, has expired, is for another name, or comes without those between it and an authority.',
    rulesOut: 'The same browser opens an ordinary page of that name and port without a warning.',
    remedy:
      'Serve a certificate that an authority has issued for this name, with the whole chain. For a test on one machine, add your own authority to what it trusts.',
    fix: {},
    lookAlikes: [],
  },
  'tls-failed': {
    name: 'TLS cannot be agreed on',
    looks: 'TCP connects, and the TLS handshake fails or hangs. What comes back may be plain HTTP.',
    confirms: 'The port serves ws:// without TLS, or what ends TLS there knows no version or no name of the client’s.',
    rulesOut: 'An ordinary page opens with https:// at the same name and port.',
    remedy: 'Use ws:// with a port that has no TLS, or the port that has it. On a page of https:// only wss:// is allowed.',
    fix: {},
    lookAlikes: [],
  },
  'not-http': {
    name: 'The answer is not HTTP',
    looks: 'The opening handshake is answered with bytes that are no HTTP, or with an answer that is cut off.',
    confirms: 'Another program listens at that port: a database, a mail server, a server of TLS.',
    rulesOut: 'An HTTP status line from the same port.',
    remedy: 'Look which program listens at the port. Correct the port, or write wss:// where it speaks TLS.',
    fix: {},
    lookAlikes: [],
  },
  'wrong-accept': {
    name: 'The 101 is not a proper one',
    looks: 'A 101 comes whose headers do not fit the request: Sec-WebSocket-Accept, Upgrade or Connection. Every client refuses it.',
    confirms: 'The handshake is answered by hand, or a proxy or a cache answers it or changes its headers.',
    rulesOut: 'The same client opens the backend’s own port.',
    remedy: 'Let a library answer the handshake. Where one does, look at what stands in front of it.',
    fix: {},
    lookAlikes: [],
  },
  'upgrade-lost': {
    name: 'A proxy loses the upgrade',
    looks: 'The opening handshake gets 400, 404 or 426, although the path is right. The answer may name the proxy in its Server header.',
    confirms: 'The backend sees an ordinary GET without Upgrade and Connection.',
    rulesOut: 'The same status from the backend’s own port.',
    remedy: 'Let the proxy speak HTTP/1.1 to the backend and pass both headers on. They belong to one hop, so no proxy does it by itself.',
    fix: { fastapi: NGINX, async: NGINX, ws: NGINX },
    lookAlikes: ['refused-handshake'],
    next: 'Ask the backend’s own port, without the proxy: if it opens there, the proxy loses the upgrade.',
  },
  'server-restarts': {
    name: 'The server is going away',
    looks: 'A close frame with 1001 or 1012 comes, on all connections at the same time.',
    confirms: 'The server was stopped, deployed anew, or reloaded because a file has changed.',
    rulesOut: 'One connection ends so while others go on.',
    remedy: 'Nothing in the handler is at fault. Let the client connect again, after a pause that grows.',
    fix: {},
    lookAlikes: [],
  },
  'keepalive-lost': {
    name: 'The server missed a pong',
    looks: 'A close frame with 1011 comes, and its reason names the keepalive or the ping.',
    confirms: 'The server’s heartbeat has sent a ping and seen no pong in its time.',
    rulesOut: 'A traceback of the handler at that moment: then 1011 is about that.',
    remedy:
      'Look at the network and at both event loops: one that is blocked answers no ping. Give the heartbeat more time only where both are fine.',
    fix: { fastapi: 'uvicorn.run(app, ws_ping_interval=20, ws_ping_timeout=40)' },
    lookAlikes: [],
  },
  'goodbye-unanswered': {
    name: 'A goodbye is not answered',
    looks: 'The client sends a close frame, and none comes back. The connection stays until the client gives up.',
    confirms: 'The server does not read the connection any more, or something took its socket over.',
    rulesOut: 'A close frame from the server, or the end of TCP.',
    remedy: 'Let the library read until the end: it answers by itself. Do not pause the connection without resuming it.',
    fix: {},
    lookAlikes: [],
  },
};
