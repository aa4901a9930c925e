/**
 * Ways as plain rows, for a message or a screen: each step with its method, and each permission with the statements that
 * allow it. They hold all that playing a way needs (core/play/playable.ts).
 */

import type { RequestContext } from '../../authz/decision.ts';
import type { AttackPath, Proof, WayStep } from './attack-path.ts';
import type { Choice } from './choices.ts';
import type { Method } from './format.ts';
import { marksOf } from './marks.ts';
import type { DecidedCall } from './method-works.ts';
import { defined } from '../../model/defined.ts';

export interface WayRow {
  readonly from: string;
  readonly to: string;
  /** Empty for one that is there already. */
  readonly steps: readonly WayStepRow[];
  readonly onlyWith?: Proof;
}

export interface WayStepRow {
  readonly method: Pick<
    Method,
    'id' | 'name' | 'how' | 'stop' | 'isPreparation' | 'gain' | 'trusts' | 'through'
  >;
  readonly from: string;
  readonly to: string;
  readonly permissions: readonly PermissionRow[];
  readonly choice: Choice;
  /** One sentence for each thing that must exist and that nobody knows of; else empty. */
  readonly assumes: readonly string[];
  /** Its assumptions hold in most accounts. */
  readonly isLikely?: true;
  readonly marks: readonly string[];
}

export interface PermissionRow {
  /** The one that needs it: the actor, or the service that takes a role. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** The condition keys of the request; absent: none but those that every request has. */
  readonly context?: RequestContext;
  readonly statements: readonly StatementRow[];
}

export interface StatementRow {
  /** The ARN of a policy, `{ARN of its holder}#{name}` of an inline one, or the ARN of the role or thing that it is of. */
  readonly policy: string;
  /** Its position in the document, from 0. */
  readonly statement: number;
  readonly sid?: string;
}

export const wayRow = ({ from, to, steps, onlyWith }: AttackPath): WayRow => ({
  from,
  to,
  steps: steps.map(stepRow),
  ...(onlyWith && { onlyWith }),
});

const stepRow = ({ method, from, to, decided, choice, assumes, isLikely }: WayStep): WayStepRow => ({
  method: {
    id: method.id,
    name: method.name,
    how: method.how,
    stop: method.stop,
    gain: method.gain,
    ...(method.isPreparation && { isPreparation: true }),
    ...(method.trusts !== undefined && { trusts: method.trusts }),
    ...(method.through && { through: true }),
  },
  from,
  to,
  permissions: decided.map(permissionRow),
  choice,
  assumes,
  ...defined({ isLikely }),
  marks: marksOf(method),
});

const permissionRow = ({ principal, action, resource, context, decision }: DecidedCall): PermissionRow => ({
  principal,
  action,
  resource,
  ...(Object.keys(context).length > 0 && { context }),
  statements: decision.deciding.map(({ policy, statement, sid }) => ({
    policy,
    statement,
    ...(sid !== undefined && { sid }),
  })),
});
