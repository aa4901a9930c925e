/**
 * Role templates (Y-04): services of AWS offer them, and `AcquireRole` makes a role from one. The playground has
 * none, since their contents are not published, so who may call gets the answer for an unknown template.
 */

import { fail } from '../../errors/codes.ts';
import { unverifiedDelegationTexts } from '../../errors/delegation-texts.ts';
import { type Check, type Operation, iamOperation } from '../../operation.ts';

const templateForm = /^arn:aws:iam::aws:role-template\/[\w.-]+\/[\w+=,.@-]+(:\d+)?$/;

const checkTemplate = (action: string, arn: string): Check => ({
  action: `iam:${action}`,
  resource: arn,
  printed: arn,
  context: { 'iam:RoleTemplateARN': arn },
});

export const roleTemplateOperations: Operation[] = (['AcquireRole', 'GetRoleTemplateVersion'] as const).map(
  (name) =>
    iamOperation(name, {
      // The ARN is the resource, so what is none cannot be authorized.
      checks: ({ params: { TemplateArn: arn } }) =>
        templateForm.test(arn)
          ? [checkTemplate(name, arn)]
          : fail('InvalidInput', unverifiedDelegationTexts.notATemplate(arn)),
      run: ({ params }) =>
        fail('NoSuchEntity', unverifiedDelegationTexts.templateMissing(params.TemplateArn)),
    }),
);
