// Imports a file of the machine.
import it from 'file:///etc/hostname';

export default async function handler() {
  console.log(it);
}
