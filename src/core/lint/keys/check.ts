/** The checks of condition keys: each looks at one test of a condition and what stands around it. */

import { type Checks, type Found, found, type StatementCheck } from '../finding.ts';
import { companionFindings } from './companions.ts';
import { nameFindings } from './names.ts';
import { trustFindings } from './traps.ts';
import { supportFindings } from './unsupported.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import type { At } from '../conditions/at.ts';

interface Form {
  readonly id: 'vpc-format' | 'vpce-format' | 'kms-key-value';
  readonly key: RegExp;
  readonly value: RegExp;
  /** The form, in words. */
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
/** A pattern that may match the ARN of a KMS key. */
const kmsPattern = /^(\*+|a\*.*|arn:(\*|aws[a-z-]*):(kms|\*)[:*].*|arn:\*.*)$/i;

function valueFindings({ test: { operator, key, values } }: At): Found[] {
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
