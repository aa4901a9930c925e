/** Says what a policy document alone newly allows or no longer allows, with an example. */

import type { GrantsMore } from '#core/analysis/grants-more.ts';
import { arnAccount } from '#core/model/arn.ts';
import { type ComparedAlone, isSame } from '#core/query/policies/compare-alone.ts';
import type { EditedPolicy } from '#core/query/policies/edited-policy.ts';
import { conditionClause } from '#core/query/identities/permission-words.ts';
import { principalWords, witnessWords } from './words.ts';

/** Says for whom the document counts, before it is said what it allows. */
export function editedHolderWords(edited: EditedPolicy, isHeld: boolean): string {
  if (isHeld) return 'Nothing changes for the identities of this workspace.';
  const as = edited.kind === 'new' ? edited.as : edited.kind;
  switch (as) {
    case 'trust':
      return 'The role does not exist yet.';
    case 'control':
    case 'scp':
    case 'rcp':
      return 'This policy is attached to nothing yet.';
    default:
      return 'Nobody has this policy yet.';
  }
}

export interface AloneLine {
  readonly kind: 'gained' | 'lost' | 'note';
  readonly text: string;
  readonly example?: string;
}

/** `home`: the open account. */
export function aloneLines(compared: ComparedAlone, home: string): AloneLine[] {
  const { as, isOfOthers, withoutFullAccess: alone } = compared;
  const lines = (both: Pick<ComparedAlone, 'gained' | 'lost'>, words: Words) =>
    (['gained', 'lost'] as const).flatMap((kind) => lineOf(kind, both[kind], words, as, home));
  if (alone) {
    const beside = isSame(compared)
      ? [{ kind: 'note' as const, text: 'Beside FullAWSAccess it allows the same as before.' }]
      : lines(compared, { start: 'Beside FullAWSAccess it', to: '' });
    return [...beside, ...lines(alone, { start: 'Where FullAWSAccess is detached, it', to: '' })];
  }
  if (isSame(compared)) return [{ kind: 'note', text: 'It allows the same as before.' }];
  return lines(compared, { start: 'It', to: isOfOthers ? ' others' : '' });
}

interface Words {
  readonly start: string;
  readonly to: string;
}

function lineOf(
  kind: 'gained' | 'lost',
  more: GrantsMore,
  { start, to }: Words,
  as: ComparedAlone['as'],
  home: string,
): AloneLine[] {
  switch (more.answer) {
    case 'no':
      return [];
    case 'unknown':
      return [
        {
          kind: 'note',
          text: `${start} may ${kind === 'gained' ? 'newly allow' : 'no longer allow'}${to} something: ${more.why}.`,
        },
      ];
    case 'yes': {
      if (kind === 'gained' && isAnybody(more.witness, as))
        return [
          {
            kind,
            text: 'Anybody, of any account, can do this now, for example:',
            example: requestWords(more.witness, as),
          },
        ];
      const text = `${start} ${kind === 'gained' ? 'newly' : 'no longer'} allows${to}, for example:`;
      return [{ kind, text, example: exampleWords(more.witness, as, home) }];
    }
  }
}

/** Tells whether the second document newly allows a principal that no policy names, under no condition. */
export const opensToAnybody = ({ as, gained }: ComparedAlone): boolean =>
  gained.answer === 'yes' && isAnybody(gained.witness, as);

const outsider = '999900001111';

const isAnybody = ({ principal = '', context }: Witness, as: ComparedAlone['as']): boolean =>
  (as === 'trust' || as === 'resource') &&
  isInvented(principal) &&
  arnAccount(principal) === outsider &&
  Object.keys(context).length === 0;

const isInvented = (principal: string): boolean => /^arn:[^:]+:iam::\d{12}:user\/w$/.test(principal);

type Witness = Extract<GrantsMore, { answer: 'yes' }>['witness'];

const requestWords = ({ action, resource }: Witness, as: ComparedAlone['as']): string =>
  as === 'trust' ? action : witnessWords({ action, resource, principal: '' });

/** Returns `sts:AssumeRole by lambda.amazonaws.com, if …`. The resource of a trust policy is its role. */
function exampleWords(witness: Witness, as: ComparedAlone['as'], home: string): string {
  const { context, principal } = witness;
  const by = as === 'trust' || as === 'resource' ? ` by ${callerWords(principal, home)}` : '';
  const tests = Object.entries(context).map(([key, value]) => ({
    kind: 'test' as const,
    operator: 'StringEquals',
    key,
    values: typeof value === 'string' ? [value] : value,
  }));
  const [first, ...rest] = tests;
  const conditions = rest.length > 0 ? ({ kind: 'all', of: tests } as const) : first;
  return `${requestWords(witness, as)}${by}${conditions ? `, ${conditionClause(conditions)}` : ''}`;
}

/** The comparison invents user `w` for accounts that a policy names, and an account that none does. */
function callerWords(principal: string | undefined, home: string): string {
  if (principal === undefined) return 'an identity of this account';
  const account = arnAccount(principal);
  if (!isInvented(principal)) return principalWords(principal, account !== '' && account !== home);
  if (account === home) return 'an identity of this account';
  return account === outsider ? 'anybody, of any account' : `an identity of account ${account}`;
}
