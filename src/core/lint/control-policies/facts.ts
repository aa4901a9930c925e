/** The checks of service and resource control policies. */

import type { Facts } from '../facts.ts';

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
    why: 'It limits everybody in the accounts below it. AWS refuses Principal and NotPrincipal.',
    kinds: ['scp'],
  },
  'principal-in-rcp': {
    code: 'RCP_SYNTAX_ERROR_PRINCIPAL',
    title: 'A resource control policy names single principals',
    why: 'Principal must be "*". Conditions such as aws:PrincipalArn say who is meant.',
    kinds: rcp,
  },
  'allow-in-rcp': {
    code: 'RCP_SYNTAX_ERROR_ALLOW',
    title: 'A resource control policy allows something',
    why: 'It only takes away. AWS’s own policy beside it allows everything, and yours must deny.',
    note: 'Access Analyzer accepts the one statement that allows everything to everybody. AWS Organizations refuses that one too when it is saved.',
    kinds: rcp,
  },
  'not-action-in-rcp': {
    code: 'RCP_SYNTAX_ERROR_NOTACTION',
    title: 'A resource control policy has NotAction',
    why: 'AWS wants the denied actions listed, and refuses the policy.',
    kinds: rcp,
  },
  'action-in-rcp': {
    code: 'RCP_SYNTAX_ERROR_ACTION',
    title: 'Resource control policies do not know this service',
    why: 'They apply to some services only. For the others nothing would be denied.',
    kinds: rcp,
  },
  'rcp-hits-services': {
    code: 'RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY',
    title: 'It also denies what AWS’s services do for you',
    why: 'A service that calls for itself has no organization and no account, so it seems to be an outsider.',
    kinds: rcp,
  },
  'rcp-hits-principals': {
    code: 'RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY',
    title: 'It also denies what your users and roles do',
    why: 'Only services carry these keys. For everybody else they are absent, and absent is not equal.',
    kinds: rcp,
  },
  'rcp-hits-services-without-source': {
    code: 'RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK',
    title: 'It also denies services that name no source',
    why: 'Some services send no source at all. They stop working where its absence counts as foreign.',
    kinds: rcp,
  },
} as const satisfies Facts;
