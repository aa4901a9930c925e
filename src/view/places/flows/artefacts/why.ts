/** Says about each artefact who made it and why it is needed, in two short sentences at most. */

import type { Artefact, FlowStep, Lane } from '#app/flows/list.ts';

type Message = Pick<FlowStep, 'from' | 'refusal'> & Partial<Pick<FlowStep, 'to'>>;
type Of<Kind extends Artefact['kind']> = Extract<Artefact, { readonly kind: Kind }>;

const senders: Readonly<Record<Lane, string>> = {
  person: 'The person',
  browser: 'The browser',
  client: 'The program',
  provider: 'The provider',
  signin: 'AWS sign-in',
  sts: 'AWS STS',
  service: 'The AWS service',
  resource: 'The AWS service of the resource',
  outside: 'The outside service',
};

/** Returns the sentence above an artefact of this message. `undefined` for a note, which speaks for itself. */
export function artefactWhyOf(artefact: Artefact, message: Message): string | undefined {
  switch (artefact.kind) {
    case 'http-request':
      return whyAsked(artefact, senders[message.from]);
    case 'http-response':
      return whyAnswered(artefact, message);
    case 'xml':
      return whySaml(artefact, message);
    case 'token':
      return whyToken(artefact, message);
    case 'credentials':
      return message.from === 'signin'
        ? 'AWS sign-in opened this console session. The person works in it without keys of their own.'
        : `${senders[message.from]} made these keys for one session. They stop working when the time is over.`;
    case 'code':
      return 'The user’s MFA device shows this code. It proves that the user has the device.';
    case 'decision':
      return 'AWS compared the request with all policies that apply. A Deny always wins, and no Allow means no.';
    case 'checks':
      return `${message.from === 'outside' ? 'The outside service' : 'AWS'} makes these checks in this order. The first one that fails stops the request.`;
    case 'trail':
      return 'AWS recorded this call, so that an administrator can see later who did what.';
    case 'note':
      return undefined;
  }
}

const signed = 'Its signature says whose keys sign the request.';

const actionOf = ({ body, url }: Of<'http-request'>): string =>
  new URLSearchParams(url.includes('/federation?') ? (url.split('?')[1] ?? '') : body).get('Action') ?? '';

function whyAsked(request: Of<'http-request'>, sender: string): string {
  const { url, headers } = request;
  if (url.includes('://169.254.169.254/')) return whyMetadata(url);
  if (url.endsWith('/.well-known/openid-configuration'))
    return `${sender} reads this document once, when it is told to trust the issuer. Anybody can read it.`;
  if (url.endsWith('/.well-known/jwks.json'))
    return `${sender} reads the public keys. With them it can check every token without asking AWS.`;
  if (headers['authorization']?.startsWith('Bearer ') === true)
    return `${sender} shows the token in place of a stored password or API key.`;
  if (url.includes('/authorize?'))
    return `${sender} opens this address at the provider. It names the application that asks.`;
  if (url.endsWith('signin.aws.amazon.com/saml'))
    return `${sender} carries the provider’s response to AWS, because the provider never calls AWS itself.`;
  if (url.endsWith('signin.aws.amazon.com/signin'))
    return `${sender} sends what the person entered on this page to AWS sign-in.`;
  switch (actionOf(request)) {
    case 'GetCallerIdentity':
      return 'This call asks AWS who the caller is. It needs no permission, so it is a good first test.';
    case 'AssumeRoleWithSAML':
      return `${sender} exchanges the provider’s response for credentials of a role. No AWS key signs this request.`;
    case 'AssumeRoleWithWebIdentity':
      return `${sender} exchanges the provider’s token for credentials of a role. No AWS key signs this request.`;
    case 'AssumeRole':
      return `${sender} asks AWS STS for temporary credentials of a role. ${signed}`;
    case 'AssumeRoot':
      return `${sender} asks AWS STS for a root session of a member account. ${signed}`;
    case 'GetSessionToken':
    case 'GetFederationToken':
      return `${sender} asks AWS STS for temporary credentials. ${signed}`;
    case 'GetOutboundWebIdentityFederationInfo':
      return 'An administrator asks if the account can give tokens to outside services. A new account cannot.';
    case 'EnableOutboundWebIdentityFederation':
      return 'An administrator switches it on. From now on the account has an issuer of its own.';
    case 'GetWebIdentityToken':
      return `${sender} asks AWS STS for a token that says who it is. ${signed}`;
    case 'GetScopedCredentials':
      return `${sender} asks AWS STS for credentials of the same session that can do less. ${signed}`;
    case 'PutRolePolicy':
      return 'An administrator adds a policy to the role. It should deny every session that is older than now.';
    case 'CreateServiceLinkedRole':
      return 'A person asks IAM for the role. The service decides what the role can do, not the person.';
    case 'getSigninToken':
      return `${sender} exchanges the credentials for a sign-in token. The token opens the console without a password.`;
    case 'login':
      return `${sender} opens the link. The sign-in token in it stands in for a password.`;
    default:
      return 'One call with the temporary credentials. AWS decides it with the permissions of this session.';
  }
}

