/** What a browser without the workshop's token sees. */
export const lockedPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Socket Clinic</title><meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:17px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1.5em;color-scheme:light dark}code{font-size:.9em}</style></head>
<body><main><h1>Open the address that the terminal printed</h1>
<p>This workshop runs programs on your computer, so it only talks to whoever knows its token. The address with the token is in the terminal where it was started, in the line <code>Socket Clinic is ready: …</code></p></main></body>
</html>
`;
