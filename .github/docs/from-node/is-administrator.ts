/** Says of every user and role whether it is an administrator, however its permissions are spread over policies. */

import { readFileSync } from 'node:fs';
import { isAdministrator, openAccount } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
for (const { arn } of [...world.users.values(), ...world.roles.values()]) {
  const { admin } = await isAdministrator(world, arn);
  console.log(arn, admin);
}
const { because } = await isAdministrator(world, 'arn:aws:iam::111122223333:user/ada');
console.log(because);

// Prints:
// arn:aws:iam::111122223333:user/ada true
// arn:aws:iam::111122223333:user/ben false
// arn:aws:iam::111122223333:user/cleo false
// arn:aws:iam::111122223333:role/Deploy true
// arn:aws:iam::111122223333:role/Reports false
// It may do everything that the account leaves to anybody.
