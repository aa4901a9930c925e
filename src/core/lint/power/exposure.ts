/** Finds policies that give away data: all of a kind in the account, or of a resource to any account. */

import { type ActionName, actionMatches, actionName } from '../../eval/action.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import { type DocumentCheck, type CheckFinding, found, identityKinds } from '../finding.ts';
import {
  AllowedActions,
  type Asker,
  Deciding,
  compiledDocument,
  unlikelyName,
  someName,
} from './deciding.ts';
import { allowsEverything } from './administrator.ts';
import { accountOf } from './escalation.ts';

interface Reading {
  readonly action: ActionName;
  readonly data: string;
  /** The ARN of one that no policy names; `{account}` is the account's. */
  readonly on: string;
}

const reading = (action: string, data: string, on: string): Reading => ({
  action: actionName(action),
  data,
  on: `arn:aws:${on}`,
});

/** Calls that give out data. BatchGetSecretValue is none: it asks for GetSecretValue on each, too. */
const readings: readonly Reading[] = [
  reading(
    'secretsmanager:GetSecretValue',
    'secrets',
    `secretsmanager:*:{account}:secret:${unlikelyName}-AbCdEf`,
  ),
  reading('ssm:GetParameter', 'parameters', `ssm:*:{account}:parameter/${unlikelyName}`),
  reading('ssm:GetParameters', 'parameters', `ssm:*:{account}:parameter/${unlikelyName}`),
  reading('ssm:GetParametersByPath', 'parameters', `ssm:*:{account}:parameter/${unlikelyName}`),
  reading('s3:GetObject', 'objects', `s3:::${unlikelyName}/${unlikelyName}`),
  reading('dynamodb:GetItem', 'tables', `dynamodb:*:{account}:table/${unlikelyName}`),
  reading('dynamodb:Query', 'tables', `dynamodb:*:{account}:table/${unlikelyName}`),
  reading('dynamodb:Scan', 'tables', `dynamodb:*:{account}:table/${unlikelyName}`),
  reading('ebs:GetSnapshotBlock', 'snapshots', `ec2:*::snapshot/snap-${unlikelyName}`),
  reading('ec2:ModifySnapshotAttribute', 'snapshots', `ec2:*::snapshot/snap-${unlikelyName}`),
  reading('rds:ModifyDBSnapshotAttribute', 'snapshots', `rds:*:{account}:snapshot:${unlikelyName}`),
  reading('sqs:ReceiveMessage', 'messages', `sqs:*:{account}:${unlikelyName}`),
];

export const exposure: DocumentCheck = (subject) => {
  const { kind, policy, text } = subject;
  if (!identityKinds.has(kind) || allowsEverything(policy)) return [];
  const allowed = new AllowedActions(policy);
  const possible = readings.filter(({ action }) => allowed.mayBe(action));
  const document = possible.length > 0 ? compiledDocument(text) : undefined;
  if (!document) return [];
  const account = accountOf(subject);
  const deciding = new Deciding(document, {
    arn: `arn:aws:sts::${account}:assumed-role/${someName}/${someName}`,
    account,
    name: someName,
  });
  const places = new Map<number, { span: Span; data: Set<string> }>();
  for (const { action, data, on } of possible) {
    const index = regionsIn(text, action.service)
      .map((region) => on.replace('{account}', account).replace(':*:', `:${region}:`))
      .map((resource) => deciding.allowedBy({ action: action.text, resource }))
      .find((one) => one !== undefined);
    const statement = index === undefined ? undefined : policy.statements[index];
    const item = statement?.action?.items.find(({ value }) => actionMatches(value, action));
    const span = item?.span ?? statement?.notAction?.span;
    if (!span) continue;
    const place = places.get(span.start) ?? { span, data: new Set() };
    place.data.add(data);
    places.set(span.start, place);
  }
  const seen = new Set<string>();
  return [...places.values()].flatMap(({ span, data }): CheckFinding[] => {
    const fresh = [...data].filter((one) => !seen.has(one));
    for (const one of fresh) seen.add(one);
    if (fresh.length === 0) return [];
    const message = `Whoever has this can read or give away all ${listed(fresh)} of the account. Name the resources that are needed.`;
    return [found('reads-all-data', span, message)];
  });
};

/** Returns the Regions that the policy's ARNs of a service name, beside one for all others. */
function regionsIn(text: string, service: string): string[] {
  const named = [...text.matchAll(regionOfArn)].flatMap(([, of, region]) =>
    of === service && region !== undefined ? [region] : [],
  );
  return [...new Set(['us-east-1', ...named])].slice(0, mostRegions);
}

const regionOfArn = /"arn:[^:"]*:([a-z0-9-]+):([a-z]{2,4}(?:-[a-z]+)+-\d+):/g;
const mostRegions = 4;

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const stranger: Asker = {
  arn: `arn:aws:iam::999900001111:user/${someName}`,
  account: '999900001111',
  name: someName,
  isStranger: true,
};

/** Finds resource policies that give data to any account although they seem to ask for something. */
export const openData: DocumentCheck = ({ kind, policy, text }) => {
  if (kind !== 'resource') return [];
  const isEverybodys = policy.statements.some(
    ({ effect, principal, conditions = [] }) =>
      effect === 'Allow' &&
      conditions.length > 0 &&
      principal?.entries.some(({ type, value }) => type === 'AWS' && value === '*') === true,
  );
  const document = isEverybodys ? compiledDocument(text) : undefined;
  if (!document) return [];
  const allowed = new AllowedActions(policy);
  const deciding = new Deciding(document, stranger);
  for (const { action } of readings) {
    if (!allowed.mayBe(action)) continue;
    const index = deciding.allowedBy({ action: action.text, resource: '*' });
    const statement = index === undefined ? undefined : policy.statements[index];
    // The check of open resources says it where there is no condition.
    if (!statement || (statement.conditions ?? []).length === 0) continue;
    const entry = statement.principal?.entries.find(({ type, value }) => type === 'AWS' && value === '*');
    if (!entry) continue;
    const message = `Any account can read the data by ${action.text}: a stranger meets the condition too. Name accounts, or ask for aws:PrincipalOrgID.`;
    return [found('data-for-everybody', entry.span, message)];
  }
  return [];
};
