// Imports a file of the machine.
import it from '/etc/passwd';

export default async function handler() {
  console.log(it);
}
