import { env } from 'node:process';

/** `npm run test:deep`: the property and fuzz tests at their full counts. */
env['DEEP'] = '1';
await import('./run.ts');
