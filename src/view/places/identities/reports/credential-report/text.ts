/** Decodes the report in AWS's answer (base64 of UTF-8). */

export function contentOf(response: Readonly<Record<string, unknown>>): string {
  const bytes = Uint8Array.from(atob(String(response['Content'])), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** The meanings of the report's columns. The names are AWS's. */
export const columnMeanings: Readonly<Record<string, string>> = {
  user: 'User name; <root_account> is the root user',
  arn: 'Amazon Resource Name',
  user_creation_time: 'When the user or the account was created (UTC)',
  password_enabled: 'Has a console password',
  password_last_used: 'The last sign-in with the password; no_information means never, or not known',
  password_last_changed: 'When the password was set',
  password_next_rotation: 'When the password policy requires a change',
  mfa_active: 'Has an MFA device',
  access_key_1_last_rotated: 'When the key was created or its status last changed',
};

/** Says in words why AWS hands out no report, by its error code. */
export const noReportWords: Readonly<Record<string, string>> = {
  ReportNotPresent: 'No report yet',
  ReportExpired: 'The last report is older than four hours',
  ReportInProgress: 'AWS is still generating the report',
};
