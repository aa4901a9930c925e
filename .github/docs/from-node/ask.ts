/** Asks whether a request is allowed, and why. `ask` returns its answer at once, without `await`. */

import { readFileSync } from 'node:fs';
import { ask, openAccount } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
const request = {
  principal: 'arn:aws:iam::111122223333:user/cleo',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::photos/owl.jpg',
};
const { verdict, because, dependsOn } = ask(world, request);
console.log(verdict);
console.log(because);
console.log(`It depends on: ${dependsOn?.join(', ')}`);
const withMfa = ask(world, { ...request, context: { 'aws:MultiFactorAuthPresent': 'true' } });
console.log(`With MFA: ${withMfa.verdict}`);

// Prints:
// denied
// Denied because the request was made without MFA. UploadWithMfa of cleo allows it only on a condition that this request does not meet.
// It depends on: resource-policies
// With MFA: allowed
