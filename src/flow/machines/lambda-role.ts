/**
 * The execution role of a Lambda function (G-64): at an invocation, Lambda assumes the role in its own name
 * and puts the credentials into the environment of the code. When an event of another service starts it, that
 * service needs a permission on the function, not on the role.
 */

import { protocol } from './protocol.ts';
import { type Use, useStates } from './use-credentials.ts';

export interface LambdaRoleInput extends Use {
  readonly roleArn: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly account: string;
  /** The cause of the invocation: `S3 event`, `a person`. */
  readonly trigger: string;
}

const words = protocol<LambdaRoleInput>();
const { machine, message, sent, refused, watched } = words;

export const lambdaRoleMachine = machine('lambda-role', 'invocation', {
  invocation: watched(
    'invocation',
    ({ input }) => ({
      name: `${input.trigger} invokes ${input.functionName}`,
      from: 'resource',
      to: 'service',
    }),
    'request',
  ),
  request: message(
    ({ input }) => ({
      service: 'sts',
      operation: 'AssumeRole',
      params: { RoleArn: input.roleArn, RoleSessionName: input.functionName, DurationSeconds: 43_200 },
      caller: {
        kind: 'service',
        principal: 'lambda.amazonaws.com',
        sourceArn: input.functionArn,
        sourceAccount: input.account,
      },
    }),
    'assuming',
  ),
  assuming: sent(
    'assuming',
    { from: 'service', to: 'sts', name: 'AssumeRole by Lambda', reply: 'temporary credentials' },
    { then: 'environment', refused: 'refused' },
  ),
  refused: refused('assuming'),
  environment: watched(
    'environment',
    ({ sessions }) => ({
      name: 'credentials in the environment',
      from: 'service',
      to: 'client',
      artefacts: [
        {
          kind: 'note',
          text: `AWS_ACCESS_KEY_ID=${sessions.at(-1)?.id ?? ''} AWS_SECRET_ACCESS_KEY=•••• AWS_SESSION_TOKEN=••••`,
        },
      ],
    }),
    'using',
  ),
  ...useStates(words, 'client'),
});
