import { principalId } from '../../authz/principal.ts';
import { type Operation, done, stsOperation } from '../operation.ts';

/** Who am I: answers for valid credentials whatever the policies say (4.4, T-23). */
export const callerIdentityOperations: Operation[] = [
  stsOperation('GetCallerIdentity', {
    checks: () => [],
    run: ({ principal }) =>
      done({ UserId: principalId(principal), Account: principal.account, Arn: principal.arn }),
  }),
];
