import { env } from 'node:process';

/**
 * `npm run test:deep`: the property and fuzz tests at their full counts, every place and state through axe, and every
 * example built again by the real `aws` CLI.
 */
env['DEEP'] = '1';
await import('./run.ts');
