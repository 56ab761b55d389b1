// Imports what is not handed out.
import it from 'express';

export default function attach() {
  console.log(it);
}
