import type { DialectDescription } from '../../../dialect.ts';
import { COMMON_MODULES } from '../modules.ts';

export const asyncDialect: DialectDescription = {
  contract: 'export default async function handler(connection: Connection, clientId: string)',
  allowedModules: ['clinic', ...COMMON_MODULES],
};
