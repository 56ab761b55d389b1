// Escape codes where a name should be.
export default function attach() {
  let [31m = 1;
}