function whyMetadata(url: string): string {
  if (url.endsWith('/api/token'))
    return 'The program asks the metadata service for a token, because version 2 answers only with one.';
  return url.endsWith('/security-credentials/')
    ? 'The program asks the metadata service which role the instance has.'
    : 'The program asks the metadata service for the credentials of this role.';
}

function whyAnswered({ headers, body }: Of<'http-response'>, { from, refusal }: Message): string {
  if (from === 'outside')
    return refusal
      ? 'The outside service refused the token. It says why in the header.'
      : 'The outside service knows the caller now, and gives access.';
  if (refusal) return 'AWS refused the request. The code and the message say why.';
  if (body.includes('"jwks_uri"'))
    return 'The issuer says where its keys are and which algorithms it signs with.';
  if (body.includes('"keys"')) return 'These keys are public. The matching private keys never leave AWS.';
  if (body.includes('<IssuerIdentifier>'))
    return 'AWS answers with the address of the issuer. The outside service must know this address.';
  if (body.includes('<WebIdentityToken>'))
    return 'AWS STS answers with the signed token. It is valid for five minutes if nobody asks for another time.';
  if (from === 'provider')
    return headers['content-type'] === 'text/html'
      ? 'The provider answers with a page that makes the browser post the response to AWS.'
      : 'The provider gives the token to the program, which sends it to AWS.';
  if (from === 'service' && Object.keys(headers).length === 0)
    return 'The metadata service answers. A program on the instance needs no stored key.';
  if (from === 'sts' || body.includes('<Credentials>'))
    return 'AWS STS answers with the credentials. A program reads them from this message.';
  if (body.includes('<GetCallerIdentityResult>'))
    return 'AWS answers with the identity of the session, so the credentials work.';
  return 'AWS accepted the request. This is its answer.';
}

const whySaml = ({ encoded }: Of<'xml'>, { from }: Message): string => {
  if (encoded === undefined)
    return 'The provider writes who signed in and which roles they can use. AWS accepts it only with a signature.';
  return from === 'provider'
    ? 'The provider made and signed this, to tell AWS who signed in and which roles they can use.'
    : 'The response of the provider. Its signature shows AWS that nobody changed what it covers.';
};

const whyToken = ({ format }: Of<'token'>, { from, to }: Message): string => {
  if (from === 'sts') return 'AWS STS made and signed this. It tells the outside service who asks.';
  if (to === 'outside') return 'The token of AWS STS. Its signature shows that nobody changed it.';
  if (format === 'claims')
    return 'The provider writes who the token is about, and which service may take it. AWS accepts it only with a signature.';
  return from === 'provider'
    ? 'The provider made and signed this, to tell AWS who asks. It replaces a stored key.'
    : 'The token of the provider. Its signature shows AWS that nobody changed it.';
};
