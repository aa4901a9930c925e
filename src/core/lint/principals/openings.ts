/** Finds resource policies that are open to everybody, or that let data travel in the clear. */

import { coversUnsigned } from '../../model/request/unsigned-calls.ts';
import type { PrincipalEntry } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { appending, type BlockEdit, fixing } from '../edits/blocks.ts';
import { type DocumentCheck, found, head, type StatementCheck, type LintSubject } from '../finding.ts';

const accountOfArn = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/;

/** `undefined`: nothing tells it. A provider of IAM stands in the account of the roles that trust it. */
export function knownAccount({ account, kind, policy }: LintSubject): string | undefined {
  if (account !== undefined) return account;
  const arns = policy.statements.flatMap(({ resource, principal }) =>
    kind === 'trust'
      ? (principal?.entries.flatMap(({ type, value }) => (type === 'Federated' ? [value] : [])) ?? [])
      : (resource?.items.map(({ value }) => value) ?? []),
  );
  const found = new Set(arns.flatMap((arn) => accountOfArn.exec(arn)?.[1] ?? []));
  return found.size === 1 ? [...found][0] : undefined;
}

const isOpen = ({ conditions = [] }: CheckedStatement): boolean => conditions.length === 0;

/** The fix that lets in an account instead of everybody; nothing where no account is known. */
export function onlyAccount(subject: LintSubject, index: number) {
  const account = knownAccount(subject);
  if (account === undefined) return {};
  return fixing(`Let in only account ${account}`, subject.text, index, namingAccount(account));
}

const namingAccount =
  (account: string): BlockEdit =>
  (block) => {
    const { not = false, json = '"*"' } = block.principal ?? {};
    const written = not ? { AWS: account } : withAccount(JSON.parse(json), account);
    return { ...block, principal: { not: false, json: JSON.stringify(written) } };
  };

function withAccount(principal: unknown, account: string): unknown {
  if (typeof principal !== 'object' || principal === null || !('AWS' in principal)) return { AWS: account };
  const { AWS } = principal;
  if (!Array.isArray(AWS)) return { ...principal, AWS: account };
  const kept: unknown[] = AWS.filter((one) => one !== '*' && one !== account);
  return { ...principal, AWS: kept.length === 0 ? account : [...kept, account] };
}

const isEverybody = ({ type, value }: PrincipalEntry): boolean => type === 'AWS' && value === '*';

/** Tells if the statement allows a call that needs no credentials; where it names no service, the resource does. */
function takesUnsigned({ action, resource }: CheckedStatement): boolean {
  const services = (resource?.items ?? []).map(({ value }) => value.split(':')[2] ?? '*');
  const actions = action?.items.map(({ value }) => value) ?? ['*'];
  return actions.some((pattern) =>
    pattern.includes(':')
      ? coversUnsigned(pattern)
      : services.some((service) => coversUnsigned(`${service}:*`)),
  );
}

/** Checks for a statement without conditions that names everybody. */
export const openToEverybody: StatementCheck = (statement, subject) => {
  const { effect, principal, index } = statement;
  if (effect !== 'Allow' || !principal || subject.kind !== 'resource' || !isOpen(statement)) return [];
  const everybody = principal.entries.find(isEverybody);
  if (!everybody) return [];
  const who = takesUnsigned(statement)
    ? 'Anybody on the internet, without credentials,'
    : 'Anybody in any AWS account';
  const hasDeny = subject.policy.statements.some(({ effect: other }) => other === 'Deny');
  const message = `${who} ${
    hasDeny ? 'is let in by this statement: only what a Deny keeps out stays out' : 'can use this resource'
  }. Name accounts, or add a condition such as aws:PrincipalOrgID.`;
  return [{ ...found('open-to-everyone', everybody.span, message), ...onlyAccount(subject, index) }];
};

export const allowWithNotPrincipal: StatementCheck = (statement, subject) => {
  const { effect, notPrincipal, json, index } = statement;
  if (effect !== 'Allow' || !notPrincipal || !['resource', 'endpoint'].includes(subject.kind)) return [];
  const span = json.members.find(({ name }) => name === 'NotPrincipal')?.nameSpan ?? notPrincipal.span;
  const message =
    'Allow with NotPrincipal lets in everybody who is not listed, also unknown callers. Write Principal with those who may.';
  return [{ ...found('allow-with-not-principal', span, message), ...onlyAccount(subject, index) }];
};

const isOfBucket = ({ resource }: CheckedStatement): boolean =>
  resource !== undefined &&
  resource.items.length > 0 &&
  resource.items.every(({ value }) => /^arn:aws[a-z-]*:s3:::[^/*?]+/.test(value));

const testsTransport = ({ conditions = [] }: CheckedStatement, value: string): boolean =>
  conditions.some(
    ({ key, operator, values }) =>
      key.value.toLowerCase() === 'aws:securetransport' &&
      /^bool(ifexists)?$/i.test(operator.value) &&
      values.items.some((one) => one.value.toLowerCase() === value),
  );

/** Checks that a bucket policy refuses requests over HTTP where it is for everybody. AWS has no such check. */
export const plainHttp: DocumentCheck = ({ kind, text, policy: { statements } }) => {
  if (kind !== 'resource') return [];
  const isRefused = statements.some(
    (one) =>
      one.effect === 'Deny' &&
      one.principal?.entries.some(isEverybody) === true &&
      testsTransport(one, 'false'),
  );
  if (isRefused) return [];
  const open = statements.find(
    (one) =>
      one.effect === 'Allow' &&
      isOfBucket(one) &&
      !testsTransport(one, 'true') &&
      (one.notPrincipal !== undefined || one.principal?.entries.some(isEverybody) === true),
  );
  if (!open) return [];
  const buckets = statements.flatMap(({ resource }) =>
    isBucketList(resource) ? resource.items.map(({ value }) => value.replace(/\/.*$/s, '')) : [],
  );
  const resources = [...new Set(buckets)].flatMap((bucket) => [bucket, `${bucket}/*`]);
  const message = `${letIn(open)}, over HTTP too. Anybody who sees the traffic can then read the data.`;
  const fix = appending('Add a statement that denies HTTP', text, {
    effect: 'Deny',
    principal: { not: false, json: '"*"' },
    actions: { not: false, values: ['s3:*'], list: false },
    resources: { not: false, values: resources, list: true },
    conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'], list: false }],
  });
  return [{ ...found('plain-http', head(open), message), ...fix }];
};

/** Says for whom an allowing statement is. Its conditions may leave few of everybody. */
function letIn(statement: CheckedStatement): string {
  const needed = [
    ...(statement.notPrincipal === undefined ? [] : ['is not listed']),
    ...(isOpen(statement) ? [] : ['meets its conditions']),
  ];
  return `This lets in everybody${needed.length > 0 ? ` who ${needed.join(' and ')}` : ''}`;
}

const isBucketList = (resource: CheckedStatement['resource']): resource is NonNullable<typeof resource> =>
  resource?.items.every(({ value }) => /^arn:aws[a-z-]*:s3:::[^/*?]+/.test(value)) === true;
