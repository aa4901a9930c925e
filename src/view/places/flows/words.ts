/** Names the steps and the fields of a flow, and says what its messages are for, as a person reads them. */

import type { FlowInfo } from '#app/flows/fields.ts';
import type { FlowStep } from '#app/flows/list.ts';
import type { Trace } from '#core/authz/decision.ts';
import type { AwsWord } from '../../ui/words/glossary.ts';

/** The step in which a state writes its messages, as a clause: it stands after "Next:" and after "2 of 5:". */
const stepsOfStates: Readonly<Record<string, string>> = {
  assuming: 'send AssumeRole to AWS STS',
  posting: 'send AssumeRoleWithSAML to AWS STS',
  exchanging: 'send AssumeRoleWithWebIdentity to AWS STS',
  using: 'use the credentials',
  redirect: 'AWS sends the browser to the provider',
  login: 'the person signs in at the provider',
  writing: 'the provider writes the response',
  signing: 'the provider signs the response',
  asking: 'post the response to AWS sign-in',
  choosing: 'choose a role',
  authorize: 'the program asks for a code',
  code: 'the program exchanges the code',
  job: 'the workload asks for a token',
  identity: 'the app asks for a token',
  link: 'make the link to the console',
  opening: 'open the link',
  invocation: 'the function is called',
  environment: 'Lambda gives the credentials to the code',
  creating: 'create the role of the service',
  renewing: 'EC2 renews the credentials',
  revoking: 'revoke the sessions',
  scoping: 'scope the session down for the agent',
  scopingAgain: 'scope it down again for the helper',
  usingOutside: 'try a call that the last policy does not allow',
  usingAgain: 'use the old credentials again',
  assumingAgain: 'assume the role again',
  usingRenewed: 'use the new credentials',
};

/** States that are another step in this one machine. */
const stepsOfMachines: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'session-token': { issuing: 'send GetSessionToken to AWS STS' },
  'scoped-credentials': { issuing: 'send GetSessionToken to AWS STS' },
  'federation-token': {
    issuing: 'send GetFederationToken to AWS STS',
    exchanging: 'get a sign-in token',
  },
  'assume-root': { assuming: 'send AssumeRoot to AWS STS' },
  oidc: { writing: 'the provider writes the claims', signing: 'the provider signs the token' },
  'instance-profile': {
    token: 'the program asks for a metadata token',
    role: 'the program asks for the name of the role',
    assuming: 'EC2 assumes the role',
    credentials: 'the program reads the credentials',
  },
  outbound: {
    looking: 'see whether outbound federation is on',
    enabling: 'switch outbound federation on',
    discovering: 'the outside service reads the discovery document',
    fetching: 'the outside service reads the public keys',
    issuing: 'send GetWebIdentityToken to AWS STS',
    presenting: 'show the token to the outside service',
  },
  'lambda-role': { assuming: 'Lambda assumes the role' },
  'linked-role': { assuming: 'the service assumes the role' },
};
const ordinals = ['first', 'second', 'third'];

/** Returns the words of a step. `earlier`: the number of steps before it in which the same state sent something. */
export function flowStepWords(flow: string, state: string, earlier = 0): string | undefined {
  const hop = flow === 'role-chain' && state === 'assuming' ? ordinals[earlier] : undefined;
  if (hop !== undefined) return `assume the ${hop} role`;
  return stepsOfMachines[flow]?.[state] ?? stepsOfStates[state];
}

/** Refusals that a flow is there to show, by flow and state: how to know them, and what they show. */
const intended: Readonly<
  Record<string, { readonly is: (step: FlowStep) => boolean; readonly text: string }>
> = {
  'scoped-credentials usingOutside': {
    is: ({ artefacts }) => artefacts.some((one) => one.kind === 'decision' && isScopedDown(one.trace)),
    text: 'The user may make this call. The helper may not, because the policy for the helper does not allow it.',
  },
  'outbound issuing': {
    is: ({ refusal }) => refusal?.code === 'OutboundWebIdentityFederationDisabledException',
    text: 'Outbound federation is off, so the account gives no tokens. Start again and switch it on to get one.',
  },
};
const isScopedDown = ({ gates }: Trace): boolean =>
  gates.some(
    ({ layer, decided, levels = [] }) =>
      layer === 'session' && decided && levels.length > 0 && levels.at(-1)?.outcome !== 'allows',
  );

/** Says what a refused step shows, where the flow is there to show it. `undefined` for any other refusal. */
export function intendedRefusal(flow: string, step: FlowStep): string | undefined {
  const found = intended[`${flow} ${step.state}`];
  return found?.is(step) ? found.text : undefined;
}

/** Says about a message that is not sent yet what it is for. `undefined` for operations that no flow sends. */
export const purposeOf = (operation: string): string | undefined => purposes[operation];
const forCredentials = 'It asks AWS STS for temporary credentials.';
const purposes: Readonly<Record<string, string>> = {
  SignSamlResponse: 'The provider signs these values with its private key, so that AWS can trust them.',
  SignToken: 'The provider signs these claims with its private key, so that AWS can trust them.',
  SignInWithSAML: 'It shows AWS sign-in what the provider says about the person.',
  AssumeRole: forCredentials,
  AssumeRoleWithSAML: forCredentials,
  AssumeRoleWithWebIdentity: forCredentials,
  AssumeRoot: forCredentials,
  GetSessionToken: forCredentials,
  GetFederationToken: forCredentials,
  GetScopedCredentials: 'It asks AWS STS for credentials of the same session with fewer permissions.',
  GetSigninToken: 'It exchanges the credentials for a token that opens the console.',
  Login: 'It opens the console with the sign-in token.',
  CreateServiceLinkedRole: 'It asks IAM to create the role that only this service can use.',
  EnableOutboundWebIdentityFederation: 'It lets this account give signed tokens to outside services.',
  GetWebIdentityToken: 'It asks AWS STS for a signed token that says who the caller is.',
  PresentToken: 'It shows the outside service who calls. No password or key is sent.',
  PutRolePolicy: 'It adds a policy to the role that denies older sessions.',
};

export const levelWords: Readonly<
  Record<FlowInfo['level'], { readonly title: string; readonly text: string }>
> = {
  beginner: { title: 'Beginner', text: 'One call, one session. Start here.' },
  intermediate: { title: 'Intermediate', text: 'Several steps, and other parties than AWS.' },
  advanced: { title: 'Advanced', text: 'Special cases that few accounts use.' },
};

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const silenceOf = ({ state, refusal }: Pick<FlowStep, 'state' | 'refusal'>): string =>
  refusal
    ? 'The provider refused, so it wrote no message.'
    : (silences[state] ?? 'No message is sent in this step.');
const silences: Readonly<Record<string, string>> = {
  login:
    'The person types name and password at the provider. AWS is not asked, so there is no message to AWS.',
  job: 'The workload asks its own platform for a token. AWS is not asked.',
  identity: 'The app asks its identity pool for a token. AWS STS is not asked yet.',
  invocation: 'Something invokes the function. The role is not used yet, so there is no message to AWS STS.',
  link: 'The program puts the sign-in token into a link. AWS is not asked until the person opens it.',
};

/** The AWS word that explains a field of the start form, by the field's name. */
export const fieldWords: Readonly<Record<string, AwsWord | undefined>> = {
  role: 'role',
  session: 'session',
  externalId: 'external ID',
  serial: 'MFA',
  policy: 'session policy',
  tag: 'session tag',
  action: 'Action',
  resource: 'ARN',
};
