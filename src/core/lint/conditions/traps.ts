/** Denies that say something else than they seem to. */

import { readBoolean } from '../../eval/values.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { addCondition, fixing } from '../edits/blocks.ts';
import { type Found, found, testedKeys, values } from '../finding.ts';
import { type At, operatorFix } from './at.ts';

/** Denies that say something else than they seem to. */
export const trapFindings = (at: At): Found[] =>
  at.statement.effect === 'Deny' ? [...mfaDeny(at), ...addressDeny(at), ...regionDeny(at)] : [];

function mfaDeny(at: At): Found[] {
  const { operator, key, values: list } = at.test;
  const { base, ifExists } = parseOperator(operator.value);
  const isTrap =
    key.value.toLowerCase() === 'aws:multifactorauthpresent' &&
    base === 'bool' &&
    !ifExists &&
    values(list).some((one) => readBoolean(one) === false);
  if (!isTrap) return [];
  return [
    {
      ...found(
        'mfa-deny-misses-access-keys',
        operator.span,
        'A request with a long-term access key does not carry this condition key. So this Deny does not match it. With BoolIfExists it does.',
      ),
      ...operatorFix(at, 'BoolIfExists'),
    },
  ];
}

function addressDeny({ test: { operator, key }, statement, subject }: At): Found[] {
  const isTrap =
    key.value.toLowerCase() === 'aws:sourceip' &&
    parseOperator(operator.value).base === 'notipaddress' &&
    !testedKeys(statement).some((one) => /^aws:(viaawsservice|calledvia|principalisawsservice)/.test(one));
  if (!isTrap) return [];
  return [
    {
      id: 'address-deny-hits-services',
      span: operator.span,
      message:
        'When a service such as CloudFormation calls for the person, the address is the service’s. This Deny stops that call too.',
      ...fixing(
        'Exclude calls that services make (aws:ViaAWSService)',
        subject.text,
        statement.index,
        addCondition({ operator: 'Bool', key: 'aws:ViaAWSService', values: ['false'], list: false }),
      ),
    },
  ];
}

function regionDeny({ test: { operator, key, values: list }, statement }: At): Found[] {
  const isTrap =
    key.value.toLowerCase() === 'aws:requestedregion' &&
    parseOperator(operator.value).base.startsWith('stringnot') &&
    values(statement.action).some((one) => one === '*' || one === '*:*') &&
    !values(list).includes('us-east-1');
  if (!isTrap) return [];
  return [
    {
      id: 'region-deny-hits-global-services',
      span: operator.span,
      message:
        'IAM, Organizations, Route 53, CloudFront and other global services count as us-east-1. This denies them too. Use NotAction to exclude them.',
    },
  ];
}
