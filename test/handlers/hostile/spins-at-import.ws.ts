// Never gets as far as its export.
let n = 0;
while (n >= 0) n += 1;

export default function attach() {}
