/** The checks of condition keys: each looks at one test of a condition and what stands around it. */

import { type Checks, type CheckFinding, found, type StatementCheck, values } from '../finding.ts';
import { companionFindings } from './companions.ts';
import { nameFindings } from './names.ts';
import { supportFindings } from './unsupported.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import type { At } from '../conditions/at.ts';
import { dropCondition, fixing } from '../edits/blocks.ts';
import { prefixOf } from './carrying.ts';
import { supportsEndpointOwner } from './endpoint-owners.ts';

const trustFindings = (at: At): CheckFinding[] => [
  ...untrustworthy(at),
  ...prefixFindings(at),
  ...irrelevant(at),
  ...endpointFindings(at),
];

/** The caller writes these headers as he likes. */
const ofCaller = /^aws:(referer|useragent)$/i;

const untrustworthy = ({ test: { key } }: At): CheckFinding[] =>
  ofCaller.test(key.value)
    ? [
        found(
          'untrustworthy-key',
          key.span,
          `The caller can send any ${key.value}. It does not keep anybody out who wants in.`,
        ),
      ]
    : [];

/** A request with a shorter prefix lists the same objects and does not match. */
function prefixFindings({ test: { key, operator }, statement }: At): CheckFinding[] {
  const { base } = parseOperator(operator.value);
  if (key.value.toLowerCase() !== 's3:prefix' || base === 'null' || !base.startsWith('string')) return [];
  const isNegated = base.includes('not');
  if (statement.effect === 'Deny' ? isNegated : !isNegated) return [];
  return [
    found(
      's3-prefix-in-negative-context',
      key.span,
      statement.effect === 'Deny'
        ? 'A request with a shorter prefix lists these objects all the same. Deny with StringNotLike, or allow with StringLike.'
        : 'A request with a shorter prefix lists the excluded objects, too. Allow with StringLike the prefixes that are meant.',
    ),
  ];
}

/** The account of a bucket does not vary in the bucket's own policy. */
const ofOtherPolicies: readonly (readonly [key: RegExp, types: RegExp, what: string])[] = [
  [
    /^s3:resourceaccount$/i,
    /^AWS::(S3::(Bucket|AccessPoint|MultiRegionAccessPoint)|S3ObjectLambda::AccessPoint)$/,
    'bucket or access point',
  ],
];

function irrelevant({ test: { key, operator }, statement, subject }: At): CheckFinding[] {
  const { kind, resourceType = '', text } = subject;
  if (kind !== 'resource') return [];
  const rule = ofOtherPolicies.find(([one, types]) => one.test(key.value) && types.test(resourceType));
  if (!rule) return [];
  return [
    {
      ...found(
        'irrelevant-key',
        key.span,
        `${key.value} is always the account of this ${rule[2]}, so it decides nothing. It belongs in an identity policy.`,
      ),
      ...fixing(
        `Remove the condition on ${key.value}`,
        text,
        statement.index,
        dropCondition(operator.value, key.value),
      ),
    },
  ];
}

/** Only some services say who owns the VPC endpoint. */
function endpointFindings({ test: { key }, statement, subject }: At): CheckFinding[] {
  const name = key.value.toLowerCase();
  if (!/^aws:vpce(account|orgid|orgpaths)$/.test(name)) return [];
  const isAttached = subject.kind === 'resource' || subject.kind === 'trust';
  const lacking = values(statement.action).filter(
    (one) => !(isAttached && /^\*+$/.test(one)) && !supportsEndpointOwner(name, one),
  );
  if (!statement.notAction && lacking.length === 0) return [];
  const services = [...new Set(lacking.map((one) => prefixOf(one) || one))].slice(0, 3).join(', ');
  return [
    found(
      'key-only-with-some-services',
      key.span,
      statement.notAction
        ? `Only some services send ${key.value}, and NotAction reaches the others. List actions of those that do.`
        : `Only some services send ${key.value}. Some of ${services} do not, so put them into a statement without it.`,
    ),
  ];
}

interface Form {
  readonly id: 'vpc-format' | 'vpce-format' | 'kms-key-value';
  readonly key: RegExp;
  readonly value: RegExp;
  readonly words: string;
}

const vpc: Form = {
  id: 'vpc-format',
  key: /^aws:sourcevpc$/i,
  value: /^vpc-([0-9a-z]{8}|[0-9a-z]{17})$/i,
  words: 'the id of a VPC: vpc- and 8 or 17 letters and digits',
};
const endpoint: Form = {
  id: 'vpce-format',
  key: /^aws:sourcevpce$/i,
  value: /^vpce-([0-9a-z]{8}|[0-9a-z]{17})$/i,
  words: 'the id of a VPC endpoint: vpce- and 8 or 17 letters and digits',
};
/** Keys that hold the ARN of a KMS key. Others hold what the request says, which may be an id or an alias. */
const kms: Form = {
  id: 'kms-key-value',
  key: /^(s3(express)?:x-amz-server-side-encryption-aws-kms-key-id|[a-z0-9-]+:[a-z]*kmskeyarn)$/i,
  value: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-z0-9-]+$/i,
  words: 'the ARN of a KMS key: arn:aws:kms:region:account:key/id',
};
const kmsPattern = /^(\*+|a\*.*|arn:(\*|aws[a-z-]*):(kms|\*)[:*].*|arn:\*.*)$/i;

function valueFindings({ test: { operator, key, values } }: At): CheckFinding[] {
  const form = [vpc, endpoint, kms].find((one) => one.key.test(key.value));
  const { base } = parseOperator(operator.value);
  if (!form || !/^(string|arn)/.test(base)) return [];
  return values.items
    .filter(({ value }) => !value.includes('${') && !fits(form, value))
    .map(({ value, span }) =>
      found(form.id, span, `“${value}” is not ${form.words}. So it never equals ${key.value}.`),
    );
}

/** Checks of wildcards look at patterns; here they count only when no key could match them. */
function fits({ id, value: form }: Form, value: string): boolean {
  if (!/[*?]/.test(value)) return form.test(value);
  if (id !== 'kms-key-value') return true;
  return kmsPattern.test(value) && !/:alias\//i.test(value);
}

const keyFindings: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test) => {
    const at = { test, statement, subject };
    const wrong = nameFindings(at);
    if (wrong.length > 0) return wrong;
    return [...supportFindings(at), ...valueFindings(at), ...companionFindings(at), ...trustFindings(at)];
  });

export const keyChecks: Checks = { statement: [keyFindings] };
