/** Lists the part of the effective permissions that is about one service and access level. */

import { readFileSync } from 'node:fs';
import { openAccount, whatCan } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
const { permissions } = await whatCan(world, 'arn:aws:iam::111122223333:user/ben', {
  service: 's3',
  level: 'Read',
});
for (const { actions, resources } of permissions) console.log(actions.join(', '), 'on', resources.join(', '));

// Prints:
// s3:GetObject on arn:aws:s3:::photos/*
