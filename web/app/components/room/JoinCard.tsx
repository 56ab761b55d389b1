import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';

/** How learners join, to be read from the last row. */
export function JoinCard({ address, code }: { address: string; code: string }) {
  const path = useMemo(() => qrPath(`${address}?code=${encodeURIComponent(code)}`), [address, code]);
  return (
    <section class="join-card" aria-label="How to join">
      <svg
        class="qr"
        viewBox={`0 0 ${path.size} ${path.size}`}
        role="img"
        aria-label={`QR code of ${address}`}
        shape-rendering="crispEdges"
      >
        <rect width={path.size} height={path.size} fill="#fff" />
        <path d={path.d} fill="#000" />
      </svg>
      <p class="join-address">
        <span class="soft">Open</span> <b>{address.replace(/^https?:\/\//, '')}</b>
      </p>
      <p class="join-code">
        <span class="soft">Code</span> <b>{code}</b>
      </p>
    </section>
  );
}

/** One square a dark module; the quiet zone is part of it. */
function qrPath(text: string): { d: string; size: number } {
  const { data, size } = encode(text, { border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { d: squares.join(''), size };
}
