/** The two types of control policies in words, and the text of a new one. */

import type { ControlPolicyType } from '#core/model/records/lists.ts';

export const typeShort: Readonly<Record<ControlPolicyType, string>> = {
  SERVICE_CONTROL_POLICY: 'SCP',
  RESOURCE_CONTROL_POLICY: 'RCP',
};
export const typeMeaning: Readonly<Record<ControlPolicyType, string>> = {
  SERVICE_CONTROL_POLICY:
    'Service control policy: a limit for identities of the accounts below. It grants nothing.',
  RESOURCE_CONTROL_POLICY:
    'Resource control policy: a limit for everybody who uses resources of the accounts below. It grants nothing.',
};

export const controlPolicyStarters: Readonly<Record<ControlPolicyType, string>> = {
  SERVICE_CONTROL_POLICY: JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'StayInOrganization',
          Effect: 'Deny',
          Action: 'organizations:LeaveOrganization',
          Resource: '*',
        },
      ],
    },
    null,
    2,
  ),
  RESOURCE_CONTROL_POLICY: JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OnlyEncrypted',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
    null,
    2,
  ),
};
