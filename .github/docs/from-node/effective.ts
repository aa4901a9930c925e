/** Lists what a role can do after its limits, and which policy takes the rest away. */

import { readFileSync } from 'node:fs';
import { effective, openAccount } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
const { permissions, taken } = await effective(world, 'arn:aws:iam::111122223333:role/Reports');
for (const { actions, resources, from } of permissions) {
  console.log(`can do ${actions.join()} on ${resources.join()}`);
  for (const { policy } of from) console.log(`  allowed by ${policy}`);
}
for (const { actions, by, isWhole } of taken) {
  console.log(`loses ${isWhole ? '' : 'a part of '}${actions.join()}`);
  console.log(`  by ${by.kind === 'deny' ? by.source.policy : by.policies.join()}`);
}

// Prints:
// can do s3:GetObject on arn:aws:s3:::photos/*
//   allowed by arn:aws:iam::111122223333:role/Reports#ReadAndSend
// loses a part of s3:GetObject
//   by arn:aws:iam::111122223333:policy/OnlyPhotos
// loses sqs:SendMessage
//   by arn:aws:iam::111122223333:policy/OnlyPhotos
