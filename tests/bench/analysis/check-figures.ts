/** The checks of Access Analyzer and ours: one long policy as in the editor, and all policies of a full-quota account. */

import { policyIssues } from '#core/lint/issues.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { Reference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { CheckedTexts, checksInSteps } from '#core/query/policies/checks/account-checks.ts';
import { runToEnd } from '#core/model/steps.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { medianMilliseconds } from '../median.ts';

/** `reference` must have all services. */
export function checkFigures(world: World, account: AccountId, reference: Reference, form: Form): Figures {
  const text = longPolicy();
  const options = { kind: 'identity-managed', reference, complete: true } as const;
  return {
    'a 6 kB policy checked, ms': medianMilliseconds(form.turns(9), () => policyIssues(text, options)),
    'full quota: all policies checked, ms': medianMilliseconds(form.turns(3), () =>
      runToEnd(checksInSteps(world, account, new CheckedTexts(reference))),
    ),
  };
}

/** Returns a policy of AWS's largest size, 6,144 characters: many actions and resources, wildcards and conditions. */
function longPolicy(): string {
  const kinds = [
    ['s3', 'arn:aws:s3:::team', '/*'],
    ['dynamodb', 'arn:aws:dynamodb:eu-central-1:111122223333:table/team', ''],
    ['sqs', 'arn:aws:sqs:eu-central-1:111122223333:team', ''],
    ['ec2', 'arn:aws:ec2:eu-central-1:111122223333:instance/team', '*'],
    ['lambda', 'arn:aws:lambda:eu-central-1:111122223333:function:team', ''],
    ['iam', 'arn:aws:iam::111122223333:role/team', '/*'],
  ] as const;
  const statement = (at: number) => {
    const [service, arn, end] = kinds[at % kinds.length] ?? kinds[0];
    return {
      Sid: `Team${at}`,
      Effect: at % 5 === 0 ? 'Deny' : 'Allow',
      Action: [`${service}:List*`, `${service}:Describe*`, `${service}:Get*`, `${service}:Create*`],
      Resource: [`${arn}${at}${end}`, `${arn}-shared${at}${end}`],
      Condition: {
        StringEquals: { 'aws:PrincipalTag/team': `team${at}`, 'aws:RequestedRegion': ['eu-central-1'] },
        IpAddress: { 'aws:SourceIp': [`203.0.${at}.0/24`] },
      },
    };
  };
  const statements: object[] = [];
  const write = () => JSON.stringify({ Version: '2012-10-17', Statement: statements });
  while (write().length < 6_144 - 420) statements.push(statement(statements.length));
  return write();
}
