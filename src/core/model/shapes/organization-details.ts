/** The shape of an organization's details: invitations, tags, delegated administrators and others. */

import {
  type DelegatedAdministrator,
  type HandshakeRecord,
  type ManagementPolicy,
  type OrganizationDetails,
  type OrganizationResourcePolicy,
  type TrustedService,
  handshakeActions,
  handshakeAnswers,
  managementPolicyTypes,
} from '../records/organization-details.ts';
import {
  type Check,
  date,
  jsonObject,
  list,
  mapOf,
  object,
  oneOf,
  policyDocument,
  tags,
  text,
} from './checks.ts';

const services = list(object<TrustedService>({ service: text, since: date }, {}));

const handshake = object<HandshakeRecord>(
  { id: text, arn: text, action: oneOf(handshakeActions), requested: date, expires: date },
  {
    recipient: object<NonNullable<HandshakeRecord['recipient']>>(
      { type: oneOf(['ACCOUNT', 'EMAIL']), id: text },
      {},
    ),
    answer: oneOf(handshakeAnswers),
    answered: date,
    notes: text,
    tags,
    parent: text,
  },
);

const policy = object<ManagementPolicy>(
  {
    policyId: text,
    arn: text,
    type: oneOf(managementPolicyTypes),
    name: text,
    description: text,
    content: jsonObject,
    targets: list(text),
    changed: date,
  },
  {},
);

export const organizationDetails: Check = object<OrganizationDetails>(
  {},
  {
    tags: mapOf(tags),
    handshakes: list(handshake),
    services,
    administrators: list(object<DelegatedAdministrator>({ account: text, since: date, services }, {})),
    resourcePolicy: object<OrganizationResourcePolicy>({ id: text, arn: text, content: policyDocument }, {}),
    policyTypes: list(oneOf(managementPolicyTypes)),
    policies: list(policy),
  },
);
