/** Builds the account of a method's example, as a scenario has it. */

import type { Method } from '../../../core/analysis/ways/format.ts';
import type { Scenario } from '../../scenario/format/scenario.ts';
import { actorRole, actorUser, groupsOf, otherRoles, policiesOf, targetRole, targetUser } from './holders.ts';
import { type ExampleStatement, exampleAccount, foreign, home } from '../example-parts.ts';
import { natureOf, type Plan } from './plan.ts';
import { profilesOf, providersOf, resourcesOf } from './things.ts';

export function accountsOf(
  method: Method,
  plan: Plan,
  statements: readonly ExampleStatement[],
): Pick<Scenario, 'accounts' | 'organization'> {
  const drawn = { method, nature: natureOf(method), plan, statements };
  const target = targetRole(drawn);
  const isForeign = method.given?.includes('other-account') === true;
  const isManagement = method.given?.includes('management-account') === true;
  return {
    accounts: [
      exampleAccount(home, 'Account of the example', {
        resourcesKnown: true,
        users: [...actorUser(drawn), ...targetUser(drawn)],
        groups: groupsOf(drawn),
        roles: [...actorRole(drawn), ...(isForeign ? [] : target), ...otherRoles(drawn)],
        policies: policiesOf(drawn),
        instanceProfiles: profilesOf(method),
        resources: resourcesOf(method),
        ...providersOf(method),
      }),
      ...(isForeign || isManagement
        ? [
            exampleAccount(foreign, 'Another account', {
              resourcesKnown: true,
              roles: isForeign ? target : [],
            }),
          ]
        : []),
    ],
    ...(isManagement && {
      organization: {
        managementAccount: home,
        enabledPolicyTypes: [],
        units: [],
        members: [{ account: foreign }],
        policies: [],
      },
    }),
  };
}
