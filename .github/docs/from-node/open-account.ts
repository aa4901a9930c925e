/** Opens an account file together with facts that no such file holds: a resource and its policy. */

import { readFileSync } from 'node:fs';
import { openAccount } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const files = [{ name: 'account.json', text: readFileSync(file, 'utf8') }];
const account = '111122223333';
const arn = 'arn:aws:s3:::photos';
const document = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:GetObject', Resource: `${arn}/*` },
  ],
};
const { world, notices } = await openAccount(files, {
  resources: [{ type: 'AWS::S3::Bucket', arn, account }],
  resourcePolicies: [{ account, arn, document }],
  now: '2026-03-01T09:00:00Z',
});
console.log([...world.accounts.keys()].join(', '));
console.log([...world.users.values(), ...world.roles.values()].map(({ arn }) => arn).join('\n'));
console.log(`${notices.length} notices. The first: ${notices[0]}`);

// Prints:
// 111122223333
// arn:aws:iam::111122223333:user/ada
// arn:aws:iam::111122223333:user/ben
// arn:aws:iam::111122223333:user/cleo
// arn:aws:iam::111122223333:role/Deploy
// arn:aws:iam::111122223333:role/Reports
// 4 notices. The first: These AWS managed policies are attached but not in the files. Their text comes from the built-in catalogue and can be newer: `AdministratorAccess`.
