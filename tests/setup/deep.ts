/**
 * `npm run test:deep`: the property and fuzz tests at their full counts, every AWS managed policy, every place and state
 * through axe, what faults and a second tab do to saved work, and every example built again by the real `aws` CLI.
 */

import { env } from 'node:process';

env['DEEP'] = '1';
await import('./run.ts');
