/** Lists who can do an action, and which actions of an access level each user and role can do. */

import { readFileSync } from 'node:fs';
import { openAccount, whoCan } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
const resource = 'arn:aws:s3:::photos/owl.jpg';
for (const { name, verdict, conditions } of await whoCan(world, { action: 's3:PutObject', resource })) {
  console.log(`${name}: ${verdict}`);
  if (conditions) console.log(`  but allowed with ${JSON.stringify(conditions)}`);
}
console.log('Read access to the same photo:');
for (const { name, allowed, denied } of await whoCan(world, { service: 's3', level: 'Read', resource }))
  console.log(`${name}: ${denied.length === 0 ? 'all' : allowed.join(', ') || 'none'}`);

// Prints:
// root: allowed
// ada: allowed
// ben: denied
// cleo: denied
//   but allowed with {"kind":"test","operator":"Bool","key":"aws:MultiFactorAuthPresent","values":["true"]}
// Deploy: allowed
// Reports: denied
// Read access to the same photo:
// root: all
// ada: all
// ben: s3:GetObject
// cleo: none
// Deploy: all
// Reports: s3:GetObject
