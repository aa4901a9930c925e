import { type OutsideKind, outsideKinds } from '../../core/model/outside.ts';

/** What each product is called, and what it is good for in one line. */
export const productWords: Readonly<Record<OutsideKind, { readonly label: string; readonly hint: string }>> =
  {
    okta: { label: 'Okta', hint: 'Staff sign in with SAML, or with OIDC on the command line.' },
    'ad-fs': { label: 'Active Directory (AD FS)', hint: 'A company’s own Windows domain, with SAML.' },
    google: {
      label: 'Google',
      hint: 'Workspace staff with SAML; any Google account with OIDC, built into AWS.',
    },
    cognito: { label: 'Amazon Cognito', hint: 'Users and guests of an app get tokens of an identity pool.' },
    github: { label: 'GitHub Actions', hint: 'Workflow runs get a token each: no stored keys.' },
  };

export const productOptions = outsideKinds.map((value) => ({ value, ...productWords[value] }));

/** The trust policy of a role for a SAML provider, as the console writes it. */
export const samlTrust = (provider: string): string =>
  document(provider, 'sts:AssumeRoleWithSAML', {
    StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
  });

/** Of a role for an OIDC provider: audience, and where it is known the one subject. */
export const oidcTrust = (provider: string, url: string, audience: string, subject?: string): string =>
  document(provider, 'sts:AssumeRoleWithWebIdentity', {
    StringEquals: {
      [`${url}:aud`]: audience,
      ...(subject === undefined ? {} : { [`${url}:sub`]: subject }),
    },
  });

const document = (provider: string, action: string, condition: object): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Federated: provider }, Action: action, Condition: condition },
      ],
    },
    null,
    2,
  );
