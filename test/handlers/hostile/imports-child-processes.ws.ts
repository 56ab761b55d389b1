// Imports what is not handed out.
import it from 'node:child_process';

export default function attach() {
  console.log(it);
}
