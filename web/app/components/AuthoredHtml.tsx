import { useEffect, useRef } from 'preact/hooks';
import { go } from '../models/route.ts';
import { inPage } from './Header.tsx';

/**
 * HTML that the workshop made from an author's Markdown, with raw HTML shown as text; nothing that a run or a learner wrote gets here.
 * A link to a step or a timeline stays in this page.
 */
export function AuthoredHtml({ html }: { html: string }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = root;
    current?.addEventListener('click', followInPage);
    return () => current?.removeEventListener('click', followInPage);
  }, []);
  return <div ref={root} dangerouslySetInnerHTML={{ __html: html }} />;
}

function followInPage(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const address = link?.getAttribute('href');
  if (address?.startsWith('/')) inPage(() => go(address))(event);
}
