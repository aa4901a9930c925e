/** Finds condition keys that do not exist, or that have another name by now. */

import { findGlobalKey, globalKeys } from '../../policy/global-keys.ts';
import type { PolicyKind } from '../../policy/checks/problem.ts';
import { serviceName } from '../../policy/service-names.ts';
import type { At } from '../conditions/at.ts';
import { nearest, writeFix } from '../edits/text.ts';
import { type CheckFinding, found, values } from '../finding.ts';
import { borrowedKeys, hasKey, prefixOf } from './carrying.ts';

/** Returns at most one finding: a key has one fault of this sort. */
export function nameFindings(at: At): CheckFinding[] {
  const { value } = at.test.key;
  if (!/^[^:\s]+:\S/.test(value)) return [malformed(at)];
  const bare = withoutTag(at);
  if (bare !== undefined) return [bare];
  const prefix = prefixOf(value);
  if (prefix === 'aws') return globalFindings(at);
  // Issuers of OpenID Connect name their own keys.
  if (/[./]/.test(prefix) || findGlobalKey(value)) return [];
  return serviceFindings(at, prefix);
}

const plainGlobalNames = globalKeys.map(({ name }) => name).filter((name) => !name.includes('$'));

function malformed(at: At): CheckFinding {
  const { value, span } = at.test.key;
  const message = `The condition key “${value}” has no service in front: no request has it. Write it as service:key.`;
  const name = value.trim().replace(/^:+|:+$/g, '');
  const own = servicesOf(at).flatMap((one) => at.subject.reference.service?.(one)?.conditionKeys ?? []);
  const known = [...plainGlobalNames, ...own.filter(isPlain)];
  const meant = known.find((one) => one.toLowerCase().endsWith(`:${name.toLowerCase()}`));
  return { ...found('condition-key-format', span, message), ...renaming(at, meant) };
}

const isPlain = (key: string): boolean => !/[$<*]/.test(key);
const servicesOf = ({ statement: { action, notAction } }: At): string[] => [
  ...new Set([...values(action), ...values(notAction)].map(prefixOf)),
];

const tagKey = /^([^/]*tag)\/?$/i;

/** Finds `aws:ResourceTag` and the like, which need the name of a tag. */
function withoutTag(at: At): CheckFinding | undefined {
  const { value, span } = at.test.key;
  const stem = tagKey.exec(value)?.[1];
  if (stem === undefined || !takesTag(at, stem)) return undefined;
  const tags = at.subject.policy.statements.flatMap(({ conditions = [] }) =>
    conditions.flatMap(({ key }) => /^[^:/]+:[^:/]*tag\/(.+)$/i.exec(key.value)?.[1] ?? []),
  );
  const named = tags.find((tag) => !tag.includes('$'));
  const message = `${value} names no tag, so no request has it. Write the tag’s key after it: ${stem}/team.`;
  const label =
    named === undefined ? `Write ${stem}/tag-key (replace tag-key with yours)` : `Change to ${stem}/${named}`;
  return {
    ...found('tag-key-missing', span, message),
    fix: writeFix(at.subject.text, span, `${stem}/${named ?? 'tag-key'}`, label),
  };
}

function takesTag({ subject: { reference } }: At, stem: string): boolean {
  if (prefixOf(stem) === 'aws') return findGlobalKey(`${stem}/team`) !== undefined;
  const keys = reference.service?.(prefixOf(stem))?.conditionKeys;
  return keys !== undefined && !hasKey(keys, stem) && hasKey(keys, `${stem}/team`);
}

/** Kinds that have a principal: there, AWS still reads `aws:ARN` and calls it deprecated. */
const ofResources: ReadonlySet<PolicyKind> = new Set(['resource', 'trust', 'rcp', 'endpoint']);

function globalFindings(at: At): CheckFinding[] {
  const { value, span } = at.test.key;
  if (value.toLowerCase() === 'aws:arn') {
    const right = 'aws:PrincipalArn';
    return ofResources.has(at.subject.kind)
      ? [
          {
            ...found(
              'deprecated-global-key',
              span,
              `${value} is an old name. The key is now called ${right}.`,
            ),
            ...renaming(at, right),
          },
        ]
      : [
          {
            ...found(
              'unsupported-global-key',
              span,
              `AWS does not support ${value}. The caller’s ARN is in ${right}, a service’s source in aws:SourceArn.`,
            ),
            ...renaming(at, right),
          },
        ];
  }
  if (findGlobalKey(value)) return [];
  const meant = nearest(value, plainGlobalNames);
  const message = `AWS has no condition key ${value}${meant === undefined ? ': no request has it.' : `. Is ${meant} meant?`}`;
  return [{ ...found('unknown-global-key', span, message), ...renaming(at, meant) }];
}

function serviceFindings(at: At, prefix: string): CheckFinding[] {
  const { reference, complete } = at.subject;
  const { value, span } = at.test.key;
  const service = reference.service?.(prefix);
  if (service && hasKey(service.conditionKeys, value)) return [];
  if (!service) {
    // The fault is the service then, which is reported at the action.
    if (!complete || servicesOf(at).includes(prefix)) return [];
    if (borrowedKeys(at.subject).some((one) => prefixOf(one) === prefix)) return [];
    const name = value.slice(prefix.length);
    const meant = nearest(prefix, ['aws', ...servicesOf(at)]);
    const right = meant === undefined ? undefined : `${meant}${name}`;
    const message = `AWS has no service “${prefix}”, so no request has the condition key ${value}.`;
    const isRight = right !== undefined && exists(at, right);
    return [{ ...found('invalid-service', span, message), ...renaming(at, isRight ? right : undefined) }];
  }
  if (hasKey(borrowedKeys(at.subject), value)) return [];
  const meant = nearest(value, service.conditionKeys.filter(isPlain));
  const message = `${serviceName(prefix)} has no condition key ${value}${meant === undefined ? ': no request has it.' : `. Is ${meant} meant?`}`;
  return [{ ...found('unknown-service-key', span, message), ...renaming(at, meant) }];
}

const exists = ({ subject: { reference } }: At, key: string): boolean =>
  findGlobalKey(key) !== undefined || hasKey(reference.service?.(prefixOf(key))?.conditionKeys ?? [], key);

/** Returns the fix that writes another key, unless its operator tests that one already. */
function renaming({ test, statement, subject }: At, right: string | undefined): Pick<CheckFinding, 'fix'> {
  const isTaken = statement.conditions?.some(
    ({ operator, key }) =>
      operator.span.start === test.operator.span.start && key.value.toLowerCase() === right?.toLowerCase(),
  );
  if (right === undefined || isTaken) return {};
  return { fix: writeFix(subject.text, test.key.span, right, `Change to ${right}`) };
}
