// Imports what is not handed out.
import it from 'data:text/javascript,export default 1';

export default function attach() {
  console.log(it);
}
