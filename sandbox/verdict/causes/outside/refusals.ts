/** What each HTTP status says where it comes in place of 101. Pure. */
import type { EventOf } from '../../../timeline/timeline.ts';
import { quote } from '../../../timeline/wording.ts';

type Refused = EventOf<'handshake-refused'>;

const REFUSALS: Record<number, string> = {
  200: 'An ordinary page answered: the request reached an HTTP route or a file, not a WebSocket endpoint. Look at the path, and whether the WebSocket server listens on this port.',
  400: 'The server does not serve a WebSocket there. ws answers 400 where its `path` option does not match, and uvicorn where no WebSocket library is installed (pip install "uvicorn[standard]"). A proxy that drops the Upgrade header leads to it, too.',
  401: 'Credentials are missing or wrong: give them with --header "Authorization: Bearer …" or --header "Cookie: …". A page cannot set Authorization for a WebSocket: it needs a cookie, the query or the first message.',
  403: 'It was refused before accept. FastAPI and Starlette answer 403 where no WebSocket route has that path. Other reasons are an Origin that is not allowed (try --origin), a check that failed, or close before accept.',
  404: 'Nothing is served at that path: compare it with the route, including a slash at its end. If the path is right, a proxy may have dropped the Upgrade header, so that the server looked at its HTTP routes only.',
  405: 'That path is an HTTP route for other methods than GET, and not a WebSocket endpoint.',
  407: 'A proxy on the way asks for credentials.',
  408: 'The server did not get the whole request in time: something on the way holds it back.',
  410: 'This address is no longer in use: look for the new one.',
  426: 'The server asks for an upgrade, although the request had one: something on the way has removed the headers Upgrade and Connection.',
  429: 'Too many requests came from this client: wait, and look at the rate limit.',
  500: 'The handler threw before accept, or ended without it: the server’s log has the traceback. Django Channels also answers 500 where no route has that path.',
  501: 'The server does not support upgrades: it is not a WebSocket server.',
  502: 'A proxy answered, because the backend behind it did not answer properly. Check that the backend runs, and the address in the proxy’s configuration.',
  503: 'The server or a proxy in front of it takes no connections at the moment: it is starting, it is overloaded, or no backend is healthy. Look at its log and its health checks.',
  504: 'A proxy answered, because the backend behind it took too long. Check that the handler accepts before it waits for anything else.',
};

/** The words for a status that has none of its own. */
const CLASSES: Record<number, string> = {
  2: 'An HTTP route answered: this is not a WebSocket endpoint.',
  3: 'It is a redirect, and WebSocket clients do not follow one: use the address that it leads to.',
  4: 'The server rejected the request: look at the path, the headers and the checks before accept.',
  5: 'The server failed before the connection opened: look at its log.',
};

/** What a server of HTTPS answers to plain HTTP, where it answers at all. */
const TO_TLS = /HTTP request .*HTTPS (port|server)/i;

/** What a refusal says, and where it leads if it leads anywhere. */
export function explainRefusal(refused: Refused): string {
  const { status, headers = {}, body } = refused;
  if (status === 400 && TO_TLS.test(body)) return 'The port speaks TLS: use wss:// instead of ws://, with the same port.';
  if (status >= 300 && status < 400 && headers.location !== undefined) return explainRedirect(headers.location);
  return `${REFUSALS[status] ?? CLASSES[Math.floor(status / 100)] ?? CLASSES[4]}${saying(refused)}`;
}

function explainRedirect(location: string): string {
  const target = location.replace(/^http/, 'ws');
  return `It redirects to ${quote(location)}, and WebSocket clients do not follow redirects. Use ${quote(target)} as the address. A slash at the end of the path and https in place of http are the usual reasons.`;
}

/** A short body of text often gives the reason itself. */
function saying({ body }: Refused): string {
  const text = body.trim();
  return text === '' || text.startsWith('<') || text.length > 200 ? '' : ` It says: ${text}`;
}

const PROXY = /nginx|openresty|cloudflare|envoy|caddy|apache|haproxy|traefik|varnish|awselb|cloudfront|litespeed|microsoft-iis/i;

/** The proxy that names itself in the answer. */
export function proxyOf({ headers = {} }: Refused): string | undefined {
  if (headers.via !== undefined) return `a proxy (Via: ${quote(headers.via)})`;
  return PROXY.test(headers.server ?? '') ? quote(headers.server ?? '') : undefined;
}
