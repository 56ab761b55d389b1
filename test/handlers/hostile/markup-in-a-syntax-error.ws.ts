// A syntax error that quotes markup.
export default function attach() {
  return '</script><script>alert(1)</script>
}
