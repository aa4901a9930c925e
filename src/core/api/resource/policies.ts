/**
 * Checks a resource policy before its service saves it: the grammar (G-06), a size, and principals that exist
 * (G-53). Some services also want actions and resources of their own. The codes are the service's.
 */

import { inputFor } from '../../authz/authorize.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { parseArn } from '../../model/arn.ts';
import { allNamedPrincipals } from '../../model/trust-principals.ts';
import type { StatementSyntax } from '../../policy/syntax/tree.ts';
import { checkPolicy } from '../../policy/checks/check.ts';
import { parsePolicy } from '../../policy/syntax/parse.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { refusePrincipals } from '../iam/policies/documents.ts';
import type { ApiKind, ResourceCall } from './kinds.ts';
import { failed } from './refusals.ts';

/**
 * Returns the service's refusal to save this policy with the resource, or `undefined`. `fresh` is the new
 * part when a call adds a statement; principals of the other statements may be gone by now (G-53).
 */
export function refusePolicy(
  { world }: ResourceCall,
  { service, is, policy: rules }: ApiKind,
  arn: string,
  text: string,
  fresh = text,
): ApiFailure | undefined {
  if (!rules || !is.policy) throw new Error(`resources of \`${service}\` have no policies`);
  const refuse = (message: string, code = rules.code) => failed(code, 400, message);
  if (text.length > is.policy.limit) return refuse(rules.tooLong, rules.tooLongCode);
  const grammar = grammarProblem(fresh, rules.anyResource === true);
  if (grammar !== undefined) return refuse(rules.grammar?.(grammar) ?? grammar);
  const principal = refusePrincipals(world, allNamedPrincipals(fresh));
  if (principal) return refuse(rules.principal?.(principal.error.message) ?? principal.error.message);
  const parsed = parsePolicy(fresh);
  const statements = parsed.ok ? parsed.value.statements : [];
  if (rules.foreignAction !== undefined && statements.some((one) => !isOfService(one, service)))
    return refuse(rules.foreignAction);
  if (rules.foreignResource !== undefined && statements.some((one) => !isOf(one, arn)))
    return refuse(rules.foreignResource);
  return undefined;
}

/** Returns the first problem of the grammar; `anyResource` leaves out those of single resources. */
function grammarProblem(text: string, anyResource: boolean): string | undefined {
  const problems = checkPolicy(text, 'resource');
  if (!anyResource || problems.length === 0) return problems[0]?.message;
  const parsed = parsePolicy(text);
  const starts = new Set(
    (parsed.ok ? parsed.value.statements : []).flatMap(({ resource, notResource }) =>
      [...(resource?.items ?? []), ...(notResource?.items ?? [])].map(({ span }) => span.start),
    ),
  );
  return problems.find(({ span }) => !starts.has(span.start))?.message;
}

const isOfService = ({ action, notAction }: StatementSyntax, service: string): boolean =>
  [...(action?.items ?? []), ...(notAction?.items ?? [])].every(
    ({ value }) => value === '*' || value.toLowerCase().startsWith(`${service}:`),
  );

/** Accepts the resource itself or a part of it, and except for S3 a lone `*`. */
const isOf = ({ resource, notResource }: StatementSyntax, arn: string): boolean =>
  [...(resource?.items ?? []), ...(notResource?.items ?? [])].every(({ value }) => {
    const named = parseArn(value)?.service === 's3' ? value : value.replaceAll('*', '');
    return value === arn || named.startsWith(`${arn}/`) || (value === '*' && !arn.startsWith('arn:aws:s3:'));
  });

/** Tells if the caller would still be allowed the action on the resource, if `text` were its policy. */
export function staysAllowed(call: ResourceCall, action: string, arn: string, text: string): boolean {
  const { world, principal, env, source } = call;
  const input = inputFor(world, principal, { action, resource: arn }, { now: env.now, source });
  const owner = parseArn(arn)?.account ?? '';
  const supposed = { ...input, resourceAccount: owner, resourcePolicy: { name: arn, document: text } };
  return evaluate(supposed).verdict === 'allowed';
}

/** Decides like the door, for a permission that a call needs besides its own. */
export function isAllowed(call: ResourceCall, action: string, resource: string): boolean {
  const { world, principal, env, source } = call;
  return (
    evaluate(inputFor(world, principal, { action, resource }, { now: env.now, source })).verdict === 'allowed'
  );
}

/** Tells if anybody gets in (`Principal` `*`) without a condition, which BlockPublicPolicy refuses. */
export function isPublic(text: string): boolean {
  const parsed = parsePolicy(text);
  return (parsed.ok ? parsed.value.statements : []).some(
    ({ effect, principal, conditions }) =>
      effect === 'Allow' &&
      (conditions ?? []).length === 0 &&
      principal?.entries.some(({ value }) => value === '*'),
  );
}
