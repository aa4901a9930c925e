/** Shapes of an imported organization's rows (records/organization.ts), for the `playground` model. */

import { controlPolicyTypes } from '../../model/records/organization.ts';
import type { Shape, StructureShape } from '../model/shapes.ts';

const structure = (members: StructureShape['members'], optional: readonly string[] = []): StructureShape => ({
  type: 'structure',
  members,
  required: Object.keys(members).filter((member) => !optional.includes(member)),
});
const list = (member: string): Shape => ({ type: 'list', member });

export const importedOrganizationShapes: Readonly<Record<string, Shape>> = {
  ControlPolicyType: { type: 'string', enum: controlPolicyTypes },
  ControlPolicyTypes: list('ControlPolicyType'),
  FeatureSet: { type: 'string', enum: ['ALL', 'CONSOLIDATED_BILLING'] },
  RootFeature: { type: 'string', enum: ['RootCredentialsManagement', 'RootSessions'] },
  RootFeatures: list('RootFeature'),
  JoinMethod: { type: 'string', enum: ['CREATED', 'INVITED'] },
  Membership: structure(
    { organization: 'Id', parent: 'Id', joined: 'Date', method: 'JoinMethod', requestId: 'Id' },
    ['requestId'],
  ),
  Joining: structure({ Account: 'AccountId', Membership: 'Membership' }),
  Memberships: list('Joining'),
  Organization: structure(
    {
      id: 'Id',
      account: 'AccountId',
      arn: 'Arn',
      rootId: 'Id',
      featureSet: 'FeatureSet',
      enabledPolicyTypes: 'ControlPolicyTypes',
      rootFeatures: 'RootFeatures',
      createDate: 'Date',
    },
    ['rootFeatures'],
  ),
  Organizations: list('Organization'),
  Unit: structure({
    id: 'Id',
    account: 'AccountId',
    arn: 'Arn',
    organization: 'Id',
    parent: 'Id',
    name: 'Name',
  }),
  Units: list('Unit'),
  ControlPolicy: structure({
    id: 'Id',
    account: 'AccountId',
    organization: 'Id',
    policyId: 'Id',
    arn: 'Arn',
    type: 'ControlPolicyType',
    name: 'Name',
    description: 'Text',
    content: 'Document',
    awsManaged: 'Boolean',
    targets: 'Ids',
  }),
  ControlPolicies: list('ControlPolicy'),
};
