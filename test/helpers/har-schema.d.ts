/** The schemas of HAR 1.2 by the names of its objects; they refer to each other by the names of their files. */
declare module 'har-schema' {
  const schemas: Record<string, object>;
  export default schemas;
}
