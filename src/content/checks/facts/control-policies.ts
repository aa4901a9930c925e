/** The checks of service and resource control policies. */

import type { Facts } from '#core/lint/facts.ts';

const rcp = ['rcp'] as const;

export const controlPolicyFacts = {
  'scp-action-wildcard': {
    code: 'SCP_SYNTAX_ERROR_ACTION_WILDCARD',
    title: 'A wildcard in the middle of an action',
    why: 'Service control policies once took wildcards only alone, or at the end of an action.',
    note: 'Since 19 September 2025 AWS takes wildcards anywhere in the actions of service control policies. The check finds nothing any more.',
    isRetired: true,
    kinds: ['scp'],
  },
  'principal-in-scp': {
    code: 'SCP_SYNTAX_ERROR_PRINCIPAL',
    title: 'A service control policy names a principal',
    why: 'It always applies to all users and roles in the accounts below it. AWS refuses Principal and NotPrincipal.',
    kinds: ['scp'],
  },
  'principal-in-rcp': {
    code: 'RCP_SYNTAX_ERROR_PRINCIPAL',
    title: 'A resource control policy names single principals',
    why: 'AWS refuses the policy. Principal must be "*", and a condition such as aws:PrincipalArn says who is meant.',
    kinds: rcp,
  },
  'allow-in-rcp': {
    code: 'RCP_SYNTAX_ERROR_ALLOW',
    title: 'A resource control policy allows something',
    why: 'AWS refuses the policy. It can only deny, because AWS’s own policy beside it allows everything.',
    note: 'Access Analyzer accepts the one statement that allows everything to everybody. AWS Organizations refuses that one too when it is saved.',
    kinds: rcp,
  },
  'not-action-in-rcp': {
    code: 'RCP_SYNTAX_ERROR_NOTACTION',
    title: 'A resource control policy has NotAction',
    why: 'AWS refuses the policy. List the actions that you want to deny.',
    kinds: rcp,
  },
  'action-in-rcp': {
    code: 'RCP_SYNTAX_ERROR_ACTION',
    title: 'Resource control policies do not apply to the service',
    why: 'They protect some services only. For the others nothing would be denied.',
    kinds: rcp,
  },
  'rcp-hits-services': {
    code: 'RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY',
    title: 'A resource control policy also stops AWS’s services',
    why: 'A service that calls for itself has no organization or account. So the Deny takes it for a stranger.',
    kinds: rcp,
  },
  'rcp-hits-principals': {
    code: 'RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY',
    title: 'A resource control policy also stops your users and roles',
    why: 'Only services send these keys. Users and roles lack them, so the Deny stops them too.',
    kinds: rcp,
  },
  'rcp-hits-services-without-source': {
    code: 'RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK',
    title: 'A resource control policy also stops services that name no source',
    why: 'Some services send no source at all. The Deny takes them for strangers, and they stop working.',
    kinds: rcp,
  },
} as const satisfies Facts;
