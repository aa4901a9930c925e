/** Finds condition keys that do not protect where they stand. */

import { parseOperator } from '../../policy/operator-names.ts';
import type { At } from '../conditions/at.ts';
import { dropCondition, fixing } from '../edits/blocks.ts';
import { type Found, found, values } from '../finding.ts';
import { prefixOf } from './carrying.ts';
import { supportsEndpointOwner } from './endpoint-owners.ts';

export const trustFindings = (at: At): Found[] => [
  ...untrustworthy(at),
  ...prefixFindings(at),
  ...irrelevant(at),
  ...endpointFindings(at),
];

/** The caller writes these headers as he likes. */
const ofCaller = /^aws:(referer|useragent)$/i;

const untrustworthy = ({ test: { key } }: At): Found[] =>
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
function prefixFindings({ test: { key, operator }, statement }: At): Found[] {
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

function irrelevant({ test: { key, operator }, statement, subject }: At): Found[] {
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
function endpointFindings({ test: { key }, statement, subject }: At): Found[] {
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
