// A source map comment that names a parent folder.
export default function attach() {}
//# sourceMappingURL=../../../package.json
