/** The style sheet of a report: the page's colours, and nothing that has to be fetched. */
import { markup } from './markup.ts';

export const STYLE = markup`
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf9f5, #14171a);
  --panel: light-dark(#ffffff, #1b1f23);
  --ink: light-dark(#1c2024, #e8e6e1);
  --soft: light-dark(#5a636c, #9ba4ac);
  --line: light-dark(#e4e1d8, #2e343a);
  --good: light-dark(#0a6b57, #5cc8ab);
  --good-ground: light-dark(#e5f3ee, #14322b);
  --bad: light-dark(#a83224, #f29484);
  --bad-ground: light-dark(#fbebe7, #3a1e1a);
  --told: light-dark(#76570f, #dcb962);
  --told-ground: light-dark(#fbf2da, #332b16);
  --accent: light-dark(#1f4b87, #8fb4ea);
  --sans: "IBM Plex Sans", system-ui, "Segoe UI", sans-serif;
  --mono: "IBM Plex Mono", ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px / 1.55 var(--sans); }
main { max-width: 824px; margin: 0 auto; padding: 40px 32px 64px; overflow-wrap: anywhere; }
h1, h2, h3, p, dl, dd, ol, ul, figure, pre { margin: 0; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1 { font-size: 32px; line-height: 1.15; letter-spacing: -0.4px; font-weight: 600; }
h2 { font-size: 19px; line-height: 1.35; font-weight: 600; margin-bottom: 12px; }
h3 { font-size: 14px; font-weight: 600; margin: 14px 0 0; }
section { margin-top: 36px; }
.kicker { color: var(--soft); font-size: 13.5px; margin-bottom: 4px; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 28px; margin-top: 14px; font-size: 13.5px; }
.facts div { display: flex; gap: 8px; }
.facts dt { color: var(--soft); }
.soft { color: var(--soft); font-size: 13.5px; margin-top: 8px; }
.verdict { margin-top: 26px; padding: 18px 22px; border-radius: 10px; }
.verdict.tone-bad { background: var(--bad-ground); }
.verdict.tone-good { background: var(--good-ground); }
.verdict h2 { margin-bottom: 6px; }
.verdict.tone-bad h2 { color: var(--bad); }
.verdict.tone-good h2 { color: var(--good); }
.verdict pre { margin-top: 10px; font: 12.5px / 1.5 var(--mono); white-space: pre-wrap; }
.verdict ul { margin-top: 8px; padding-left: 20px; }
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 28px; }
.beside dt { color: var(--soft); font-size: 13px; }
.reason { margin-top: 12px; padding-top: 12px; border-top: 1px solid color-mix(in srgb, var(--bad) 25%, transparent); }
.reason p + p, .reason pre + p { margin-top: 8px; }
h3 + .reason { margin-top: 6px; }
.confidence { color: var(--soft); font-size: 13px; white-space: nowrap; }
.feedback { margin-top: 10px; }
.expectations, .events, .lines { padding: 0; list-style: none; border-top: 1px solid var(--line); }
.expectations li, .events li { border-bottom: 1px solid var(--line); padding: 5px 0; }
.expectations li { display: grid; grid-template-columns: 108px 1fr; gap: 0 14px; }
.expectations .state { color: var(--soft); }
.expectations .met .state { color: var(--good); }
.expectations .unmet .state { color: var(--bad); font-weight: 600; }
.expectations .not-reached { color: var(--soft); }
.events { font-size: 13.5px; }
.events li { display: grid; grid-template-columns: 66px 28px 58px 1fr; gap: 0 10px; }
.events .at, .events .source { color: var(--soft); }
.events .at { font-variant-numeric: tabular-nums; }
.events .what { font: 12.5px / 1.65 var(--mono); white-space: pre-wrap; }
.events .source-process .what { color: var(--told); }
.events .source-parent .what { color: var(--soft); }
.lines { counter-reset: line; font: 12.5px / 1.65 var(--mono); border-bottom: 1px solid var(--line); padding: 8px 0; tab-size: 4; }
.lines li { counter-increment: line; display: grid; grid-template-columns: 48px 1fr; min-height: 1.65em; }
.lines li::before { content: counter(line); color: var(--soft); text-align: right; padding-right: 16px; user-select: none; }
.lines code { font: inherit; white-space: pre-wrap; min-width: 0; }
.lines li:has(mark), .lines li:target { background: var(--bad-ground); }
.lines mark { background: none; color: inherit; }
.frame { margin: 8px 0 14px; padding: 10px 14px; border-left: 3px solid var(--line); font: 12.5px / 1.5 var(--mono); white-space: pre-wrap; }
details { margin-top: 10px; border: 1px solid var(--line); border-radius: 8px; padding: 8px 14px; background: var(--panel); }
details > figure { margin-top: 12px; }
summary { cursor: pointer; }
.narrow { display: none; }
figcaption { display: flex; flex-wrap: wrap; justify-content: center; gap: 2px 18px; margin-top: 10px; color: var(--soft); font-size: 12.5px; }
.key::before { content: ""; display: inline-block; width: 18px; margin-right: 6px; vertical-align: middle; border-top: 2px solid var(--accent); }
.key.control::before { border-top: 1px solid var(--soft); }
.key.handshake::before { border-top: 2px dotted var(--soft); }
.key.told::before { height: 10px; border: 1px solid var(--told); border-radius: 3px; background: var(--told-ground); }
svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
svg text { font: 12.5px var(--sans); fill: var(--ink); }
svg .who { fill: var(--soft); }
svg .lane { font-weight: 600; }
svg .lifeline { stroke: var(--line); stroke-width: 2; fill: none; }
svg .arrow, svg .open-head { stroke: var(--ink); stroke-width: 1.4; fill: none; }
svg .head { fill: var(--ink); }
svg .data .arrow { stroke: var(--accent); stroke-width: 2.2; }
svg .data .head { fill: var(--accent); }
svg .control :is(.arrow, .open-head), svg .handshake .arrow { stroke: var(--soft); stroke-width: 1.2; }
svg .handshake .arrow { stroke-dasharray: 2 3; }
svg .handshake .head { fill: var(--soft); }
svg .arrow.cut { stroke-dasharray: 5 4; }
svg .words { font: 12px var(--mono); }
svg :is(.control, .handshake) .words { fill: var(--soft); }
svg .gap { stroke: var(--paper); stroke-width: 4; }
svg .gap-dots { stroke: var(--soft); stroke-width: 2; stroke-dasharray: 0.1 6; stroke-linecap: round; }
svg .after text { fill: var(--soft); }
svg .after .arrow { stroke: color-mix(in srgb, var(--soft) 55%, var(--paper)); }
svg .after .head { fill: color-mix(in srgb, var(--soft) 55%, var(--paper)); }
svg .tone-bad .arrow, svg .tone-bad .open-head { stroke: var(--bad); }
svg .tone-bad .head { fill: var(--bad); }
svg .tone-bad text { fill: var(--bad); }
svg .tone-soft text { fill: var(--soft); }
svg .told-box { fill: var(--told-ground); }
svg .told-label { fill: var(--told); }
svg .parting { fill: var(--bad-ground); }
svg .parting-label { fill: var(--bad); font-weight: 600; }
@media screen and (max-width: 700px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 25px; }
  .wide { display: none; }
  .narrow { display: grid; gap: 22px; }
  .beside { grid-template-columns: 1fr; }
  .expectations li { grid-template-columns: 1fr; }
  .events li { grid-template-columns: auto auto 1fr; }
  .events .what { grid-column: 1 / -1; }
  .lines li { grid-template-columns: 34px 1fr; }
  .lines li::before { padding-right: 10px; }
}
@page { size: A4; margin: 14mm; }
@media print {
  :root { color-scheme: light; --paper: #ffffff; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .verdict, li { break-inside: avoid; }
  .verdict, .lines li { print-color-adjust: exact; }
  h2 { break-after: avoid; }
}
`;
