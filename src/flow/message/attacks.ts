/** Attacks as presets: each changes one message as a person could. Whether it succeeds is the account's. */

import { decodedText, encodedText } from './carried.ts';
import { jwtOf, jwtParts } from './jwt-parts.ts';
import type { FlowRequest } from '../send.ts';
import { defined } from '../../core/model/defined.ts';

export interface Attack {
  readonly id: string;
  readonly operations: readonly string[];
  readonly title: string;
  /** The hope of the attacker. */
  readonly text: string;
  /** Absent when it fits every message of its operations. */
  readonly fits?: (message: FlowRequest, scene: Scene) => boolean;
  readonly apply: (message: FlowRequest, scene: Scene) => FlowRequest;
}

export interface Scene {
  /** Ids of simulated providers that have their own keys. */
  readonly providers: readonly string[];
}

type Params = FlowRequest['params'];
type Draft = Readonly<Record<string, unknown>>;
const inParams =
  (change: (params: Params) => Params): Attack['apply'] =>
  (message) => ({ ...message, params: change(message.params) });
const inDraft = (change: (draft: Draft) => Draft): Attack['apply'] =>
  inParams((params) => ({ ...params, Draft: change(params['Draft'] as Draft) }));

/** Changes the token's header, and perhaps replaces its signature. */
const withHeader = (header: object, signature?: string): Attack['apply'] =>
  inParams((params) => {
    const parts = jwtParts(String(params['WebIdentityToken']));
    if (!parts) return params;
    const changed = {
      ...parts,
      header: JSON.stringify(header),
      ...defined({ signature }),
    };
    return { ...params, WebIdentityToken: jwtOf(changed) };
  });

/** Changes what a signed token says; its signature stays. */
const inClaims = (change: (claims: Draft) => Draft): Attack['apply'] =>
  inParams((params) => {
    const parts = jwtParts(String(params['WebIdentityToken']));
    if (!parts) return params;
    const claims = JSON.stringify(change(JSON.parse(parts.claims) as Draft));
    return { ...params, WebIdentityToken: jwtOf({ ...parts, claims }) };
  });

const inXml = (change: (xml: string) => string): Attack['apply'] =>
  inParams((params) => {
    const name = 'SAMLResponse' in params ? 'SAMLResponse' : 'SAMLAssertion';
    return { ...params, [name]: encodedText(change(decodedText(String(params[name])))) };
  });

const isByService = ({ caller }: FlowRequest): boolean => caller?.kind === 'service';
const strangersAccount = '999988887777';
const otherProvider = ({ params }: FlowRequest, { providers }: Scene): string | undefined =>
  providers.find((id) => id !== params['ProviderId']);
const otherKey = (operation: string): Attack => ({
  id: operation === 'SignToken' ? 'other-key' : 'other-saml-key',
  operations: [operation],
  title: 'Signed with another provider’s key',
  text: 'Somebody with their own provider writes what they like, and signs it correctly with their own key.',
  fits: (message, scene) => otherProvider(message, scene) !== undefined,
  apply: (message, scene) => ({
    ...message,
    params: { ...message.params, KeyOf: otherProvider(message, scene) },
  }),
});
const oldTimes = { notBefore: '2020-01-01T00:00:00Z', notOnOrAfter: '2020-01-01T00:05:00Z' };

/** Puts a copy of the assertion before it, with another id and without its signature. */
function wrapped(xml: string): string {
  const [assertion = ''] = /<(?:saml:)?Assertion[\s\S]*<\/(?:saml:)?Assertion>/.exec(xml) ?? [];
  const forged = assertion
    .replace(/<(?:ds:)?Signature[\s\S]*<\/(?:ds:)?Signature>/, '')
    .replace(/ID="[^"]*"/, 'ID="_forged"');
  return xml.replace(assertion, () => forged + assertion);
}

