// The import of TypeScript’s older modules.
import fs = require('node:fs');

export default async function handler() {
  console.log(fs.readdirSync('/'));
}
