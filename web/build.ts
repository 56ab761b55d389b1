/** Bundles the browser app: the page, the editor with its workers, fonts and styles. Nothing is fetched from elsewhere. */
import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { pyrightWorker } from './build-pyright.ts';

const TARGET = 'es2024';
const ROOT = fileURLToPath(new URL('../', import.meta.url));

export interface BuildOptions {
  /** Gets `index.html` and `assets/`. */
  outdir: string;
  minify: boolean;
}

/** @throws esbuild's BuildFailure when the sources are not right. */
export async function buildApp({ outdir, minify }: BuildOptions): Promise<void> {
  const common = {
    absWorkingDir: ROOT,
    bundle: true,
    minify,
    target: TARGET,
    logLevel: 'error' as const,
    legalComments: 'none' as const,
  };
  const workers = build({
    ...common,
    format: 'iife',
    // Ruff looks there for its code, which the worker hands it.
    define: { 'import.meta.url': 'location.href' },
    outdir: join(outdir, 'assets'),
    entryPoints: {
      'editor.worker': 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
      'ts.worker': 'node_modules/monaco-editor/esm/vs/language/typescript/ts.worker.js',
      'ruff.worker': 'web/app/editor/ruff.worker.ts',
    },
  });
  const page = build({
    ...common,
    format: 'esm',
    splitting: true,
    metafile: true,
    outdir: join(outdir, 'assets'),
    publicPath: '/assets/',
    entryPoints: { app: 'web/app/main.tsx', room: 'web/app/styles/room/room.css' },
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'file' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const [{ metafile }, python] = await Promise.all([page, pyrightWorker(), workers]);
  await writeFile(join(outdir, 'assets', 'python.worker.js'), python);
  const outputs = Object.entries(metafile.outputs);
  const built = (entryPoint: string) => outputs.find(([, output]) => output.entryPoint === entryPoint)?.[0] ?? '';
  const entry = built('web/app/main.tsx');
  const style = metafile.outputs[entry]?.cssBundle ?? '';
  const script = await joinShared(join(outdir, 'assets'), metafile, entry);
  await copyFile(new URL(import.meta.resolve('@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm')), join(outdir, 'assets', 'ruff.wasm'));
  await compressAll(join(outdir, 'assets'));
  await writeFile(
    join(outdir, 'index.html'),
    indexHtml({ script, style: basename(style), room: basename(built('web/app/styles/room/room.css')) }),
  );
}

/**
 * What the app shares with what it loads later is a file of its own, which would be one more to wait for at the start: both become one
 * file, and what comes later has the shared part from there. Gives the name of that file.
 */
async function joinShared(assets: string, { outputs }: Metafile, entry: string): Promise<string> {
  const app = basename(entry);
  const [shared] = (outputs[entry]?.imports ?? []).filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
  if (shared === undefined) return app;
  const parts: Plugin = {
    name: 'parts',
    setup({ onResolve }) {
      onResolve({ filter: /^\/assets\// }, ({ path }) =>
        [app, shared].includes(basename(path)) ? { path: join(assets, basename(path)) } : { path, external: true },
      );
    },
  };
  const contents = `export * from '/assets/${shared}'; import '/assets/${app}';`;
  const joined = await build({
    stdin: { contents },
    ...{ bundle: true, minify: true, format: 'esm', target: TARGET, write: false, logLevel: 'error', plugins: [parts] },
  });
  const text = joined.outputFiles?.[0]?.text ?? '';
  const name = `app-${createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()}.js`;
  await writeFile(join(assets, name), text);
  await Promise.all([app, shared].map((part) => rm(join(assets, part))));
  for (const later of (await readdir(assets)).filter((file) => /-[A-Z0-9]{8}\.js$/.test(file) && file !== name)) {
    const before = await readFile(join(assets, later), 'utf8');
    if (before.includes(`/assets/${shared}`))
      await writeFile(join(assets, later), before.replaceAll(`/assets/${shared}`, `/assets/${name}`));
  }
  return name;
}

/** What gains by it gets a compressed copy beside it; browsers ask for no better than gzip where there is no TLS. */
async function compressAll(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.(js|css|wasm)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const compressed = await promisify(gzip)(await readFile(join(folder, name)), { level: constants.Z_BEST_COMPRESSION });
      await writeFile(join(folder, `${name}.gz`), compressed);
    }),
  );
}

/** The brand's mark: a connection that is open, and its end. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18" fill="none" stroke-width="2.4"><path d="M12.5 3.2A7 7 0 1 0 12.5 14.8" stroke="#1f8a55"/><path d="M13.8 4A7 7 0 0 1 13.8 14" stroke="#d1453b"/><circle cx="9" cy="9" r="2.6" fill="#1f8a55"/></svg>`;

/** The styles of a room's pages are loaded by those alone. */
function indexHtml({ script, style, room }: Record<'script' | 'style' | 'room', string>): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Socket Clinic</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="room-styles" content="/assets/${room}">
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<link rel="stylesheet" href="/assets/${style}">
<script type="module" src="/assets/${script}"></script>
</head>
<body><div id="app"></div></body>
</html>
`;
}

if (import.meta.main) await buildApp({ outdir: join(ROOT, 'dist', 'app'), minify: true });
