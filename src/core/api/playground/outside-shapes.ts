/** Shapes of the calls about outside providers (records/outside-providers.ts), for the `playground` model. */

import { outsideKinds } from '../../model/records/lists.ts';
import { type Shape, structure } from '../model/shapes.ts';

const text = (max: number, pattern = '[^\\u0000-\\u001F]+'): Shape => ({
  type: 'string',
  min: 1,
  max,
  pattern,
});

export const outsideShapes: Readonly<Record<string, Shape>> = {
  OutsideKind: { type: 'string', enum: outsideKinds },
  OutsideName: text(64),
  OutsideId: text(160),
  OutsideText: text(256),
  OutsideTexts: { type: 'list', member: 'OutsideText', max: 50 },
  OutsideMap: { type: 'map', key: 'OutsideText', value: 'OutsideText' },
  OutsideDomain: text(100, '[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+'),
  SigningAlgorithm: { type: 'string', enum: ['RS256', 'ES256'] },
  SecretJwk: { type: 'string', sensitive: true, min: 1, max: 10_000 },
  Certificate: text(10_000, '[A-Za-z0-9+/]+={0,2}'),
  OutsideKey: structure({
    Kid: 'OutsideName',
    Algorithm: 'SigningAlgorithm',
    PrivateJwk: 'SecretJwk',
    Certificate: 'Certificate',
  }),
  OutsidePerson: structure({
    id: 'OutsideId',
    userName: 'OutsideName',
    name: 'OutsideText',
    email: 'OutsideText',
    groups: 'OutsideTexts',
    attributes: 'OutsideMap',
  }),
  OutsidePeople: { type: 'list', member: 'OutsidePerson', max: 500 },
  OutsideWorkload: structure(
    { id: 'OutsideId', name: 'OutsideText', claims: 'OutsideMap', methods: 'OutsideTexts' },
    ['methods'],
  ),
  OutsideWorkloads: { type: 'list', member: 'OutsideWorkload', max: 100 },
  RoleGrant: structure({ group: 'OutsideText', roleArn: 'Arn', providerArn: 'Arn' }, ['group']),
  RoleGrants: { type: 'list', member: 'RoleGrant', max: 100 },
  TagMapping: structure({ key: 'TagKey', attribute: 'OutsideText', transitive: 'Boolean' }, ['transitive']),
  TagMappings: { type: 'list', member: 'TagMapping', max: 50 },
  EncryptionKey: text(2_000, '[A-Za-z0-9+/]+={0,2}'),
  OutsideProtocol: { type: 'string', enum: ['saml', 'oidc'] },
  SessionNaming: { type: 'string', enum: ['userName', 'email'] },
  ConsoleSeconds: { type: 'integer', min: 900, max: 43_200 },
  OutsideApplication: structure(
    {
      id: 'OutsideId',
      name: 'OutsideText',
      protocol: 'OutsideProtocol',
      grants: 'RoleGrants',
      tags: 'TagMappings',
      sessionName: 'SessionNaming',
      sessionDuration: 'ConsoleSeconds',
      sessionDurationFrom: 'OutsideText',
      sourceIdentity: 'Boolean',
      audience: 'OutsideText',
      recipient: 'OutsideText',
      encryptFor: 'EncryptionKey',
    },
    ['sessionDuration', 'sessionDurationFrom', 'sourceIdentity', 'audience', 'recipient', 'encryptFor'],
  ),
  OutsideApplications: { type: 'list', member: 'OutsideApplication', max: 50 },
  CreateOutsideProviderRequest: structure({
    Kind: 'OutsideKind',
    Name: 'OutsideName',
    Domain: 'OutsideDomain',
    Key: 'OutsideKey',
  }),
  RotateOutsideProviderKeyRequest: structure({ Id: 'OutsideId', Key: 'OutsideKey' }),
  RetireOutsideProviderKeyRequest: structure({ Id: 'OutsideId', Kid: 'OutsideName' }),
  UpdateOutsideProviderRequest: structure(
    {
      Id: 'OutsideId',
      Name: 'OutsideName',
      Groups: 'OutsideTexts',
      People: 'OutsidePeople',
      Workloads: 'OutsideWorkloads',
      Applications: 'OutsideApplications',
    },
    ['Name', 'Groups', 'People', 'Workloads', 'Applications'],
  ),
  DeleteOutsideProviderRequest: structure({ Id: 'OutsideId' }),
};

export const outsideRequests = Object.fromEntries(
  [
    'CreateOutsideProvider',
    'RotateOutsideProviderKey',
    'RetireOutsideProviderKey',
    'UpdateOutsideProvider',
    'DeleteOutsideProvider',
  ].map((name) => [name, { input: `${name}Request` }]),
);
