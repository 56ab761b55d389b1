/** The dialects: the styles that a handler is written in. In the order in which the page shows them. */
export const DIALECTS = ['fastapi', 'async', 'ws'] as const;
export type Dialect = (typeof DIALECTS)[number];
