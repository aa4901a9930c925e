/** Finds the fewest changes that close the ways of a user to administrator, while a daily call stays allowed. */

import { readFileSync } from 'node:fs';
import { cutPaths, openAccount } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
const ben = 'arn:aws:iam::111122223333:user/ben';
const found = await cutPaths(world, {
  from: [ben],
  keep: [{ principal: ben, action: 's3:GetObject', resource: 'arn:aws:s3:::photos/owl.jpg' }],
});
if (found.closed) {
  console.log(found.changes.join('\n'));
  console.log(found.isSmallest ? 'Fewer changes are not enough.' : 'Fewer changes may be enough.');
  for (const { command, service, operation } of found.requests)
    console.log(command ?? `${service} ${operation}`);
} else if (found.stopped) {
  console.log('The time was over. These changes close the ways that were found:');
  console.log(found.changes.join('\n'));
} else {
  console.log('These ways stay open.');
  console.log(found.against.join('\n'));
}

// Prints:
// Take iam:PassRole on role Deploy out of DeployFunctions, and delete its version v1
// Fewer changes are not enough.
// aws iam create-policy-version --policy-arn arn:aws:iam::111122223333:policy/DeployFunctions --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["lambda:CreateFunction","lambda:InvokeFunction"],"Resource":"arn:aws:lambda:eu-west-1:111122223333:function:*"}]}' --set-as-default
// aws iam delete-policy-version --policy-arn arn:aws:iam::111122223333:policy/DeployFunctions --version-id v1
