// Hands on whatever a file exports.
export * from '/etc/passwd';
export { default } from '../../package.json';
