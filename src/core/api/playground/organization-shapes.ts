/** Shapes of an imported organization's rows (records/organization.ts), for the `playground` model. */

import { controlPolicyTypes } from '../../model/records/lists.ts';
import { type Shape, listOf, structure } from '../model/shapes.ts';

export const importedOrganizationShapes: Readonly<Record<string, Shape>> = {
  ControlPolicyType: { type: 'string', enum: controlPolicyTypes },
  ControlPolicyTypes: listOf('ControlPolicyType'),
  FeatureSet: { type: 'string', enum: ['ALL', 'CONSOLIDATED_BILLING'] },
  RootFeature: { type: 'string', enum: ['RootCredentialsManagement', 'RootSessions'] },
  RootFeatures: listOf('RootFeature'),
  JoinMethod: { type: 'string', enum: ['CREATED', 'INVITED'] },
  Membership: structure(
    { organization: 'Id', parent: 'Id', joined: 'Date', method: 'JoinMethod', requestId: 'Id' },
    ['requestId'],
  ),
  Joining: structure({ Account: 'AccountId', Membership: 'Membership' }),
  Memberships: listOf('Joining'),
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
  Organizations: listOf('Organization'),
  Unit: structure({
    id: 'Id',
    account: 'AccountId',
    arn: 'Arn',
    organization: 'Id',
    parent: 'Id',
    name: 'Name',
  }),
  Units: listOf('Unit'),
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
  ControlPolicies: listOf('ControlPolicy'),
};
