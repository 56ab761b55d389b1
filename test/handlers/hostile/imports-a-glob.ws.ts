// Imports what is not handed out.
import it from './*.ts';

export default function attach() {
  console.log(it);
}
