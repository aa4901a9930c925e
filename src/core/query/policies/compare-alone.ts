/**
 * Compares two documents of one place without the account: a request that only the second allows, and one that only the
 * first does. It tells of a policy that nobody has, and of principals that the account does not hold.
 */

import { everythingText } from '../../analysis/everything.ts';
import { type GrantsMore, type GrantsMoreOptions, grantsMoreInSteps } from '../../analysis/grants-more.ts';
import { type SampleCaller, anybodyCaller, ownAccount } from '../../analysis/grants/callers.ts';
import type { GrantingKind } from '../../analysis/grants/kinds.ts';
import { splitFields } from '../../eval/arn.ts';
import { unsafeAccountId } from '../../model/ids.ts';
import type { World } from '../../model/world/world.ts';
import { parsePolicy } from '../../policy/syntax/parse.ts';
import type { Steps } from '../../model/steps.ts';

interface BothWays {
  /** Tells whether the second allows more. */
  readonly gained: GrantsMore;
  readonly lost: GrantsMore;
}

export interface ComparedAlone extends BothWays {
  readonly as: GrantingKind;
  /** Only principals that the account does not hold were looked at. */
  readonly isOfOthers?: true;
  /** Set for a service control policy that alone means something else than beside `FullAWSAccess`. */
  readonly withoutFullAccess?: BothWays;
}

/** An absent document: there is no policy. Returns `undefined` when one of them is no policy. */
export function* compareAlone(
  before: string | undefined,
  after: string | undefined,
  as: GrantingKind,
  options: GrantsMoreOptions,
): Steps<ComparedAlone | undefined> {
  const [earlier, later] = [before ?? withoutPolicy(as), after ?? withoutPolicy(as)];
  if (!parsePolicy(earlier).ok || !parsePolicy(later).ok) return undefined;
  if (as !== 'scp') return { as, ...(yield* bothWays(earlier, later, as, options)) };
  const beside = yield* bothWays(besideFullAccess(earlier), besideFullAccess(later), as, options);
  if (isOnlyDeny(earlier) && isOnlyDeny(later)) return { as, ...beside };
  const alone = yield* bothWays(earlier, later, as, options);
  const isLike = alone.gained.answer === beside.gained.answer && alone.lost.answer === beside.lost.answer;
  return { as, ...beside, ...(!isLike && { withoutFullAccess: alone }) };
}

/** Does so for principals that the world does not hold: other accounts, services and federated users. */
export function* compareForOthers(
  world: World,
  before: string | undefined,
  after: string | undefined,
  as: 'trust' | 'resource',
  options: GrantsMoreOptions,
): Steps<ComparedAlone | undefined> {
  const isNamed = `${before} ${after}`.includes(ownAccount);
  const isMeant = ({ arn }: SampleCaller) => {
    // It stands for any account, as the outsider does; that one says so.
    if (arn === anybodyCaller.arn && !isNamed) return false;
    const [, , , , account = '', resource = ''] = splitFields(arn);
    return /^(?:oidc|saml)-provider\//.test(resource) || !world.accounts.has(unsafeAccountId(account));
  };
  const compared = yield* compareAlone(before, after, as, { ...options, isMeant });
  return compared && { ...compared, isOfOthers: true };
}

export const isSame = ({ gained, lost }: ComparedAlone): boolean =>
  gained.answer === 'no' && lost.answer === 'no';

function* bothWays(
  before: string,
  after: string,
  as: GrantingKind,
  options: GrantsMoreOptions,
): Steps<BothWays> {
  const gained = yield* grantsMoreInSteps(before, after, as, options);
  return { gained, lost: yield* grantsMoreInSteps(after, before, as, options) };
}

/** A limit that is not there takes nothing away; without any other policy nothing is allowed. */
const withoutPolicy = (as: GrantingKind): string =>
  as === 'scp' || as === 'rcp' || as === 'boundary' ? everythingText : '{"Statement":[]}';

interface Written {
  readonly Statement?: readonly { readonly Effect?: unknown }[];
}

const read = (text: string): Written => JSON.parse(text) as Written;

const isOnlyDeny = (text: string): boolean =>
  [read(text).Statement ?? []].flat().every(({ Effect }) => Effect === 'Deny');

const besideFullAccess = (text: string): string => {
  const { Statement = [], ...rest } = read(text);
  const all = { Effect: 'Allow', Action: '*', Resource: '*' };
  return JSON.stringify({ ...rest, Statement: [Statement, all].flat() });
};