export const messageAttacks: readonly Attack[] = [
  {
    id: 'other-audience',
    operations: ['SignToken'],
    title: 'A token for another application',
    text: 'Somebody with an account at the same provider sends a token that was made for another application.',
    apply: inDraft((draft) => ({ ...draft, aud: 'another-application' })),
  },
  {
    id: 'fork',
    operations: ['SignToken'],
    title: 'The fork of the repository',
    text: 'A pipeline in a fork asks for the role of the original repository.',
    apply: inDraft((draft) => ({
      ...draft,
      sub: String(draft['sub']).replace(/^repo:[^/:]+/, 'repo:mallory'),
      repository_owner: 'mallory',
    })),
  },
  {
    id: 'expired-token',
    operations: ['SignToken'],
    title: 'An old token',
    text: 'A token from a log file, which expired long ago.',
    apply: inDraft((draft) => ({ ...draft, nbf: 1_600_000_000, iat: 1_600_000_000, exp: 1_600_003_600 })),
  },
  {
    id: 'alg-none',
    operations: ['AssumeRoleWithWebIdentity', 'PresentToken'],
    title: 'No signature (alg none)',
    text: 'The header says that nobody needs to check a signature.',
    apply: withHeader({ alg: 'none', typ: 'JWT' }, ''),
  },
  {
    id: 'key-confusion',
    operations: ['AssumeRoleWithWebIdentity', 'PresentToken'],
    title: 'Key confusion (HS256)',
    text: 'The header asks for a check with the public key as a shared secret.',
    apply: withHeader({ alg: 'HS256', typ: 'JWT' }),
  },
  {
    id: 'other-service',
    operations: ['GetWebIdentityToken'],
    title: 'A token for another service',
    text: 'The other service gets a token, keeps it, and shows it to this service.',
    apply: inParams((params) => ({ ...params, Audience: ['https://another-service.example.com'] })),
  },
  {
    id: 'other-subject',
    operations: ['PresentToken'],
    title: 'Another subject, changed after signing',
    text: 'The attacker replaces the role or user in the signed token with a stronger one.',
    apply: inClaims((claims) => ({ ...claims, sub: 'arn:aws:iam::999988887777:role/Administrator' })),
  },
  {
    id: 'stale-token',
    operations: ['PresentToken'],
    title: 'A stolen token, an hour later',
    text: 'A token from a log file is shown when its time is over.',
    apply: inParams((params) => ({ ...params, SecondsLater: 3600 })),
  },
  {
    id: 'expired-assertion',
    operations: ['SignSamlResponse'],
    title: 'A stolen assertion, a day later',
    text: 'A stolen assertion works for minutes, not for days.',
    apply: inDraft((draft) => ({ ...draft, issueInstant: oldTimes.notBefore, ...oldTimes })),
  },
  {
    id: 'other-saml-audience',
    operations: ['SignSamlResponse'],
    title: 'An assertion for another service',
    text: 'The provider made this assertion for another service, not for AWS.',
    apply: inDraft((draft) => ({ ...draft, audience: 'https://another-service.example.com' })),
  },
  {
    id: 'forged-role',
    operations: ['AssumeRoleWithSAML', 'SignInWithSAML'],
    title: 'Another role, changed after signing',
    text: 'The attacker replaces the role in the signed assertion with a stronger role.',
    apply: inXml((xml) => xml.replace(/:role\/[\w+=.@/-]+/g, ':role/Administrator')),
  },
  {
    id: 'wrapping',
    operations: ['AssumeRoleWithSAML', 'SignInWithSAML'],
    title: 'Signature wrapping',
    text: 'The attacker puts an unsigned assertion before the signed one, and hopes that AWS reads the first.',
    apply: inXml(wrapped),
  },
  otherKey('SignToken'),
  otherKey('SignSamlResponse'),
  {
    id: 'guessed-external-id',
    operations: ['AssumeRole'],
    title: 'A guessed external ID',
    text: 'Another customer of the vendor tries external IDs that are easy to guess.',
    fits: (message) => !isByService(message),
    apply: inParams((params) => ({ ...params, ExternalId: '12345' })),
  },
  {
    id: 'confused-vendor',
    operations: ['AssumeRole'],
    title: 'Confused deputy: a vendor without the external ID',
    text: 'Another customer of the vendor claims this role. The vendor asks for it without an external ID.',
    fits: (message) => !isByService(message),
    apply: inParams(({ ExternalId: _, ...params }) => params),
  },
  {
    id: 'confused-service',
    operations: ['AssumeRole'],
    title: 'Confused deputy: a service for a stranger',
    text: 'A stranger configures the service in their own account with this role. The service then asks for it.',
    fits: isByService,
    apply: (message) =>
      message.caller?.kind === 'service'
        ? {
            ...message,
            caller: {
              ...message.caller,
              sourceAccount: strangersAccount,
              ...(message.caller.sourceArn === undefined
                ? {}
                : { sourceArn: message.caller.sourceArn.replace(/:\d{12}:/, `:${strangersAccount}:`) }),
            },
          }
        : message,
  },
];

export const attacksOnMessage = (message: FlowRequest, scene: Scene): readonly Attack[] =>
  messageAttacks.filter(
    ({ operations, fits }) => operations.includes(message.operation) && (fits?.(message, scene) ?? true),
  );
