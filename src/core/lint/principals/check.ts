/** Finds principals that AWS does not take, and those that let in more than their author may have meant. */

import { type Checks, type Found, found, type StatementCheck } from '../finding.ts';
import { audiences } from './oidc.ts';
import { allowWithNotPrincipal, knownAccount, openToEverybody, plainHttp } from './openings.ts';
import { mismatchedActions, rolesAnywhereActions, trustPrincipals } from './trust.ts';
import { principalValues, servicesInConditions } from './values.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import type { ConditionTest } from '../../policy/syntax/tree.ts';
import { addCondition, fixing } from '../edits/blocks.ts';

const isSource = (key: string): boolean => /^aws:source(arn|account|orgid|orgpaths)$/.test(key);

/** Keys of callers of IAM; a request of a service itself carries none of them. */
const isOfCallers = (key: string): boolean =>
  /^aws:(principal(orgid|orgpaths|account|arn|type)|principaltag\/.*|userid|username)$/.test(key);

/** Keys that somebody used to name the source before there were better ones. */
const substitutes: ReadonlySet<string> = new Set(['aws:referer', 'aws:useragent']);

const keyOf = ({ key }: ConditionTest): string => key.value.toLowerCase();

/** A test for absence, or of what it is not, names no source. */
const names = ({ operator }: ConditionTest): boolean => {
  const { base } = parseOperator(operator.value);
  return base !== 'null' && !base.includes('not');
};

const servicePrincipals: StatementCheck = (statement, subject) => {
  const { effect, principal, conditions = [], index } = statement;
  if (subject.kind !== 'resource' || !principal) return [];
  const services = principal.entries.filter(({ type, value }) => type === 'Service' && value !== '*');
  const [first] = services;
  if (!first) return [];
  const tested = conditions.filter(({ operator }) => parseOperator(operator.value).base !== 'null');
  const ofCallers = tested.filter((test) => isOfCallers(keyOf(test)));
  const list: Found[] = ofCallers
    .slice(0, 1)
    .map(({ key }) =>
      found(
        'unsupported-condition-key-for-service-principal',
        key.span,
        `A request of ${first.value} does not carry ${ofCallers.map((one) => one.key.value).join(', ')}. The service never meets this condition.`,
      ),
    );
  if (effect !== 'Allow' || conditions.some((test) => isSource(keyOf(test)) && names(test))) return list;
  const account = knownAccount(subject);
  const source = { operator: 'StringEquals', key: 'aws:SourceAccount', values: [account ?? ''], list: false };
  const fix =
    account === undefined
      ? {}
      : fixing(
          `Let it act only for account ${account} (aws:SourceAccount)`,
          subject.text,
          index,
          addCondition(source),
        );
  const other = tested.find((test) => substitutes.has(keyOf(test)));
  if (other) {
    const message = `${other.key.value} does not say for which account ${first.value} works. aws:SourceAccount or aws:SourceArn does.`;
    return [
      ...list,
      { ...found('recommended-condition-key-for-service-principal', other.key.span, message), ...fix },
    ];
  }
  const message = (service: string) =>
    `${service} can act here for any account. A condition on aws:SourceAccount or aws:SourceArn allows only yours.`;
  return [
    ...list,
    ...services.map(({ value, span }) => ({ ...found('confused-deputy', span, message(value)), ...fix })),
  ];
};

export const principalChecks: Checks = {
  statement: [
    principalValues,
    servicesInConditions,
    servicePrincipals,
    trustPrincipals,
    mismatchedActions,
    audiences,
    openToEverybody,
    allowWithNotPrincipal,
  ],
  document: [plainHttp, rolesAnywhereActions],
};
