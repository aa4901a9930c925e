/** The types of a method: a way for a principal to gain more rights, as data that method-works.ts tries. */

import { memoBy } from '../../model/memo.ts';

/**
 * The thing that a permission is needed on. `passed`: the role that is handed to the service, where it is not the one
 * that is gained. `beside`: the second thing that must exist. `provider`: an identity provider that the target trusts.
 * `profile`: an instance profile that is there. `made`: a thing of IAM that the actor makes, with a name that it chooses.
 * `self`: the user or role that acts. `group`, `policy`: one that the rights come from, chosen among those of the world.
 * `target`: the user or role that is gained. `resource`: the thing that must
 * exist. Else the rest of an ARN after `arn:aws:`, of a thing that the actor makes or chooses: `{name}` is the same in
 * all permissions of a row, `{any}` is chosen for each; where a thing must exist, `{region}`, `{account}` and `{name}`
 * are its own.
 */
export type NeededOn =
  | 'self'
  | 'group'
  | 'policy'
  | 'target'
  | 'passed'
  | 'resource'
  | 'beside'
  | 'provider'
  | 'made'
  | 'profile'
  | '*'
  | `${string}:${string}`;

export interface Need {
  readonly action: string;
  readonly on: NeededOn;
  /** Other forms of that ARN. AWS's own pages scope the call to these, too, so one of all forms will do. */
  readonly or?: readonly NeededOn[];
}

export const circumstances = [
  'key-free',
  'two-keys',
  'no-password',
  'password',
  /** The one that is strengthened has a permissions boundary. */
  'boundary',
  'instance-profile',
  'other-account',
  /** The role trusts every AWS principal. */
  'trusts-everybody',
  'inactive-key',
  'permission-set',
  /** The account of the actor manages IAM Identity Center. */
  'management-account',
] as const;
export type Circumstance = (typeof circumstances)[number];

export const gains = ['self', 'user', 'role', 'new'] as const;
/** `new`: a role that the method makes; its ARN is the target, and only the world afterwards has it. */
export type Gain = (typeof gains)[number];

/** `with-profile`, `without-profile`: an instance. `with-shell`: a service with tasks to open a shell in. */
export type ThingState = 'with-profile' | 'without-profile' | 'with-shell';

/** A thing that must exist before, beside the principals. */
export interface Existing {
  /** CloudFormation's name of its type: `AWS::Lambda::Function`. */
  readonly type: `AWS::${string}::${string}`;
  /** `target`: it runs as the role that is gained. `any`: it only has to be there, like a cluster. */
  readonly role: 'target' | 'any';
  readonly state?: ThingState;
}

export type ThingType = Existing['type'];

/** The catalogue that gave the method its id; `own`: none did. */
export type MethodSource =
  | 'pathfinding.cloud'
  | 'Pathfinding Labs'
  | 'Prowler'
  | 'Rhino Security Labs'
  | 'own';

export interface Method {
  /** The id of the public catalogues: `iam-001`, `lambda-001`. */
  readonly id: string;
  readonly name: string;
  readonly gain: Gain;
  /** It strengthens the target without gaining it; another method follows. */
  readonly isPreparation?: true;
  /** The kind of actor that can use it; absent: users and roles. */
  readonly by?: 'user' | 'role';
  /**
   * The calls in their order, each with what it is made on. The same action several times in a row is one call, for which
   * AWS asks about everything that it touches.
   */
  readonly needs: readonly Need[];
  /** The service that the gained role must trust. `iam:PassRole` names it too. */
  readonly trusts?: string;
  /** The service takes a passed role, and that role assumes the one that is gained. */
  readonly through?: true;
  /** The call with which the role is entered; absent: `sts:AssumeRole`. */
  readonly enters?: `sts:${string}`;
  /** The gained role itself must have one of these rights, or the method has no use. */
  readonly roleMay?: readonly Need[];
  /** The ARN after `arn:aws:` of what is gained, where the method makes it. */
  readonly makes?: `iam::${string}`;
  readonly withMfa?: true;
  /** It opens a resource by its own policy. Where nobody knows that, it is assumed to let the caller's account decide. */
  readonly opens?: true;
  readonly withTag?: true;
  /** The day on which AWS closed the service, as the service's own pages say it (2024-07-31). It never works since. */
  readonly retired?: string;
  /** The id of the method that a way names for the same calls. */
  readonly caseOf?: string;
  /** A sentence: what nobody can know from an account. It is always an assumption. */
  readonly assumes?: string;
  /** Absent: nothing of that kind is needed, or the actor makes it. */
  readonly exists?: Existing;
  /** The type of a second thing that must be there, of the same account. */
  readonly beside?: ThingType;
  /** It runs on an instance that must be in the cluster before. */
  readonly onHost?: true;
  /** This must be so before, beside the permissions. */
  readonly given?: readonly Circumstance[];
  /** The call that is made where `given` is not so; allowed too, it does not matter that nobody knows. */
  readonly otherwise?: Need;
  /** One sentence: what the actor does. */
  readonly how: string;
  /** One sentence: what stops it. */
  readonly stop: string;
  readonly source: MethodSource;
  /** Names of events in CloudTrail; absent: those of its calls (marks.ts). */
  readonly marks?: readonly string[];
}

export function needsByCall(needs: readonly Need[]): readonly (readonly Need[])[] {
  const calls: Need[][] = [];
  for (const one of needs) {
    const last = calls.at(-1);
    if (last?.[0]?.action === one.action) last.push(one);
    else calls.push([one]);
  }
  return calls;
}

/** Returns the actions of a method, each once; the same list each time. */
export const actionsOf = memoBy(({ needs }: Method): readonly string[] => [
  ...new Set(needs.map(({ action }) => action)),
]);

/** Returns every action that is asked of the actor, also those that `needs` does not name; the same list each time. */
export const askedOfActor = memoBy((method: Method): readonly string[] => {
  const { gain, trusts, enters, otherwise } = method;
  const assumes = gain === 'role' && trusts === undefined && enters === undefined;
  const beside = [...(assumes ? ['sts:AssumeRole'] : []), ...(otherwise ? [otherwise.action] : [])];
  return [...new Set([...actionsOf(method), ...beside])];
});
