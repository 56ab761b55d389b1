// Escape codes and an end of line inside a broken string.
export default async function handler() {
  const a = '[2J]0;owned;
}
