/**
 * The `aws` command line of a request: what a person would have typed for the same call. Names follow botocore
 * (`EnableMFADevice` → `enable-mfa-device`), values the shorthand of the AWS CLI. A secret never stands in it:
 * its place is named instead. Nothing here runs a command; the terminal reads them.
 */
export interface CommandRequest {
  readonly service: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Of services whose calls the AWS CLI takes as they are, its name of them. */
const services: Readonly<Record<string, string>> = {
  iam: 'iam',
  sts: 'sts',
  organizations: 'organizations',
  s3: 's3api',
  ec2: 'ec2',
  lambda: 'lambda',
  sqs: 'sqs',
  sns: 'sns',
  kms: 'kms',
  dynamodb: 'dynamodb',
  secretsmanager: 'secretsmanager',
  account: 'account',
};
/** Console only, or with a file in place of a value. */
const withoutCommand: ReadonlySet<string> = new Set(['account CloseAccount', 's3 PutObject', 's3 GetObject']);

/** Members whose value is not repeated on screen, and what stands in its place. */
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
/** Members that are whole files: the command names a file, as people call it. */
const files: Readonly<Record<string, string>> = { SAMLMetadataDocument: 'metadata.xml' };

/** `iam create-user --user-name alice` with `aws` before it; undefined where AWS has no such call. */
export function cliCommand({ service, operation, params }: CommandRequest): string | undefined {
  const words = cliWords({ service, operation, params });
  return words && words.join(' ');
}

/** The command over several lines, one option a line, as people write long ones. */
export function cliCommandLines(request: CommandRequest): string | undefined {
  const words = cliWords(request);
  if (!words) return undefined;
  const [head = '', ...options] = words;
  const whole = words.join(' ');
  return whole.length <= 80 ? whole : [head, ...options.map((option) => `  ${option}`)].join(' \\\n');
}

/** `aws iam create-user`, then one text for each option. */
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

/** One value as the shell takes it: a structure in shorthand where that can say it, else as JSON. */
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

/** A policy document on one line; any other text as it is. */
function compact(text: string): string {
  if (!/^\s*\{/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** In single quotes where the shell would read it otherwise. */
const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** botocore's `xform_name`: `UploadSSHPublicKey` → `upload-ssh-public-key`. */
export const cliName = (name: string): string =>
  name
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
