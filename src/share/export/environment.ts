/**
 * Credentials as the real `aws` and the SDKs take them: environment variables for two shells, or a profile in
 * the credentials file. The caller decides whether the person may see the secret. Sources: the AWS CLI's user
 * guide, *Environment variables* and *Configuration and credential file settings*.
 */

export interface EnvironmentCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Token of temporary credentials. Without one, an earlier token in the shell is unset. */
  readonly sessionToken?: string;
  /** Absent: the shell's own region is used. */
  readonly region?: string;
  /** Name of the profile in the credentials file, `default` by default. */
  readonly profile?: string;
}

export const environmentForms = ['bash', 'powershell', 'credentials-file'] as const;
export type EnvironmentForm = (typeof environmentForms)[number];

export const environmentWords: Readonly<Record<EnvironmentForm, { label: string; hint: string }>> = {
  bash: { label: 'bash, zsh', hint: 'Paste this into the terminal. It works until you close the terminal.' },
  powershell: {
    label: 'PowerShell',
    hint: 'Paste this into PowerShell. It works until you close PowerShell.',
  },
  'credentials-file': {
    label: 'Credentials file',
    hint: 'Add to ~/.aws/credentials (Windows: %UserProfile%\\.aws\\credentials).',
  },
};

/** Returns the text of one form, quoted for its shell, with a line break at the end. */
export function environmentText(form: EnvironmentForm, credential: EnvironmentCredential): string {
  switch (form) {
    case 'bash':
      return lines(variables(credential), shellExport);
    case 'powershell':
      return lines(variables(credential), powershellSet);
    case 'credentials-file':
      return profileText(credential);
  }
}

type Variable = readonly [name: string, value: string | undefined];

const variables = ({ accessKeyId, secretAccessKey, sessionToken, region }: EnvironmentCredential) =>
  [
    ['AWS_ACCESS_KEY_ID', accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', secretAccessKey],
    ['AWS_SESSION_TOKEN', sessionToken],
    ...(region === undefined ? [] : [['AWS_DEFAULT_REGION', region] as const]),
  ] as readonly Variable[];

const lines = (of: readonly Variable[], line: (variable: Variable) => string): string =>
  of.map((variable) => `${line(variable)}\n`).join('');

const shellExport = ([name, value]: Variable): string =>
  value === undefined ? `unset ${name}` : `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`;

/** PowerShell doubles a quote within single quotes. It also treats curly quotes as quotes. */
const powershellSet = ([name, value]: Variable): string =>
  value === undefined
    ? `Remove-Item Env:${name} -ErrorAction SilentlyContinue`
    : `$Env:${name} = '${value.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;

function profileText({ accessKeyId, secretAccessKey, sessionToken, region, profile }: EnvironmentCredential) {
  const settings: readonly Variable[] = [
    ['aws_access_key_id', accessKeyId],
    ['aws_secret_access_key', secretAccessKey],
    ['aws_session_token', sessionToken],
    ['region', region],
  ];
  const given = settings.filter(([, value]) => value !== undefined);
  return `[${profileName(profile)}]\n${lines(given, ([name, value]) => `${name} = ${oneLine(value ?? '')}`)}`;
}

/** The file has no quoting: a bracket ends a profile's name, and a line break ends a value. */
const profileName = (name = 'default'): string => name.replaceAll(/[^\w.@+-]+/g, '-') || 'default';
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ').trim();
