// Imports what is not handed out.
import it from './inside.mjs';

export default function attach() {
  console.log(it);
}
