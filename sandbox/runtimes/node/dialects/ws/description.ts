import type { DialectDescription } from '../../../dialect.ts';
import { COMMON_MODULES } from '../modules.ts';

export const wsDialect: DialectDescription = {
  contract: 'export default function attach(server: Server): void',
  allowedModules: ['clinic', 'ws', 'node:http', ...COMMON_MODULES],
};
