/** Says which permission on a resource counts as having reached it, for the kinds of resources that a search can aim at. */

import { parseArn } from '../../../model/arn.ts';

/** Returns what one must be allowed for one to have reached a resource; empty for another kind of thing. */
export function reachedBy(arn: string): { action: string; resource: string }[] {
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  const on = (...actions: string[]) => actions.map((action) => ({ action, resource: arn }));
  switch (service) {
    case 's3':
      return resource.includes('/') ? on('s3:GetObject') : [{ action: 's3:GetObject', resource: `${arn}/*` }];
    case 'secretsmanager':
      return on('secretsmanager:GetSecretValue');
    case 'ssm':
      return resource.startsWith('parameter/') ? on('ssm:GetParameter') : [];
    case 'kms':
      return on('kms:Decrypt');
    case 'dynamodb':
      return on('dynamodb:GetItem');
    case 'sqs':
      return on('sqs:ReceiveMessage');
    case 'lambda':
      return on('lambda:InvokeFunction', 'lambda:UpdateFunctionCode');
    default:
      return [];
  }
}
