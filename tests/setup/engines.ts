/**
 * `npm run test:engines`: what a person does at the built site in Chromium, Firefox and WebKit. An engine that is not
 * installed is skipped, and its reason printed.
 */

import { env } from 'node:process';

env['ENGINES'] = '1';
await import('./run.ts');
