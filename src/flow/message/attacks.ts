/**
 * Attacks as presets. Each is a change of one message that a person could also type. It depends on the
 * account whether it succeeds; the flow shows which check or statement decides.
 */

import { decodedText, encodedText } from './carried.ts';
import { jwtOf, jwtParts } from './jwt-parts.ts';
import type { FlowRequest } from '../send.ts';

export interface Attack {
  readonly id: string;
  /** The operations whose message it changes. */
  readonly operations: readonly string[];
  readonly title: string;
  /** The hope of the attacker. */
  readonly text: string;
  /** Absent when it fits every message of its operations. */
  readonly fits?: (message: FlowRequest, scene: Scene) => boolean;
  readonly apply: (message: FlowRequest, scene: Scene) => FlowRequest;
}

/** The things that an attacker can use. */
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
      ...(signature === undefined ? {} : { signature }),
    };
    return { ...params, WebIdentityToken: jwtOf(changed) };
  });

/** Changes the XML inside a response that is signed already. */
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
  text: 'Somebody with a provider of their own writes whatever they like and signs it properly, with their own key.',
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

/** @internal */
export const attacks: readonly Attack[] = [
  {
    id: 'other-audience',
    operations: ['SignToken'],
    title: 'A token for another application',
    text: 'Somebody with an account at the same provider presents a token that was meant for another application.',
    apply: inDraft((draft) => ({ ...draft, aud: 'another-application' })),
  },
  {
    id: 'fork',
    operations: ['SignToken'],
    title: 'The fork of the repository',
    text: 'A pipeline in a fork asks for the role of the original.',
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
    text: 'A token from a log file, long over.',
    apply: inDraft((draft) => ({ ...draft, nbf: 1_600_000_000, iat: 1_600_000_000, exp: 1_600_003_600 })),
  },
  {
    id: 'alg-none',
    operations: ['AssumeRoleWithWebIdentity'],
    title: 'No signature (alg none)',
    text: 'The header says that there is nothing to check.',
    apply: withHeader({ alg: 'none', typ: 'JWT' }, ''),
  },
  {
    id: 'key-confusion',
    operations: ['AssumeRoleWithWebIdentity'],
    title: 'Key confusion (HS256)',
    text: 'The header asks to use the public key as a shared secret.',
    apply: withHeader({ alg: 'HS256', typ: 'JWT' }),
  },
  {
    id: 'expired-assertion',
    operations: ['SignSamlResponse'],
    title: 'A stolen assertion, a day later',
    text: 'Who finds an assertion has minutes, not days.',
    apply: inDraft((draft) => ({ ...draft, issueInstant: oldTimes.notBefore, ...oldTimes })),
  },
  {
    id: 'other-saml-audience',
    operations: ['SignSamlResponse'],
    title: 'An assertion for another service',
    text: 'The person may sign in to another service of the same provider.',
    apply: inDraft((draft) => ({ ...draft, audience: 'https://another-service.example.com' })),
  },
  {
    id: 'forged-role',
    operations: ['AssumeRoleWithSAML', 'SignInWithSAML'],
    title: 'A role of one’s own choice, after signing',
    text: 'The role in the signed assertion is exchanged for a stronger one.',
    apply: inXml((xml) => xml.replace(/:role\/[\w+=.@/-]+/g, ':role/Administrator')),
  },
  {
    id: 'wrapping',
    operations: ['AssumeRoleWithSAML', 'SignInWithSAML'],
    title: 'Signature wrapping',
    text: 'A second, unsigned assertion is put before the signed one, hoping that the wrong one is read.',
    apply: inXml(wrapped),
  },
  otherKey('SignToken'),
  otherKey('SignSamlResponse'),
  {
    id: 'guessed-external-id',
    operations: ['AssumeRole'],
    title: 'A guessed external ID',
    text: 'The vendor’s other customer tries the ids that come to mind.',
    fits: (message) => !isByService(message),
    apply: inParams((params) => ({ ...params, ExternalId: '12345' })),
  },
  {
    id: 'confused-vendor',
    operations: ['AssumeRole'],
    title: 'Confused deputy: a vendor without the external ID',
    text: 'Another customer of the vendor names this role as theirs; the vendor asks for it and knows no external ID.',
    fits: (message) => !isByService(message),
    apply: inParams(({ ExternalId: _, ...params }) => params),
  },
  {
    id: 'confused-service',
    operations: ['AssumeRole'],
    title: 'Confused deputy: a service for a stranger',
    text: 'A stranger lets the service, in their own account, use this role: the service asks on their behalf.',
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

/** Returns the attacks that fit the message. */
export const attacksOn = (message: FlowRequest, scene: Scene): readonly Attack[] =>
  attacks.filter(
    ({ operations, fits }) => operations.includes(message.operation) && (fits?.(message, scene) ?? true),
  );
