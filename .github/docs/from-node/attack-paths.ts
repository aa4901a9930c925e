/** Finds ways to administrator: who has one, and by which steps. */

import { readFileSync } from 'node:fs';
import { attackPaths, openAccount } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
const paths = attackPaths(world, { to: 'administrator' });
for (const { from, steps } of paths) {
  console.log(from, steps.length === 0 ? 'is an administrator' : 'can become one:');
  for (const { method, to, permissions } of steps) {
    console.log(`  ${method} leads to ${to}`);
    for (const { action, resource } of permissions) console.log(`    ${action} on ${resource}`);
  }
}
console.log(paths.isComplete ? 'The search was complete.' : 'The search was stopped: there may be more.');

// Prints:
// arn:aws:iam::111122223333:user/ada is an administrator
// arn:aws:iam::111122223333:role/Deploy is an administrator
// arn:aws:iam::111122223333:user/ben can become one:
//   lambda-001 leads to arn:aws:iam::111122223333:role/Deploy
//     iam:PassRole on arn:aws:iam::111122223333:role/Deploy
//     lambda:CreateFunction on arn:aws:lambda:eu-west-1:111122223333:function:new
//     lambda:InvokeFunction on arn:aws:lambda:eu-west-1:111122223333:function:new
// The search was complete.
