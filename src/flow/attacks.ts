import type { FlowRequest } from './send.ts';

/**
 * Attacks as presets: each is a change of one message, of the kind that a person could type. Whether it gets
 * through depends on how the account is set up, and the flow shows by which check, or by which line.
 */
export interface Attack {
  readonly id: string;
  /** Operation whose message it changes. */
  readonly operation: string;
  readonly title: string;
  /** What the attacker hopes for. */
  readonly text: string;
  readonly apply: (params: FlowRequest['params']) => FlowRequest['params'];
}

type Params = FlowRequest['params'];
type Draft = Readonly<Record<string, unknown>>;
const inDraft =
  (change: (draft: Draft) => Draft) =>
  (params: Params): Params => ({
    ...params,
    Draft: change(params['Draft'] as Draft),
  });

/** The token with another header and no signature, or signed with what everybody can read. */
function unsigned(params: Params): Params {
  const [, claims = ''] = String(params['WebIdentityToken']).split('.');
  return { ...params, WebIdentityToken: `${base64Url('{"alg":"none","typ":"JWT"}')}.${claims}.` };
}

function confusedKey(params: Params): Params {
  const [, claims = '', signature = ''] = String(params['WebIdentityToken']).split('.');
  return {
    ...params,
    WebIdentityToken: `${base64Url('{"alg":"HS256","typ":"JWT"}')}.${claims}.${signature}`,
  };
}

const base64Url = (text: string): string =>
  btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

/** Changes the XML inside a response that is signed already. */
const inXml =
  (change: (xml: string) => string) =>
  (params: Params): Params => ({
    ...params,
    SAMLAssertion: btoa(change(atob(String(params['SAMLAssertion'])))),
  });

export const attacks: readonly Attack[] = [
  {
    id: 'other-audience',
    operation: 'SignToken',
    title: 'A token for another application',
    text: 'Somebody with an account at the same provider presents a token that was meant for another application.',
    apply: inDraft((draft) => ({ ...draft, aud: 'another-application' })),
  },
  {
    id: 'fork',
    operation: 'SignToken',
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
    operation: 'SignToken',
    title: 'An old token',
    text: 'A token from a log file, long over.',
    apply: inDraft((draft) => ({ ...draft, nbf: 1_600_000_000, iat: 1_600_000_000, exp: 1_600_003_600 })),
  },
  {
    id: 'alg-none',
    operation: 'AssumeRoleWithWebIdentity',
    title: 'No signature (alg none)',
    text: 'The header says that there is nothing to check.',
    apply: unsigned,
  },
  {
    id: 'key-confusion',
    operation: 'AssumeRoleWithWebIdentity',
    title: 'Key confusion (HS256)',
    text: 'The header asks to use the public key as a shared secret.',
    apply: confusedKey,
  },
  {
    id: 'expired-assertion',
    operation: 'SignSamlResponse',
    title: 'A stolen assertion, a day later',
    text: 'Who finds an assertion has minutes, not days.',
    apply: inDraft((draft) => ({
      ...draft,
      notBefore: '2020-01-01T00:00:00Z',
      notOnOrAfter: '2020-01-01T00:05:00Z',
    })),
  },
  {
    id: 'other-saml-audience',
    operation: 'SignSamlResponse',
    title: 'An assertion for another service',
    text: 'The person may sign in to another service of the same provider.',
    apply: inDraft((draft) => ({ ...draft, audience: 'https://another-service.example.com' })),
  },
  {
    id: 'forged-role',
    operation: 'AssumeRoleWithSAML',
    title: 'A role of one’s own choice, after signing',
    text: 'The role in the signed assertion is exchanged for a stronger one.',
    apply: inXml((xml) => xml.replace(/:role\/[\w+=,.@/-]+/g, ':role/Administrator')),
  },
  {
    id: 'wrapping',
    operation: 'AssumeRoleWithSAML',
    title: 'Signature wrapping',
    text: 'A second, unsigned assertion is put before the signed one, hoping that the wrong one is read.',
    apply: inXml((xml) => {
      const [assertion = ''] = /<(?:saml:)?Assertion[\s\S]*<\/(?:saml:)?Assertion>/.exec(xml) ?? [];
      const forged = assertion
        .replace(/<(?:ds:)?Signature[\s\S]*<\/(?:ds:)?Signature>/, '')
        .replace(/ID="[^"]*"/, 'ID="_forged"');
      return xml.replace(assertion, forged + assertion);
    }),
  },
  {
    id: 'guessed-external-id',
    operation: 'AssumeRole',
    title: 'A guessed external id',
    text: 'The vendor’s other customer tries the ids that come to mind.',
    apply: (params) => ({ ...params, ExternalId: '12345' }),
  },
];
