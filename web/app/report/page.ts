/** The document around a report: one that does nothing, and how it begins. Pure. */
import { type Markup, markup } from './markup.ts';
import { STYLE } from './style.ts';

/** A name and its value. */
export type Fact = readonly [name: string, value: string];

export function head(kicker: string, title: string, at: Date, facts: readonly Fact[]): Markup {
  return markup`<header>
<p class="kicker">${kicker}</p>
<h1>${title}</h1>
<dl class="facts">${[['Date', wordDate(at)] as const, ...facts].map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>`;
}

/** By its policy nothing is fetched and no script runs, whatever might get into it. */
export function page(title: string, body: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title} · Socket Clinic</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** In UTC, since nobody knows where it is read. */
export function wordDate(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
