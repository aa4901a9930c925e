/** The way in which a level was solved, in words: what a learner reads at the end fits what the learner did. */

import type { LevelCall } from './format.ts';

/** The calls of an answer as they were made or are written: an operation and its parameters. */
export interface MadeCall {
  readonly operation: string;
  readonly params: unknown;
}

interface Way {
  readonly fits: (call: MadeCall) => boolean;
  readonly done: string;
  /** It takes a permission away: not told where the same principal gets another one in its place. */
  readonly takes?: true;
  /** It follows “Another way:”. */
  readonly other: string;
}

const named =
  (pattern: RegExp) =>
  ({ operation }: MadeCall): boolean =>
    pattern.test(operation);

/** The document may be an object, a text, or a text in a text. */
const denies = ({ operation, params }: MadeCall): boolean =>
  /^(Put|Create|Update)/.test(operation) &&
  /\\*"Effect\\*"\s*:\s*\\*"Deny\\*"/.test(JSON.stringify(params) ?? '');

/** The first that fits is told: the way that decides most is at the top. */
const ways: readonly Way[] = [
  {
    fits: denies,
    done: 'Your policy has a Deny. A Deny wins over every Allow.',
    other: 'a policy with a Deny.',
  },
  {
    fits: named(/PermissionsBoundary$/),
    done: 'You changed a boundary. It limits what the policies give.',
    other: 'a permissions boundary.',
  },
  {
    fits: named(/^((Detach|Delete)(User|Group|Role)Policy|RemoveUserFromGroup)$/),
    takes: true,
    done: 'You took the permission away.',
    other: 'take the permission away.',
  },
  {
    fits: named(/^SetDefaultPolicyVersion$/),
    done: 'You made another version the default version.',
    other: 'make another version the default version.',
  },
  {
    fits: named(/^UpdateAssumeRolePolicy$/),
    done: 'You changed the trust policy: it says who can assume the role.',
    other: 'change the trust policy of the role.',
  },
  {
    fits: named(/^(AddUserToGroup|(Attach|Put)GroupPolicy)$/),
    done: 'You gave the rights through a group.',
    other: 'give the rights through a group.',
  },
  {
    fits: named(/^CreatePolicyVersion$/),
    done: 'You edited a policy. The change is for all who have it.',
    other: 'edit the policy.',
  },
];

/** The user, group or role that a call is about; `undefined` for calls about something else. */
function principalOf({ params }: MadeCall): string | undefined {
  const entries = Object.entries(typeof params === 'object' && params !== null ? params : {});
  const name = entries.find(([key]) => /^(user|group|role)Name$/i.test(key));
  return name && `${name[0].toLowerCase()} ${String(name[1])}`;
}

/** True where another permission comes in the place of the one that `taken` takes: a change, and not less. */
const givesInPlace = (taken: MadeCall, calls: readonly MadeCall[]): boolean =>
  calls.some(
    (call) =>
      call.operation === 'CreatePolicyVersion' ||
      (/^(Put|Attach)(User|Group|Role)Policy$/.test(call.operation) &&
        principalOf(call) === principalOf(taken)),
  );

const wayOf = (calls: readonly MadeCall[]): Way | undefined =>
  ways.find(({ fits, takes }) => calls.some((call) => fits(call) && !(takes && givesInPlace(call, calls))));

export interface WayWords {
  /** `You took the permission away.` */
  readonly done?: string;
  /** Another way that solves the level: `take the permission away.` */
  readonly other?: string;
}

/** `made`: the calls of the learner; `solution` and `alternatives`: those that a level knows. */
export function wayWords(
  made: readonly MadeCall[],
  solution: readonly LevelCall[],
  alternatives: readonly { readonly calls: readonly LevelCall[] }[],
): WayWords {
  const way = wayOf(made);
  if (!way) return {};
  const others = [solution, ...alternatives.map(({ calls }) => calls)].flatMap((calls) => wayOf(calls) ?? []);
  const other = others.find((one) => one !== way)?.other;
  return { done: way.done, ...(other === undefined ? {} : { other }) };
}
