/** Finds principals that AWS does not take, and those that let in more than their author may have meant. */

import { type Checks, type CheckFinding, found, type StatementCheck } from '../finding.ts';
import { audiences } from './oidc.ts';
import { allowWithNotPrincipal, knownAccount, openToEverybody, plainHttp } from './openings.ts';
import { mismatchedActions, rolesAnywhereActions, trustPrincipals } from './trust.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import type { ConditionTest } from '../../policy/syntax/tree.ts';
import { addCondition, fixing } from '../edits/blocks.ts';
import type { CheckedStatement } from '../document.ts';
import { writeFix } from '../edits/text.ts';

const isRead: ReadonlySet<string> = new Set(['trust', 'resource', 'endpoint']);

const entriesOf = ({ principal, notPrincipal }: CheckedStatement) => [
  ...(principal?.entries ?? []),
  ...(notPrincipal?.entries ?? []),
];

const principalValues: StatementCheck = (statement, subject) => {
  const { kind, text } = subject;
  if (!isRead.has(kind)) return [];
  return entriesOf(statement).flatMap(({ type, value, span }): CheckFinding[] => {
    if (type === 'Federated' && kind !== 'trust') {
      const message = `Only the trust policy of a role can name an identity provider such as ${value}. Here nobody gets in by it.`;
      return [found('federated-principal-not-supported', span, message)];
    }
    if (type === 'AWS' && /^AROA[A-Z0-9]{12,}$/.test(value))
      return [found('invalid-role-reference', span, deletedText('role', value))];
    if (type === 'AWS' && /^AIDA[A-Z0-9]{12,}$/.test(value))
      return [found('invalid-user-reference', span, deletedText('user', value))];
    if (type !== 'Service' || /[*?]/.test(value) || isServicePrincipal(value)) return [];
    return [serviceFound(text, value, span)];
  });
};

const deletedText = (what: 'role' | 'user', id: string): string =>
  `${id} is the id of a ${what}, as AWS leaves it behind when the ${what} is deleted. Write the ARN of the ${what} instead.`;

const viaService = 'kms:viaservice';
const serviceKeys: ReadonlySet<string> = new Set([
  'iam:passedtoservice',
  'iam:awsservicename',
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  viaService,
]);

const servicesInConditions: StatementCheck = ({ conditions = [] }, { text }) =>
  conditions.flatMap(({ key, operator, values }) =>
    serviceKeys.has(key.value.toLowerCase()) && parseOperator(operator.value).base.startsWith('string')
      ? values.items.flatMap(({ value, span }): CheckFinding[] => {
          if (/[*?]|\$\{/.test(value)) return [];
          if (!isServicePrincipal(value)) return [serviceFound(text, value, span)];
          return key.value.toLowerCase() === viaService && !regional.test(value)
            ? [withoutRegion(value, span)]
            : [];
        })
      : [],
  );

const regional = /\.[a-z]{2,4}(-[a-z]+)+-\d+\.[a-z]/;

const withoutRegion = (value: string, span: CheckFinding['span']): CheckFinding =>
  found(
    'invalid-service-principal-format',
    span,
    `“${value}” names no Region, so no request has it. The value has the form ec2.eu-west-1.amazonaws.com.`,
  );

const label = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
/** Services are written in small letters. AWS's partitions end in these domains; a few services have names of their own kind. */
const servicePrincipal = new RegExp(
  `^(${label}\\.)+(amazonaws\\.com(\\.cn)?|aws\\.internal|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|amazonaws\\.eu|aws\\.dev)$`,
);

const isServicePrincipal = (value: string): boolean => servicePrincipal.test(value);

function serviceFound(text: string, value: string, span: CheckFinding['span']): CheckFinding {
  const message = `“${value}” is no service principal, so no service is meant. They have the form ec2.amazonaws.com.`;
  const lower = value.toLowerCase();
  const name = serviceNameIn(value);
  const right = isServicePrincipal(lower) ? lower : name === undefined ? undefined : `${name}.amazonaws.com`;
  return {
    id: 'invalid-service-principal-format',
    span,
    message,
    ...(right !== undefined && { fix: writeFix(text, span, right) }),
  };
}

/** Returns the service's name in `ec2`, `EC2.amazonaws`, `https://ec2.amazonaws.com/`; `undefined` for anything else. */
function serviceNameIn(value: string): string | undefined {
  const plain = value
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
  const [name = ''] = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.exec(plain) ?? [];
  const base = name.replace(/\.(amazonaws?|aws|amazon)(\.com?|\.c[a-z]{0,3}m?)?$/, '');
  return base === '' || base === 'amazonaws' || /\.(com|net|org|io|dev)$/.test(base) ? undefined : base;
}

const isSource = (key: string): boolean => /^aws:source(arn|account|orgid|orgpaths)$/.test(key);

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
  const list: CheckFinding[] = ofCallers
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
