// Imports a file of the machine.
import it from '../../../package.json';

export default async function handler() {
  console.log(it);
}
