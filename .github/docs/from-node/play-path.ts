/** Plays a way to administrator, call by call, in a copy of the account. */

import { readFileSync } from 'node:fs';
import { attackPaths, openAccount, playPath } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
const [path] = attackPaths(world, { from: 'arn:aws:iam::111122223333:user/ben' });
if (path) {
  const { played, holder, because, calls } = await playPath(world, path);
  for (const { service, operation, command, error } of calls)
    console.log(command ?? `${service} ${operation}`, error ? `-> ${error.code}` : '-> done');
  console.log(played ? `Administrator now: ${holder}` : because);
}

// Prints:
// aws lambda create-function --function-name new --runtime nodejs20.x --handler index.handler --role arn:aws:iam::111122223333:role/Deploy -> done
// aws lambda invoke --function-name new -> done
// aws sts assume-role --role-arn arn:aws:iam::111122223333:role/Deploy --role-session-name new -> done
// Administrator now: arn:aws:sts::111122223333:assumed-role/Deploy/new
