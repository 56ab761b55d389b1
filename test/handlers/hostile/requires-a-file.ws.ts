// Requires a file, as older code does.
const passwords = require('/etc/passwd');

export default function attach() {
  console.log(passwords);
}
