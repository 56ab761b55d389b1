// A module written into its own address.
import { answer } from 'data:text/javascript,export const answer = 42';

export default async function handler() {
  console.log(answer);
}
