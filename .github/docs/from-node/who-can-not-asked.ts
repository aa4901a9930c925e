/** Names who else a resource policy may let in. `whoCan` asks only for the principals of the accounts that it has. */

import { readFileSync } from 'node:fs';
import { openAccount, whoCanNotAsked } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const document = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::777788889999:role/printer'] },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::photos/*',
    },
  ],
};
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }], {
  resourcePolicies: [{ account: '111122223333', arn: 'arn:aws:s3:::photos', document }],
});
const resource = 'arn:aws:s3:::photos/owl.jpg';
for (const name of await whoCanNotAsked(world, { action: 's3:GetObject', resource })) console.log(name);

// Prints:
// account 444455556666
// printer of account 777788889999
