/** The questions of Node about one call, and their answers: what policies decide, and what AWS does with the call. */

import type { Unfit } from '../core/authz/authorize.ts';
import { type MissingPart, untrustedReason } from '../core/authz/because/open-answers.ts';
import type { Decision, Layer, RequestContext } from '../core/authz/decision.ts';
import { resolvePrincipal } from '../core/authz/principal.ts';
import { type CallEnv, askedCall } from '../core/api/question/asked-call.ts';
import { labelsIn } from '../core/model/labels.ts';
import type { UntrustedService } from '../core/model/request/passed-roles.ts';
import type { AwsError } from '../core/model/request/request.ts';
import type { World } from '../core/model/world/world.ts';
import type { QuestionWithAnswer as CallPart } from '../core/query/ask/answer-alone.ts';
import { answerCall } from '../core/query/ask/answer-call.ts';
import { expectAction, expectResource, contextAsStated } from './questions.ts';

export interface Asked {
  /**
   * A user (with a long-term key) or role (a session issued now) by its ARN, a service, `*` (a request without
   * credentials), or `AWS:*` (anybody with an AWS account).
   */
  readonly principal: string;
  readonly action: string;
  /** An ARN, or `*` when the action takes no resource. */
  readonly resource: string;
  /** Keys of the request; they replace those that the world gives. A list of one value is that value. */
  readonly context?: RequestContext;
  /** ARNs of more resources that the call touches. */
  readonly resources?: readonly string[];
  /** The ARN of the role that the call hands to a service; it needs `iam:PassRole` then. */
  readonly passedRole?: string;
  /** The service that gets the role, where the action does not tell. */
  readonly passedTo?: string;
}

export interface Answered {
  /** The verdict of the known part; kinds of policies for which no file was given count as absent. */
  readonly verdict: Decision['verdict'];
  readonly reason: Decision['reason'];
  readonly layer: Layer;
  readonly because: string;
  /** Names what could change the verdict; `resource`: wildcards of which only a part is decided so. */
  readonly dependsOn?: (MissingPart | 'resource')[];
  /** All permissions of a call that needs several, in AWS's order; the first that is denied decides. */
  readonly parts?: readonly AnsweredPart[];
  /** True when the call can hand over a role and `passedRole` names none. */
  readonly handsOverRole?: true;
  /** True when the call cannot be made without that role, so the verdict is not the last word. */
  readonly needsRole?: true;
  /**
   * Present when the policies allow the call and the service that gets the role surely cannot assume it. `at-once`: AWS
   * refuses the call, so `verdict` is `denied` though each of `parts` is allowed; `later`: AWS accepts it, and what it
   * starts fails; `unverified`: nobody here knows which of the two.
   */
  readonly untrusted?: Pick<UntrustedService, 'role' | 'service' | 'when'>;
  /** Present when AWS has no such call, as far as its service reference is known: then the verdict means nothing. */
  readonly unfit?: Unfit['kind'];
  /** AWS's error, where the call is denied, or refused for another reason than a policy. */
  readonly error?: AwsError;
}

export interface AnsweredPart {
  readonly action: string;
  readonly resource: string;
  readonly verdict: Decision['verdict'];
}

/** Decides the request. Throws when the question is malformed. */
export function askIn(world: World, asked: Asked, env: CallEnv): Answered {
  const { principal, action, resource } = asked;
  expectAction(action);
  expectResource(resource);
  const caller = resolvePrincipal(world, principal);
  if (caller.kind === 'outside' && (caller.account === '' || world.accounts.has(caller.account)))
    throw new Error(`there is no principal \`${principal}\` in this world`);
  const context = asked.context && contextAsStated(asked.context);
  const call = answerCall(world, { ...asked, ...(context && { context }) }, env, askedCall);
  const found = call.answer;
  const error = call.refusal?.error ?? call.error;
  const untrusted = found.decision.verdict === 'allowed' ? call.untrusted : undefined;
  const { headline, more } = untrusted ? untrustedReason(untrusted) : { headline: '', more: '' };
  const because = untrusted ? `${headline} ${more}` : found.decision.explain(labelsIn(world)).because;
  const { verdict, reason, layer } = untrusted?.error ? refusedByTrust : found.decision;
  return {
    verdict,
    reason,
    layer,
    because,
    ...(found.kind !== 'decision' && {
      dependsOn: [...(found.kind === 'on-part' ? (['resource'] as const) : []), ...found.missing],
    }),
    ...(call.parts.length > 1 && { parts: call.parts.map(partOf) }),
    ...(call.handsOverRole && { handsOverRole: true }),
    ...(call.needsRole && { needsRole: true }),
    ...(untrusted && {
      untrusted: { role: untrusted.role, service: untrusted.service, when: untrusted.when },
    }),
    ...(call.unfit && { unfit: call.unfit.kind }),
    ...(error && { error }),
  };
}

/** The service may not assume the role: the trust policy lets it in nowhere. */
const refusedByTrust = { verdict: 'denied', reason: 'implicit-deny', layer: 'resource' } as const;

const partOf = ({ question: { action, resource }, answer }: CallPart): AnsweredPart => ({
  action,
  resource,
  verdict: answer.decision.verdict,
});
