/** A whole random case: a request and the policies of every layer that such a caller can have. */

import type { EvaluationInput, NamedPolicy } from '#core/authz/decision.ts';
import type { Dice } from './dice.ts';
import { randomRequest, type Request } from './request.ts';
import { type Place, randomStatement } from './statement.ts';

export function randomInput(dice: Dice): EvaluationInput {
  const request = randomRequest(dice);
  const caller = callerKind(request);
  const policy = (name: string, place: Place, most: number) => randomPolicy(dice, request, place, name, most);
  const maybe = <K extends string, V>(chance: number, key: K, make: () => V) =>
    dice.chance(chance) ? ({ [key]: make() } as Record<K, V>) : {};
  const levels = (place: Place, open: boolean) =>
    dice.several(dice.chance(0.05) ? 0 : 1, 3, (level) => [
      ...(open && dice.chance(0.85) ? [fullAccess(`Full${level}`)] : []),
      ...dice.several(0, 2, (index) => policy(`${place}-${level}-${index}`, place, 2)),
    ]);
  return {
    ...request,
    identityPolicies:
      caller === 'root' || caller === 'outside'
        ? []
        : dice.several(0, 3, (index) => policy(`identity-${index}`, 'identity', 4)),
    ...maybe(0.75, 'resourcePolicy', () => policy('resource-policy', 'resource', 3)),
    ...(caller === 'root' || caller === 'outside'
      ? {}
      : maybe(0.25, 'permissionsBoundary', () => policy('boundary', 'identity', 3))),
    ...(caller === 'session'
      ? maybe(0.4, 'sessionPolicies', () =>
          dice.several(0, 2, (index) => policy(`session-${index}`, 'identity', 3)),
        )
      : {}),
    ...(caller === 'session' || caller === 'user'
      ? maybe(0.2, 'scopeDownPolicies', () =>
          dice.several(0, 3, (index) => policy(`scope-${index}`, 'identity', 3)),
        )
      : {}),
    ...maybe(0.3, 'serviceControlPolicies', () => levels('scp', true)),
    ...maybe(0.2, 'resourceControlPolicies', () => levels('rcp', false)),
    ...maybe(0.15, 'vpcEndpointPolicy', () => policy('endpoint', 'endpoint', 3)),
    ...maybe(0.08, 'inManagementAccount', () => dice.chance(0.8)),
    ...maybe(0.08, 'resourceInManagementAccount', () => dice.chance(0.8)),
  };
}

function callerKind({ principal }: Request): 'root' | 'user' | 'session' | 'outside' {
  if (!principal.startsWith('arn:') || principal.includes('-provider/')) return 'outside';
  if (principal.endsWith(':root')) return 'root';
  return principal.includes(':sts:') ? 'session' : 'user';
}

const fullAccess = (name: string): NamedPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
});

function randomPolicy(dice: Dice, request: Request, place: Place, name: string, most: number): NamedPolicy {
  const statements = dice.several(1, most, () => randomStatement(dice, request, place));
  const version = dice.pick(['2012-10-17', '2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', '']);
  const document = {
    ...(version === '' ? {} : { Version: version }),
    Statement: statements.length === 1 && dice.chance(0.3) ? statements[0] : statements,
  };
  return {
    name,
    document: dice.chance(0.2) ? JSON.stringify(document, undefined, dice.pick([0, 2])) : document,
  };
}
