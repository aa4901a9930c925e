/** The checks of principals. */

import type { Facts } from '../facts.ts';

export const principalFacts = {
  'open-to-everyone': {
    severity: 'warning',
    title: 'Anybody gets in',
    why: 'Nothing limits who can use it.',
  },
  'open-provider': {
    severity: 'warning',
    title: 'Everybody of the provider gets in',
    why: 'Nothing limits whose token counts.',
  },
  'wide-subject': {
    severity: 'warning',
    title: 'The subject names too many',
    why: 'Others than meant can get the role.',
  },
  'provider-without-audience': {
    severity: 'warning',
    title: 'The audience is not checked',
    why: 'A token that was made for another application counts.',
  },
  'saml-without-audience': {
    severity: 'warning',
    title: 'The SAML audience is not checked',
    why: 'A response that was sent elsewhere counts.',
  },
  'confused-deputy': {
    code: 'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
    title: 'The service can act for any account',
    why: 'A service that acts for another account can be used against you.',
  },
} as const satisfies Facts;
