// A source map comment that names a file of the machine.
export default async function handler(connection: any) {
  await connection.accept();
}
//# sourceMappingURL=/etc/passwd
