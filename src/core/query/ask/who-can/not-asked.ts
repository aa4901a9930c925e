/**
 * Finds who else the policy of the resource may let in: other accounts, their users and roles, and everybody. A list of
 * the principals of one account does not ask for them, so nothing about them can be concluded from it.
 */

import { targetOf } from '#core/authz/gather.ts';
import { actionName } from '#core/eval/action.ts';
import { programOf } from '#core/eval/program.ts';
import { arnName, parseArn } from '#core/model/arn.ts';
import type { AccountId } from '#core/model/ids.ts';
import { accountWordsIn } from '#core/model/world/account-names.ts';
import type { World } from '#core/model/world/world.ts';
import { compile } from '#core/policy/compile.ts';
import type { WhoCanQuestion } from '../who-can.ts';

/**
 * Returns names in the order of the policy: `account 999988887777` or `Production (999988887777)`, `eve of account
 * 999988887777`, `everybody`. It reads no conditions and no denies, so each of them may be let in, or not.
 */
export function notAskedOf(world: World, account: AccountId, question: WhoCanQuestion): string[] {
  const { action, resource, assume } = question;
  const asked = question.parts?.map((part) => part.question) ?? [{ action, resource }];
  const names = asked.flatMap((one) => {
    const policy = targetOf(world, one.action, one.resource).policy ?? assume?.resourcePolicy;
    if (!policy) return [];
    return programOf(compile(policy.document))
      .forAction(actionName(one.action))
      .filter(({ isDeny }) => !isDeny)
      .flatMap(({ source: { principals, notPrincipals } }) =>
        notPrincipals
          ? ['everybody']
          : (principals ?? []).flatMap((principal) => nameOf(world, principal, account)),
      );
  });
  return [...new Set(names)];
}

function nameOf(
  world: World,
  { type, value }: { readonly type: string; readonly value: string },
  account: AccountId,
): string[] {
  if (type === 'CanonicalUser') return [`the canonical user ${value}`];
  if (type !== 'AWS') return [];
  if (value === '*') return ['everybody'];
  if (/^\d{12}$/.test(value)) return value === account ? [] : [accountWordsIn(world, value)];
  const arn = parseArn(value);
  if (!arn || arn.account === account) return [];
  const of = accountWordsIn(world, arn.account);
  return [arn.resource === 'root' ? of : `${arnName(value)} of ${of}`];
}
