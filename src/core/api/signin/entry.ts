/** The sign-in service behind the door: shape, then operation. Its marks and events stay if it fails. */

import { awsError } from '../errors/codes.ts';
import { type Env, type Request, isoSeconds } from '../../model/request/request.ts';
import type { World } from '../../model/world/world.ts';
import { validate } from '../model/validate.ts';
import { type Outcome, outcomeOf, refusedEarly } from '../perform.ts';
import { federationOperations } from './federation.ts';
import { signinModel } from './model.ts';
import type { SigninOperation } from './operation.ts';
import { rootPasswordOperations } from './root-password.ts';
import { samlSignInOperations } from './saml-sign-in.ts';
import { signInOperations } from './sign-in.ts';
import { stepOperations } from './steps.ts';
import { switchRoleOperations } from './switch-role.ts';
import { defined } from '../../model/defined.ts';

const signinOperations: ReadonlyMap<string, SigninOperation> = new Map(
  [
    ...signInOperations,
    ...stepOperations,
    ...switchRoleOperations,
    ...federationOperations,
    ...rootPasswordOperations,
    ...samlSignInOperations,
  ].map((operation) => [operation.name, operation]),
);

export function handleSignin(world: World, request: Request, env: Env): Outcome {
  const operation = signinOperations.get(request.operation);
  if (!operation) {
    const message = `Could not find operation ${request.operation} for version ${signinModel.apiVersion}`;
    return refusedEarly(awsError('InvalidAction', message));
  }
  const shaped = validate(signinModel, signinModel.operations[operation.name]?.input, request.params);
  if (!shaped.ok) return refusedEarly(shaped.error);
  const params = shaped.value;
  const answer = operation.run({ world, env, request, params, now: isoSeconds(env.now) });
  const { marks = [], events = [], decision } = answer;
  return outcomeOf(answer, { marks, events, ...defined({ decision }) });
}
