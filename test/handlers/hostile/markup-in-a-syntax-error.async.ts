// A syntax error that quotes markup.
export default async function handler() {
  const <img src=x onerror=alert(1)> = 1;
}
