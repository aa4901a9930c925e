/** Finds principals that AWS does not take, and those that let in more than their author may have meant. */

import type { Checks } from '../finding.ts';
import { audiences } from './oidc.ts';
import { allowWithNotPrincipal, openToEverybody, plainHttp } from './openings.ts';
import { servicePrincipals } from './services.ts';
import { mismatchedActions, rolesAnywhereActions, trustPrincipals } from './trust.ts';
import { principalValues, servicesInConditions } from './values.ts';

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
