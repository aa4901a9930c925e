/** Makes what must exist beside principals in a method's example: resources, instance profiles, providers. */

import { thingOf } from '#core/analysis/ways/things.ts';
import type { Existing, Method, ThingType } from '#core/analysis/ways/format.ts';
import type { ScenarioAccount, ScenarioResource } from '../../scenario/format/account.ts';
import { home, exampleIamArn, reader, region, targetNames } from '../example-parts.ts';
import { gainsByCode, examplePrincipalsOf } from './plan.ts';

export const profilesOf = ({ given = [] }: Method): ScenarioAccount['instanceProfiles'] =>
  given.includes('instance-profile')
    ? [{ instanceProfileName: targetNames.role, roles: [targetNames.role], tags: [] }]
    : [];

const names: Readonly<Partial<Record<ThingType, string>>> = {
  'AWS::EC2::Instance': 'i-0123456789abcdef0',
  'AWS::EC2::LaunchTemplate': 'lt-0123456789abcdef0',
  'AWS::Cognito::IdentityPool': `${region}:0a1b2c3d-0000-4000-8000-0123456789ab`,
  'AWS::SSO::Instance': 'ssoins-0123456789abcdef',
};
export const thingName = (type: ThingType): string => names[type] ?? 'nightly-report';

const thingArn = (type: ThingType): string =>
  `arn:aws:${thingOf(type)
    .form.replace('{region}', region)
    .replace('{account}', home)
    .replace('{name}', thingName(type))
    .replace('{parent}', 'reports')
    .replace('{any}', '1')}`;

export function resourcesOf(method: Method): ScenarioResource[] {
  const { exists, beside, onHost } = method;
  const { target } = examplePrincipalsOf(method);
  const aThing = (type: ThingType, details: Readonly<Record<string, string>> = {}): ScenarioResource => ({
    arn: thingArn(type),
    name: thingName(type),
    tags: [],
    ...(Object.keys(details).length > 0 && { details }),
  });
  return [
    ...(exists ? [aThing(exists.type, runningAs(exists, target))] : []),
    ...(gainsByCode(method) ? [aThing('AWS::Lambda::Function', { role: target })] : []),
    ...(beside === undefined
      ? []
      : [
          aThing(
            beside,
            beside === 'AWS::AutoScaling::AutoScalingGroup'
              ? { launchTemplate: thingArn('AWS::EC2::LaunchTemplate') }
              : {},
          ),
        ]),
    ...(onHost ? [aThing('AWS::EC2::Instance')] : []),
  ];
}

const runningAs = ({ role, state }: Existing, target: string): Readonly<Record<string, string>> => ({
  ...(role === 'target' && { role: target }),
  ...(state === 'with-profile' && { role: exampleIamArn(`role/${reader}`) }),
});

export const oidcName = 'id.example.com';
const directory = 'Company directory';

export const providerOf = ({ needs: [first] }: Method): string | undefined => {
  if (first?.on !== 'provider') return undefined;
  return exampleIamArn(first.action.includes('SAML') ? 'saml-provider/Company' : `oidc-provider/${oidcName}`);
};

/** A method that changes a provider needs one; a method that makes one does not. */
export function providersOf({ needs: [first] }: Method): Partial<ScenarioAccount> {
  if (first?.action === 'iam:UpdateSAMLProvider')
    return {
      samlProviders: [{ name: 'Company', metadataOf: { provider: directory }, tags: [] }],
      outsideProviders: [
        {
          kind: 'ad-fs',
          name: directory,
          entityId: 'https://company.example/saml',
          domain: 'company.example',
          keys: [],
          groups: [],
          people: [],
          workloads: [],
          applications: [],
        },
      ],
    };
  if (first?.action === 'iam:AddClientIDToOpenIDConnectProvider')
    return { oidcProviders: [{ url: `https://${oidcName}`, clientIds: [], thumbprints: [], tags: [] }] };
  return {};
}
