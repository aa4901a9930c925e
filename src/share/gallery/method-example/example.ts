/**
 * The small accounts of a method: one in which it works, and the same with one line changed, in which it does not. They are
 * made from the method's data. They decide nothing; a test asks the search.
 */

import { thingOf } from '#core/analysis/ways/things.ts';
import type { Method } from '#core/analysis/ways/format.ts';
import type { Scenario } from '../../scenario/format/scenario.ts';
import type { ScenarioDocument } from '../../scenario/format/parts.ts';
import { exampleAccount, type ExampleStatement, foreign, home, examplePolicyOf } from '../example-parts.ts';
import { natureOf, type ExamplePlan, planOf, examplePrincipalsOf } from './plan.ts';
import {
  actorRole,
  actorUser,
  exampleGroupsOf,
  otherRoles,
  examplePoliciesOf,
  targetRole,
  targetUser,
} from './holders.ts';
import { profilesOf, providersOf, resourcesOf } from './things.ts';

export interface MethodExample {
  readonly works: Scenario;
  readonly fails: Scenario;
  readonly changed: ChangedLine;
}

/** The document that differs, as text. */
export interface ChangedLine {
  /** Names the document: `The policy of user/developer`. */
  readonly document: string;
  readonly before: string;
  readonly after: string;
  readonly because: string;
}

/** `undefined` for a method that AWS has closed. */
export function methodExample(method: Method): MethodExample | undefined {
  if (method.retired) return undefined;
  const plan = planOf(method);
  const { works, fails, because } = plan.changes;
  return {
    works: scenarioOf(method, plan, works, 'works'),
    fails: scenarioOf(method, plan, fails, 'fails'),
    changed: {
      document: documentName(method, plan),
      before: text(examplePolicyOf(works)),
      after: text(examplePolicyOf(fails)),
      because,
    },
  };
}

const text = (document: ScenarioDocument): string => JSON.stringify(document, null, 2);

const shortName = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

function documentName(method: Method, { place }: ExamplePlan): string {
  const { actor, target } = examplePrincipalsOf(method);
  if (place === 'trust') return `Trust policy of ${shortName(target)}`;
  if (place === 'boundary') return `Boundary of ${shortName(actor)}`;
  if (place === 'deny') return `Policy that limits ${shortName(actor)}`;
  return `Policy of ${shortName(actor)}`;
}

function scenarioOf(
  method: Method,
  plan: ExamplePlan,
  statements: readonly ExampleStatement[],
  which: 'works' | 'fails',
): Scenario {
  const { actor } = examplePrincipalsOf(method);
  const depends = method.assumes === undefined ? '' : '&depends=1';
  const [first] = method.needs;
  return {
    title: which === 'works' ? method.name : `${method.name}: stopped`,
    purpose: which === 'works' ? method.how : plan.changes.because,
    notes: [
      which === 'works'
        ? `${intro(method)} This page shows the ways that lead on from ${shortName(actor)}.`
        : `One line differs from the account in which “${method.name}” works. ${plan.changes.because}`,
      `How to stop it: ${method.stop}`,
    ],
    start: {
      account: home,
      question: { principal: actor, action: first?.action ?? '', resource: askedOf(method) },
      next: [],
    },
    place: `#/graph/ways?from=${encodeURIComponent(actor)}${depends}`,
    questions: [],
    steps: [],
    ...accountsOf(method, plan, statements),
    awsManagedPolicies: [],
  };
}

/** The call can be asked on whoever acts or is gained. */
function askedOf(method: Method): string {
  const { actor, target } = examplePrincipalsOf(method);
  const [first] = method.needs;
  if (first?.on === 'self') return actor;
  return first?.on === 'target' ? target : '*';
}

/** Says who acts and what there is to gain. */
function intro({ gain, exists, by = 'user' }: Method): string {
  const who = by === 'user' ? 'A developer' : 'A role of developers';
  if (gain === 'self') return `${who} can change what it is allowed to do.`;
  if (gain === 'new') return `${who} can make something new that has more rights.`;
  const other = gain === 'user' ? 'a user' : 'a role';
  if (exists?.role === 'target')
    return `${who} can use ${thingOf(exists.type).words} that runs as ${other} with more rights.`;
  return `${who} can get the rights of ${other}.`;
}

function accountsOf(
  method: Method,
  plan: ExamplePlan,
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
        groups: exampleGroupsOf(drawn),
        roles: [...actorRole(drawn), ...(isForeign ? [] : target), ...otherRoles(drawn)],
        policies: examplePoliciesOf(drawn),
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
