/** nginx in front of a backend, as a process of its own. It listens at a socket file: a relay of the test gives it a free port. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Backend, tcpBackend } from './backend.ts';
import { makeFolder } from './folder.ts';
import { Program } from './processes.ts';

/** Debian keeps servers where a plain user's search path does not lead. */
const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
/** It is never missing where the tests have to be complete. */
export const WITHOUT_NGINX = process.env.CI !== 'true' && spawnSync('nginx', ['-v'], { env: { ...process.env, PATH } }).error !== undefined;
if (WITHOUT_NGINX) process.stderr.write('Skipped, without nginx: run node cli/install-test-tools.mjs.\n');

const UPGRADE = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';

interface Proxying {
  /** The Upgrade header is passed on. */
  upgrade: boolean;
  readTimeout?: string;
}

export async function startNginx(backend: { port: number }, { upgrade, readTimeout = '60s' }: Proxying): Promise<Backend> {
  const folder = await makeFolder();
  const at = (name: string) => join(folder.path, name);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${at(kind)};`).join(' ');
  await writeFile(
    at('nginx.conf'),
    `daemon off; master_process off; pid ${at('pid')}; error_log stderr notice; events {}
http {
  access_log off; ${temporary}
  server {
    listen unix:${at('socket')};
    location / {
      proxy_pass http://127.0.0.1:${backend.port}; proxy_http_version 1.1; proxy_read_timeout ${readTimeout}; ${upgrade ? UPGRADE : ''}
    }
  }
}`,
  );
  const program = new Program('sh', ['-c', 'exec nginx -p "$0" -c "$0/nginx.conf" -e stderr 2>&1', folder.path], { PATH });
  await Promise.race([program.line('2'), program.exited]);
  const relay = await tcpBackend((client) => {
    const proxy = connect(at('socket'));
    proxy.on('error', () => client.destroy());
    client.on('close', () => proxy.destroy());
    client.pipe(proxy).pipe(client);
  });
  return {
    port: relay.port,
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]();
      await program[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
