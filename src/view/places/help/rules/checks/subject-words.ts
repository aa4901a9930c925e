/** The titles of the subjects of checks, and the names of the kinds of policies that a check reads. */

import type { CheckSubject } from '#core/lint/catalogue.ts';
import type { PolicyKind } from '#core/policy/checks/problem.ts';

export const subjectWords: Readonly<
  Record<CheckSubject, { readonly title: string; readonly about: string }>
> = {
  elements: {
    title: 'Elements and structure',
    about: 'Which elements stand in a policy, their types, and its size.',
  },
  actions: { title: 'Actions and services', about: 'Whether an action exists, and what it works on.' },
  resources: { title: 'Resources and ARNs', about: 'Whether an ARN can be that of a resource.' },
  principals: {
    title: 'Principals',
    about: 'Who a trust policy or a resource policy lets in.',
  },
  conditions: { title: 'Conditions', about: 'Operators and the values that they compare.' },
  keys: { title: 'Condition keys', about: 'Whether a key exists, and when a request has it.' },
  variables: { title: 'Policy variables', about: 'Names between ${ and } that AWS replaces.' },
  'control-policies': {
    title: 'Control policies',
    about: 'What an organization’s policies for accounts and resources cannot have.',
  },
  power: { title: 'Power and data', about: 'What gives power or data to more than was meant.' },
  redundant: { title: 'Parts that change nothing', about: 'What a policy can do without.' },
};

export const policyKindWords: Readonly<Record<PolicyKind, string>> = {
  'identity-managed': 'Managed policies',
  'identity-inline': 'Inline policies',
  trust: 'Trust policies',
  resource: 'Resource policies',
  boundary: 'Permissions boundaries',
  session: 'Session policies',
  scp: 'Service control policies',
  rcp: 'Resource control policies',
  endpoint: 'VPC endpoint policies',
};
