/** A credential is written as bash, PowerShell and the credentials file take it. */

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { environmentText, type EnvironmentCredential } from '#share/export/environment.ts';

const key: EnvironmentCredential = { accessKeyId: 'AKIAEXAMPLE000000001', secretAccessKey: 'a/b+c=d' };

test('bash gets a long-term key, and an earlier session token goes', () => {
  expect(environmentText('bash', key)).toBe(
    "export AWS_ACCESS_KEY_ID='AKIAEXAMPLE000000001'\nexport AWS_SECRET_ACCESS_KEY='a/b+c=d'\nunset AWS_SESSION_TOKEN\n",
  );
});

test('PowerShell gets a session with its region', () => {
  expect(environmentText('powershell', { ...key, sessionToken: 'T=', region: 'eu-west-1' })).toBe(
    "$Env:AWS_ACCESS_KEY_ID = 'AKIAEXAMPLE000000001'\n$Env:AWS_SECRET_ACCESS_KEY = 'a/b+c=d'\n$Env:AWS_SESSION_TOKEN = 'T='\n$Env:AWS_DEFAULT_REGION = 'eu-west-1'\n",
  );
});

test('the credentials file gets the credential under a profile whose name the file can hold', () => {
  expect(environmentText('credentials-file', { ...key, sessionToken: 'T=', profile: 'a]\n[b c' })).toBe(
    '[a-b-c]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = a/b+c=d\naws_session_token = T=\n',
  );
});

test('the shell reads exactly the given credential, whatever is in it', () => {
  const odd = `x'; echo "$HOME" \`id\` \\ é`;
  const text = environmentText('bash', { ...key, sessionToken: odd });
  const { stdout } = spawnSync('bash', ['-c', `${text}printf %s "$AWS_SESSION_TOKEN"`], {
    encoding: 'utf8',
  });
  expect(stdout).toBe(odd);
});

test('PowerShell doubles its quotes, the curly ones too', () => {
  expect(environmentText('powershell', { ...key, sessionToken: "a'b\u2019c" })).toContain(
    "= 'a''b\u2019\u2019c'\n",
  );
});
