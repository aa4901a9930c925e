/** Tests an account in CI: the file holds answers that a person pinned, and each is asked again. */

import { readFileSync } from 'node:fs';
import { checkAnswers, openAccount } from '../../../src/headless.ts';

const file = new URL('account.json', import.meta.url);
const { world } = await openAccount([{ name: 'account.json', text: readFileSync(file, 'utf8') }]);
const pinned = new URL('pinned-answers.json', import.meta.url);
const answers = checkAnswers(world, { name: 'pinned-answers.json', text: readFileSync(pinned, 'utf8') });
for (const { question, passed, expected, now, because, decidedBy } of answers) {
  const { principal, action, resource } = question;
  console.log(passed ? 'ok' : 'not ok', `${principal} ${action} ${resource}: ${expected}, now ${now}`);
  if (!passed) console.log(`  ${because} ${decidedBy.join(' ')}`);
}
process.exitCode = answers.every(({ passed }) => passed) ? 0 : 1;

// Prints:
// ok arn:aws:iam::111122223333:user/ben s3:GetObject arn:aws:s3:::photos/owl.jpg: allowed-as-far-as-known, now allowed-as-far-as-known
// ok arn:aws:iam::111122223333:user/cleo s3:PutObject arn:aws:s3:::photos/owl.jpg: denied-as-far-as-known, now denied-as-far-as-known
// not ok arn:aws:iam::111122223333:user/ben iam:PassRole arn:aws:iam::111122223333:role/Deploy: denied, now allowed-as-far-as-known
//   Allowed because DeployFunctions allows iam:PassRole on role Deploy. arn:aws:iam::111122223333:policy/DeployFunctions
