export async function buildApp(_: { outdir: string; minify: boolean }): Promise<void> {}
