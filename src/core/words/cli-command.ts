/**
 * Writes a request as the `aws` command that a person would type for it. Names follow botocore
 * (`EnableMFADevice` → `enable-mfa-device`), values the shorthand of the AWS CLI. A secret must never stand
 * in it: a placeholder does. Nothing here runs a command.
 */

import { kindServices } from '../model/resource-kinds/lookup.ts';

export interface CommandRequest {
  readonly service: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The AWS CLI's names of the services whose calls it takes as they are. */
const services: Readonly<Record<string, string>> = {
  iam: 'iam',
  sts: 'sts',
  organizations: 'organizations',
  ...Object.fromEntries(kindServices.map(({ prefix, cli = prefix }) => [prefix, cli])),
  account: 'account',
};
/** Calls that only the console has, or that take a file in place of a value. */
const withoutCommand: ReadonlySet<string> = new Set(['account CloseAccount', 's3 PutObject', 's3 GetObject']);

/** Members whose value must not be shown, and the placeholder that is shown. */
const secrets: Readonly<Record<string, string>> = {
  Password: 'PASSWORD',
  OldPassword: 'OLD_PASSWORD',
  NewPassword: 'NEW_PASSWORD',
  PrivateKey: 'PRIVATE_KEY',
  SAMLAssertion: 'ASSERTION',
  WebIdentityToken: 'TOKEN',
  AddPrivateKey: 'PRIVATE_KEY',
  SecretString: 'SECRET_STRING',
};
/** Members that are whole files, and the usual name of the file. */
const files: Readonly<Record<string, string>> = { SAMLMetadataDocument: 'metadata.xml' };

/** Returns `aws iam create-user --user-name alice`; `undefined` when AWS has no such call. */
export function cliCommand({ service, operation, params }: CommandRequest): string | undefined {
  const words = cliWords({ service, operation, params });
  return words && words.join(' ');
}

/** Returns the command with one option a line when it is longer than 80 characters. */
export function cliCommandLines(request: CommandRequest): string | undefined {
  const words = cliWords(request);
  if (!words) return undefined;
  const [head = '', ...options] = words;
  const whole = words.join(' ');
  return whole.length <= 80 ? whole : [head, ...options.map((option) => `  ${option}`)].join(' \\\n');
}

/** Returns `aws iam create-user`, then one text for each option. */
function cliWords({ service, operation, params }: CommandRequest): string[] | undefined {
  const command = services[service];
  if (command === undefined || withoutCommand.has(`${service} ${operation}`)) return undefined;
  const options = Object.entries(params)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([member, value]) => option(member, value));
  return [`aws ${command} ${cliName(operation)}`, ...options];
}

function option(member: string, value: unknown): string {
  const name = cliName(member);
  const secret = secrets[member];
  if (secret !== undefined) return `--${name} "$${secret}"`;
  const file = files[member];
  if (file !== undefined) return `--${name} file://${file}`;
  if (typeof value === 'boolean') return value ? `--${name}` : `--no-${name}`;
  if (Array.isArray(value)) return `--${name} ${value.map(listed).join(' ')}`;
  return `--${name} ${listed(value)}`;
}

/** Writes one value for the shell: a structure in shorthand when that can say it, else as JSON. */
function listed(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return shellWord(compact(value));
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value as Record<string, unknown>);
    const plain = members.every(([, one]) => typeof one === 'string' && /^[\w./:@+-]*$/.test(one));
    if (plain) return members.map(([key, one]) => `${key}=${String(one)}`).join(',');
  }
  return shellWord(JSON.stringify(value));
}

/** Puts a policy document on one line; returns any other text unchanged. */
function compact(text: string): string {
  if (!/^\s*\{/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Quotes a text that the shell would read otherwise. */
const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Follows botocore's `xform_name`: `UploadSSHPublicKey` → `upload-ssh-public-key`. */
export const cliName = (name: string): string =>
  name
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
